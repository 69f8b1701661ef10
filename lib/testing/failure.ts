/** What promtool says of a failed test, read back: which rule, when, what was expected and what came. */
import { printedSamples } from "./promtool-text";

interface Difference {
  readonly time: string;
  readonly expected: string;
  readonly got: string;
}

export type Failure =
  | (Difference & { readonly kind: "alert"; readonly rule: string })
  | (Difference & { readonly kind: "expression"; readonly expr: string })
  /** The rule could not be evaluated: promtool ends the whole test there. */
  | { readonly kind: "evaluation"; readonly rule: string; readonly time: string; readonly message: string }
  /** Anything else, as it is. */
  | { readonly kind: "other"; readonly rule: undefined; readonly message: string };

const ALERT = /^(?: {4}name: [^\n]*,\n)? {4}alertname: ([^]*), time: (\w+), \n {8}exp:([^]*), \n {8}got:([^]*)$/;
const EXPRESSION = /^ {4}expr: ("(?:[^"\\]|\\.)*"), time: (\w+),\n {8}exp: ([^]*)\n {8}got: ([^]*)$/;
const EVALUATION = /^ {4}rule: ([^]*?), time: ([^,\n]+), err: ([^]*)$/;

/** Undefined where the samples differ by what floating point adds, and by nothing else. */
export const parseFailure = (text: string): Failure | undefined => {
  const [alert, rule = "", alertTime = "", expectedAlerts = "", gotAlerts = ""] = ALERT.exec(text) ?? [];
  if (alert !== undefined)
    return { kind: "alert", rule, time: alertTime, expected: expectedAlerts.trim(), got: gotAlerts.trim() };
  const [expression, expr = "", time = "", expected = "", got = ""] = EXPRESSION.exec(text) ?? [];
  if (expression !== undefined)
    return sameSamples(expected, got)
      ? undefined
      : { kind: "expression", expr, time, expected: expected.trim(), got: got.trim() };
  const [evaluation, failed = "", failedAt = "", message = ""] = EVALUATION.exec(text) ?? [];
  if (evaluation !== undefined) return { kind: "evaluation", rule: failed, time: failedAt, message };
  return { kind: "other", rule: undefined, message: text.trim() };
};

/** Relative to the greater of two values. */
const TOLERANCE = 1e-9;
/** What is left of a zero. */
const NEXT_TO_NOTHING = 1e-12;

const sameSamples = (expected: string, got: string): boolean => {
  // Whether a native histogram has just started anew is for `resets` to say.
  const [left, right] = [expected, got].map((each) => printedSamples(each.replace(/ counter_reset_hint:\w+/g, "")));
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  return left.every(
    ({ labels, value }, index) => labels === right[index]?.labels && sameValue(value, right[index].value),
  );
};

const NUMBER = /[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|Inf)/g;

/** Numbers, also those in native histograms. */
const sameValue = (left: string, right: string): boolean => {
  const numbers = (text: string): readonly number[] =>
    (text.match(NUMBER) ?? []).map((each) =>
      each.endsWith("Inf") ? Infinity * (each.startsWith("-") ? -1 : 1) : Number(each),
    );
  const [a, b] = [numbers(left), numbers(right)];
  return (
    left.replace(NUMBER, "#") === right.replace(NUMBER, "#") &&
    a.length === b.length &&
    a.every((each, index) => close(each, b[index] ?? NaN))
  );
};

const close = (a: number, b: number): boolean =>
  a === b ||
  (Number.isFinite(a) &&
    Number.isFinite(b) &&
    Math.abs(a - b) <= Math.max(TOLERANCE * Math.max(Math.abs(a), Math.abs(b)), NEXT_TO_NOTHING));
