/** What a span says of an error: its type, its message and where it came from, whatever it is that was thrown, without the secrets in it. */
import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { isObject } from "../findings";
import { withoutSecrets } from "../logging/secrets-in-text";
import { ATTRIBUTES } from "./attributes";
import { property } from "./result";

/** Characters, and errors in a row of causes, that are kept. */
const LONGEST_MESSAGE = 1024;
const LONGEST_STACK = 8192;
const MOST_CAUSES = 5;

/** What may be shown of a text. */
export type Redaction = (text: string) => string;

/** Gives the span the error as an event, its type as an attribute, and the status of an error. */
export function recordFailure(span: Span, thrown: unknown, redaction: Redaction = withoutSecrets): void {
  const type = typeOf(thrown);
  const message = shownOf(fullMessageOf(thrown), LONGEST_MESSAGE, redaction);
  const stack = shownOf(stackOf(thrown), LONGEST_STACK, redaction);
  span.addEvent("exception", {
    [ATTRIBUTES.exceptionType]: type,
    [ATTRIBUTES.exceptionMessage]: message,
    ...(stack === "" ? {} : { [ATTRIBUTES.exceptionStack]: stack }),
  });
  span.setAttribute(ATTRIBUTES.errorType, codeOf(thrown) ?? type);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** `ECONNREFUSED`, `23505`: what a client or a database calls its error; a word of few, never a sentence. */
export function codeOf(thrown: unknown): string | undefined {
  const code = property(thrown, "code");
  return typeof code === "string" && /^[A-Za-z0-9_.-]{1,64}$/.test(code) ? code : undefined;
}

function typeOf(thrown: unknown): string {
  if (!isError(thrown)) return thrown === null ? "null" : typeof thrown;
  const name = property(thrown, "name");
  return typeof name === "string" && name !== "" ? shortened(name, 100) : "Error";
}

/** What an error says; one that says nothing, as that of a connection that was refused by several addresses, has at least a code. */
export function messageOf(thrown: unknown): string {
  return shortened(fullMessageOf(thrown), LONGEST_MESSAGE);
}

function fullMessageOf(thrown: unknown): string {
  const message = property(thrown, "message");
  if (typeof message === "string") return message || (codeOf(thrown) ?? "");
  try {
    return isObject(thrown) ? (JSON.stringify(thrown) ?? "") : String(thrown);
  } catch {
    return "";
  }
}

/** A secret that the limit cuts in two is still recognised when so many characters of it follow. */
const BEYOND_THE_LIMIT = 512;

const shownOf = (text: string, most: number, redaction: Redaction): string =>
  shortened(redaction(text.slice(0, most + BEYOND_THE_LIMIT)), most);

/** The stack, followed by those of its causes. */
function stackOf(thrown: unknown): string {
  const stacks: string[] = [];
  for (let error = thrown; isError(error) && stacks.length < MOST_CAUSES; error = property(error, "cause")) {
    const stack = property(error, "stack");
    if (typeof stack !== "string") break;
    stacks.push(stacks.length === 0 ? stack : `Caused by: ${stack}`);
  }
  return stacks.join("\n");
}

/** Errors of another realm (a test runner, `vm`) and of libraries that build their own are no `instanceof Error` here. */
function isError(thrown: unknown): boolean {
  return (
    thrown instanceof Error ||
    (typeof property(thrown, "message") === "string" && typeof property(thrown, "stack") === "string")
  );
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
