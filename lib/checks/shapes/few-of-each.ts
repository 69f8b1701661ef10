/** A model with a few services of each shape. */
import type { Model } from "../../model";
import { superfluousIn } from "./shapes";
import { withoutInhibitRules } from "./subjects";

const cache = new WeakMap<Model, Model>();

/** Itself where no two services are alike. */
export const fewOfEach = (model: Model): Model => {
  const known = cache.get(model) ?? choose(model);
  cache.set(model, known);
  return known;
};

const choose = (model: Model): Model => {
  const leftOut = new Set<unknown>(
    superfluousIn(model).flatMap(({ packs, dashboards, inhibitRules }) => [...packs, ...dashboards, ...inhibitRules]),
  );
  if (leftOut.size === 0) return model;
  return {
    ...model,
    packs: model.packs.filter((fact) => !leftOut.has(fact)),
    dashboards: model.dashboards.filter((fact) => !leftOut.has(fact)),
    routings: model.routings.map((each) => withoutInhibitRules(each, leftOut)),
  };
};
