/** Checks of single things look at some of many that are alike. */
import type { Finding, Model } from "../../model";
import type { Check, Problem } from "../check";
import { fewOfEach, speaksOfOneOfMany } from "./few-of-each";

/**
 * What a check finds. One that judges things one by one looks at a few services of each shape; only if it finds something about one of them does
 * it look at all, so that each of them is told with its own place.
 */
const foundBy = ({ find, judges }: Check, model: Model): readonly Problem[] => {
  if (judges === undefined) return [...find(model)];
  const few = fewOfEach(model, judges);
  const found = [...find(few)];
  return few === model || !found.some((each) => speaksOfOneOfMany(model, judges, each)) ? found : [...find(model)];
};

/** The same findings as those of `findings`, for less. */
export const findingsByShape = (checks: readonly Check[], models: readonly Model[]): readonly Finding[] =>
  models.flatMap((model) =>
    checks.flatMap((each) =>
      foundBy(each, model).map((problem) => ({ check: each.id, severity: each.severity, ...problem })),
    ),
  );
