/** A model with a few services of each shape. */
import type { Model } from "../../model";
import type { Check, Problem } from "../check";
import { alikeIn, type Alike, type Named } from "./shapes";
import { withoutInhibitRules } from "./subjects";

interface Few {
  readonly model: Model;
  /** Whether a problem that was found there speaks of a service of which there are others alike. */
  readonly speaksOf: (problem: Problem) => boolean;
}

type Judging = NonNullable<Check["judges"]>;

const cache = new WeakMap<Model, Readonly<Record<Judging, Few>>>();

const fewOf = (model: Model, judging: Judging): Few => {
  const known = cache.get(model) ?? choose(model);
  cache.set(model, known);
  return known[judging];
};

/** Itself where no two services are alike. */
export const fewOfEach = (model: Model, judging: Judging = "each by itself"): Model => fewOf(model, judging).model;

/** Whether a problem in the model of a few may be one of those that were left out, too; one that names none of them is nobody's. */
export const speaksOfOneOfMany = (model: Model, judging: Judging, problem: Problem): boolean =>
  fewOf(model, judging).speaksOf(problem);

const choose = (model: Model): Readonly<Record<Judging, Few>> => {
  const alike = alikeIn(model);
  return {
    "each by itself": reduced(model, alike["each by itself"]),
    "each alone": reduced(model, alike["each alone"]),
  };
};

const reduced = (model: Model, { kept, superfluous }: Alike): Few => {
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
