/** A model in which one thing of each shape is judged, and what else has that shape. */
import type { Model } from "../../model";
import type { Check } from "../check";
import { contentOf, type RuleInPlace } from "../content/content";
import { dashboardsOf } from "../content/dashboards-in";
import { viewOf } from "../content/view";
import { shapesOf } from "./shapes";

export interface OneOfEach {
  readonly model: Model;
  /** Whether what stands at that path, or what it is a part of, was judged for others, too. */
  readonly standsForOthers: (path: string) => boolean;
}

type Judged = Exclude<Check["judges"], undefined>;

const cache = new WeakMap<Model, Readonly<Record<Judged, OneOfEach>>>();

export const oneOfEach = (model: Model, judges: Judged): OneOfEach => {
  const known = cache.get(model) ?? choose(model);
  cache.set(model, known);
  return known[judges];
};

/** The first one of each shape. */
interface Chosen {
  readonly judged: ReadonlySet<object>;
  /** Those that are not the only one of theirs. */
  readonly forOthers: ReadonlySet<string>;
}

const firstOfEach = <Each extends { readonly path: string }>(
  things: readonly Each[],
  shapeOf: (thing: Each) => string,
): Chosen => {
  const first = new Map<string, Each>();
  const forOthers = new Set<string>();
  for (const thing of things) {
    const shape = shapeOf(thing);
    const alike = first.get(shape);
    if (alike === undefined) first.set(shape, thing);
    else forOthers.add(alike.path);
  }
  return { judged: new Set(first.values()), forOthers };
};

const choose = (model: Model): Readonly<Record<Judged, OneOfEach>> => {
  const { recordings, alerts } = contentOf(model);
  const dashboards = dashboardsOf(model);
  const shapes = shapesOf(model);
  const ofRules = (shapeOf: (rule: RuleInPlace) => string): readonly Chosen[] => [
    firstOfEach(recordings, shapeOf),
    firstOfEach(alerts, shapeOf),
  ];
  const ofDashboards = [
    firstOfEach(dashboards, shapes.ofDashboard),
    firstOfEach(
      dashboards.flatMap(({ panels }) => panels),
      shapes.ofPanel,
    ),
    firstOfEach(
      dashboards.flatMap(({ asked }) => asked),
      shapes.ofAsked,
    ),
  ];
  return {
    "each by itself": among(model, [...ofRules(shapes.ofRule), ...ofDashboards]),
    "each with its tests": among(model, ofRules(shapes.ofTestedRule)),
  };
};

const among = (model: Model, chosen: readonly Chosen[]): OneOfEach => ({
  model: viewOf(model, (thing) => chosen.some(({ judged }) => judged.has(thing))),
  standsForOthers: (path) => placesAbove(path).some((place) => chosen.some(({ forOthers }) => forOthers.has(place))),
});

/** `a.b[1].c`: itself, `a.b[1]`, `a.b`, `a` */
const placesAbove = (path: string): readonly string[] => {
  const places: string[] = [];
  for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1)))
    places.push(path.slice(0, end));
  return places;
};
