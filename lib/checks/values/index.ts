/** Everything about a release's Helm values: each key known to the pinned chart, each value of its kind, nothing moved, ended or misspelt. */
import type { ChartPin, Finding, Values } from "../../model";
import type { Check, Problem } from "../check";
import { endedValues, endOfLife } from "./end-of-life";
import { enumeration, wrongWords } from "./enumeration";
import { movedKey, movedKeysIn } from "./moved-key";
import { unknownKey, unknownKeys } from "./unknown-key";
import { wrongType, wrongTypes } from "./wrong-type";

export const valuesChecks: readonly Check[] = [unknownKey, wrongType, movedKey, enumeration, endOfLife];

const finders: readonly (readonly [Check, (pin: ChartPin, values: Values, path: string) => readonly Problem[]])[] = [
  [unknownKey, unknownKeys],
  [wrongType, wrongTypes],
  [movedKey, movedKeysIn],
  [enumeration, wrongWords],
  [endOfLife, endedValues],
];

/** What is wrong with these values of a chart; `path` is where they stand in the input. */
export const valuesFindings = (pin: ChartPin, values: Values, path: string): readonly Finding[] =>
  finders.flatMap(([{ id, severity }, find]) =>
    find(pin, values, path).map((problem) => ({ check: id, severity, ...problem })),
  );
