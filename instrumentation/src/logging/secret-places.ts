/** Secret paths that lead into errors, `error.message`, `failures[*].cause`: an error is copied in fields of its own, and then looked at. */
import { ERROR_FIELDS } from "@cdktf-observability/contract";
import type { Plain, PlainFields } from "./plain";
import { follow, isSecretPlace, type Places } from "./secret-paths";
import { REDACTED } from "./secrets-in-text";

const { message: MESSAGE, stack: STACK } = ERROR_FIELDS;

/** The fields of an error, but for those that the paths lead to. */
export function withoutPlaces(error: PlainFields, places: Places): PlainFields {
  const kept: PlainFields = {};
  for (const [name, value] of Object.entries(error)) kept[name] = withoutPlace(value, follow(places, name));
  const { [STACK]: stack } = kept;
  if (isSecretPlace(follow(places, MESSAGE)) && typeof stack === "string") kept[STACK] = framesOf(stack);
  return kept;
}

function withoutPlace(value: Plain, places: Places): Plain {
  if (isSecretPlace(places)) return REDACTED;
  if (places.length === 0 || typeof value !== "object" || value === null) return value;
  return Array.isArray(value)
    ? value.map((each, index) => withoutPlace(each, follow(places, String(index))))
    : withoutPlaces(value, places);
}

/** A stack begins with the message. */
function framesOf(stack: string): string {
  const begin = stack.search(/\n\s+at /);
  return begin < 0 ? REDACTED : REDACTED + stack.slice(begin);
}
