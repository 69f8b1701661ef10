/** Values of a kind that the chart cannot use: Helm renders them anyway, into something that fails later or means the opposite. */
import { join, type ChartPin, type Model, type Values } from "../../model";
import { isMap } from "../../charts";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";
import { hasMoved } from "./moved-key";
import { eachSide } from "./sides";
import { mismatches } from "./walk";

export const wrongTypes = (pin: ChartPin, values: Values, path: string): readonly Problem[] =>
  mismatches(pin, values).flatMap((mismatch) =>
    mismatch.kind !== "type" || hasMoved(pin, mismatch.keys, values)
      ? []
      : [
          at(join(path, mismatch.keys))
            .problem(`is ${kindOf(mismatch.value)}${trapOf(mismatch.value, mismatch.expected)}`)
            .mend(`write ${expectation(mismatch.value, mismatch.expected)}`),
        ],
  );

/** The value itself may be a secret, so it is not shown. */
const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return "a list";
  if (isMap(value)) return "a map";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return isWordOfTruth(value) ? `the text "${value}"` : "a text";
  return typeof value === "number" ? "a number" : "no value that can be written to YAML";
};

const isWordOfTruth = (value: unknown): boolean =>
  typeof value === "string" && /^(true|false|yes|no|on|off)$/i.test(value);

const trapOf = (value: unknown, expected: readonly string[]): string =>
  expected.includes("boolean") && typeof value === "string" && value !== "" ? ", which templates take for true" : "";

const expectation = (value: unknown, expected: readonly string[]): string => {
  if (expected.includes("boolean") && isWordOfTruth(value))
    return /^(true|yes|on)$/i.test(String(value)) ? "true" : "false";
  return [...new Set(expected.map((kind) => NAMES[kind] ?? kind))].join(" or ");
};

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  numeric: "a number",
  boolean: "true or false",
  text: "a text or a number",
  scalar: "a text, a number, true or false",
  list: "a list",
  map: "a map",
};

export const wrongType = check({
  id: "values/wrong-type",
  severity: "error",
  reason:
    'Templates print what they get: a map where a list belongs fails in the cluster, and the text "false" counts as true.',
  *find({ releases }: Model): Iterable<Problem> {
    yield* eachSide(releases, wrongTypes);
  },
  examples: () => ({
    passing: [valuesOf({ singleBinary: { replicas: 3 } })],
    failing: [valuesOf({ singleBinary: { replicas: "three" } })],
  }),
});
