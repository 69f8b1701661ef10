/** Labels that satisfy several conditions at once: what two routes both ask for. */
import type { LabelMatcher } from "../../model";
import { matcherRegexProblem, type Labels } from "../matchers";
import { holds, kindsOfValues } from "./kinds-of-values";
import { byLabel } from "./witnesses";

/** A label set for which all of the conditions hold; undefined where none is found. */
export const commonLabels = (matchers: readonly LabelMatcher[]): Labels | undefined => {
  const labels: Record<string, string> = {};
  for (const [label, conditions] of byLabel(matchers)) {
    // What is no expression at all is broken otherwise.
    if (conditions.some(({ operator, value }) => operator.endsWith("~") && matcherRegexProblem(value) !== undefined))
      return undefined;
    const value = ["", ...kindsOfValues(conditions).values].find((each) => conditions.every((one) => holds(one, each)));
    if (value === undefined) return undefined;
    if (value !== "") labels[label] = value;
  }
  return labels;
};
