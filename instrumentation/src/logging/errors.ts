/** Errors as a line tells them: what kind, what it says, where it happened, and what caused it. Nothing else: an error of an HTTP client carries whole requests. */
import { ERROR_FIELDS } from "@cdktf-observability/contract";
import { isError } from "./kinds";
import { type Allowance } from "./limits";
import { type Plain } from "./plain";
import { read } from "./reading";

/** Of an AggregateError. */
const MOST_ERRORS = 10;

/** How texts and other values are copied, and how deep that may go on. */
interface Copying {
  readonly depth: number;
  readonly deepest: number;
  readonly text: (value: string, left: Allowance) => string;
  readonly copy: (value: unknown, left: Allowance, depth: number) => Plain | undefined;
}

/** An error in the fields of the contract, also of what was thrown without being an error. */
export function errorFields(value: unknown, left: Allowance, at: Copying): { [name: string]: Plain } {
  return isError(value) ? errorsOf(value, left, at) : thrown(value, left, at);
}

function errorsOf(error: object, left: Allowance, at: Copying): { [name: string]: Plain } {
  left.ancestors.push(error);
  try {
    const stack = read(error, "stack");
    const code = read(error, "code");
    return {
      [ERROR_FIELDS.type]: at.text(typeOf(error), left),
      [ERROR_FIELDS.message]: at.text(words(read(error, "message")), left),
      ...(typeof stack === "string" && { [ERROR_FIELDS.stack]: at.text(stack, left) }),
      ...((typeof code === "string" || typeof code === "number") && { code: at.text(String(code), left) }),
      ...further(error, left, at),
    };
  } finally {
    left.ancestors.pop();
  }
}

/** What led to it. */
function further(error: object, left: Allowance, at: Copying): { [name: string]: Plain } {
  const within = (value: unknown): Plain => {
    if (left.ancestors.includes(value as object)) return { [ERROR_FIELDS.message]: "[circular]" };
    if (at.depth >= at.deepest || left.entries <= 0) return { [ERROR_FIELDS.message]: "[cut: more causes]" };
    left.entries -= 1;
    return errorFields(value, left, { ...at, depth: at.depth + 1 });
  };
  const cause = read(error, "cause");
  const errors = read(error, "errors");
  return {
    ...(cause !== undefined && cause !== null && { cause: within(cause) }),
    ...(Array.isArray(errors) && {
      errors: Array.from({ length: Math.min(errors.length, MOST_ERRORS) }, (_, index) => within(read(errors, index))),
    }),
  };
}

/** The class, which bundlers may have renamed, unless the error was given a name of its own. */
function typeOf(error: object): string {
  const name = read(error, "name");
  if (typeof name === "string" && name !== "" && name !== "Error") return name;
  const made = read(error, "constructor");
  const className = typeof made === "function" ? read(made, "name") : undefined;
  return typeof className === "string" && className !== "" ? className : "Error";
}

const words = (message: unknown): string => (typeof message === "string" ? message : "");

/** `throw "no"`, `Promise.reject({ reason: … })`. */
function thrown(value: unknown, left: Allowance, at: Copying): { [name: string]: Plain } {
  const type = value === null ? "null" : typeof value;
  const said = typeof value === "object" && value !== null ? read(value, "message") : undefined;
  if (typeof said === "string") return { [ERROR_FIELDS.type]: type, [ERROR_FIELDS.message]: at.text(said, left) };
  const plain = at.copy(value, left, at.depth);
  return {
    [ERROR_FIELDS.type]: type,
    [ERROR_FIELDS.message]: typeof plain === "string" ? plain : at.text(JSON.stringify(plain ?? null), left),
  };
}
