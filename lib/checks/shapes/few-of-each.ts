/** A model with a few services of each shape. */
import type { Model } from "../../model";
import type { Problem } from "../check";
import { alikeIn, type Named } from "./shapes";
import { withoutInhibitRules } from "./subjects";

interface Few {
  readonly model: Model;
  /** Whether a problem that was found there speaks of a service of which there are others alike. */
  readonly speaksOf: (problem: Problem) => boolean;
}

const cache = new WeakMap<Model, Few>();

const fewOf = (model: Model): Few => {
  const known = cache.get(model) ?? choose(model);
  cache.set(model, known);
  return known;
};

/** Itself where no two services are alike. */
export const fewOfEach = (model: Model): Model => fewOf(model).model;

/** Whether a problem in the model of a few may be one of those that were left out, too; one that names none of them is nobody's. */
export const speaksOfOneOfMany = (model: Model, problem: Problem): boolean => fewOf(model).speaksOf(problem);

const choose = (model: Model): Few => {
  const { kept, superfluous } = alikeIn(model);
  if (superfluous.length === 0) return { model, speaksOf: () => false };
  const leftOut = new Set<unknown>(
    superfluous.flatMap(({ subject }) => [...subject.packs, ...subject.dashboards, ...subject.inhibitRules]),
  );
  return {
    model: {
      ...model,
      packs: model.packs.filter((fact) => !leftOut.has(fact)),
      dashboards: model.dashboards.filter((fact) => !leftOut.has(fact)),
      routings: model.routings.map((each) => withoutInhibitRules(each, leftOut)),
    },
    speaksOf: speaksOfOneOf(kept),
  };
};

const speaksOfOneOf = (services: readonly Named[]): ((problem: Problem) => boolean) => {
  const names = services.flatMap((each) => each.names);
  const places = services.flatMap(({ subject }) =>
    [...subject.packs, ...subject.dashboards, ...subject.inhibitRules].map(({ path }) => path),
  );
  return ({ path, problem, mend }) =>
    places.some((place) => path.startsWith(place)) ||
    names.some((name) => [path, problem, mend].some((text) => text.includes(name)));
};
