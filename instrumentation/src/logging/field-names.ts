/** What is to be known of a field by its name, worked out once for each name: services log the same few over and over. */
import { detached } from "./detached";
import { OWN_NAMES } from "./names";
import { isCountOfTokens, isSecretName, normalName } from "./secret-names";
import { cleanText } from "./text";

export interface FieldName {
  /** As the line has it. */
  readonly text: string;
  /** Whether the line itself has a field of that name. */
  readonly own: boolean;
  /** `number`: a secret, unless the value is a number. */
  readonly secret: boolean | "unless a number";
}

export interface SecretNames {
  /** Further names of secret fields, compared without case and punctuation. */
  readonly names?: readonly string[];
  /** Names that are not secret here, although they look it: `token_type`. */
  readonly except?: readonly string[];
}

/** Characters of a name. */
const LONGEST_NAME = 128;
/** A caller that makes up names shall not fill the memory. */
const MOST_KNOWN = 2000;

/** A look-up of names. */
export function fieldNames({ names = [], except = [] }: SecretNames): (name: string) => FieldName {
  const more = new Set(names.map(normalName));
  const without = new Set(except.map(normalName));
  const known = new Map<string, FieldName>();

  const judge = (name: string): FieldName => {
    const text = nameInLine(name);
    const secret = isSecretName(name.slice(0, 4 * LONGEST_NAME), more, without);
    return {
      text,
      own: OWN_NAMES.has(text),
      secret: secret && isCountOfTokens(name) ? "unless a number" : secret,
    };
  };
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = judge(name);
    if (name.length <= LONGEST_NAME && known.size < MOST_KNOWN) known.set(detached(name), found);
    return found;
  };
}

/** Elasticsearch refuses fields without a name; programs that merge a parsed line into an object shall not change its prototype. */
function nameInLine(name: string): string {
  if (name === "") return "[empty]";
  if (name === "__proto__") return "[__proto__]";
  return cleanText(name, LONGEST_NAME);
}

/** Whether the value of a field of that name is secret. Yes and no are no secrets: `has_password: true`. */
export const isSecret = ({ secret }: FieldName, value: unknown): boolean =>
  secret !== false &&
  value !== undefined &&
  value !== null &&
  typeof value !== "boolean" &&
  !(secret === "unless a number" && typeof value === "number");
