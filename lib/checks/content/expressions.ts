/** All that Prometheus is asked in a model: by its rules and by its dashboards. What most checks of queries walk. */
import type { Model } from "../../model";
import { promqlOf } from "./dashboards-in";
import { contentOf, type ExpressionInPlace } from "./content";

const cache = new WeakMap<Model, readonly ExpressionInPlace[]>();

/** A dashboard that shows the expression of a rule as it is says nothing new; the rule is told what is wrong with it. */
export const expressionsOf = (model: Model): readonly ExpressionInPlace[] => {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const ofRules = new Set(contentOf(model).rules.map(({ text }) => text));
  const all = [...contentOf(model).rules, ...promqlOf(model).filter(({ text }) => !ofRules.has(text))];
  cache.set(model, all);
  return all;
};
