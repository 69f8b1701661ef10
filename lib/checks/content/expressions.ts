/** All that Prometheus is asked in a model: by its rules and by its dashboards. What most checks of queries walk. */
import type { Model } from "../../model";
import { promqlOf } from "./dashboards-in";
import { contentOf, type ExpressionInPlace } from "./content";
import { wholeOf } from "./view";

const cache = new WeakMap<Model, readonly ExpressionInPlace[]>();

/** A dashboard that shows the expression of a rule as it is says nothing new; the rule is told what is wrong with it. */
export const expressionsOf = (model: Model): readonly ExpressionInPlace[] => {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const ofRules = textsOfRules(wholeOf(model));
  const all = [...contentOf(model).rules, ...promqlOf(model).filter(({ text }) => !ofRules.has(text))];
  cache.set(model, all);
  return all;
};

const texts = new WeakMap<Model, ReadonlySet<string>>();

const textsOfRules = (model: Model): ReadonlySet<string> => {
  const known = texts.get(model) ?? new Set(contentOf(model).rules.map(({ text }) => text));
  texts.set(model, known);
  return known;
};
