/** Checks of single things look at one of many that are alike. */
import type { Finding, Model } from "../../model";
import type { Check, Problem } from "../check";
import { oneOfEach } from "./one-of-each";

/**
 * What a check finds. One that judges things one by one looks at one of each shape; only if it finds something at one that stands for others does
 * it look at all, so that each of them is told with its own place.
 */
const foundBy = ({ find, judges }: Check, model: Model): readonly Problem[] => {
  if (judges === undefined) return [...find(model)];
  const { model: fewer, standsForOthers } = oneOfEach(model, judges);
  const found = [...find(fewer)];
  return found.some(({ path }) => standsForOthers(path)) ? [...find(model)] : found;
};

/** The same findings as those of `findings`, for less. */
export const findingsByShape = (checks: readonly Check[], models: readonly Model[]): readonly Finding[] =>
  models.flatMap((model) =>
    checks.flatMap((each) =>
      foundBy(each, model).map((problem) => ({ check: each.id, severity: each.severity, ...problem })),
    ),
  );
