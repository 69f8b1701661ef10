/** Models of which only some things are judged, in the world of all: how `shapes` lets checks look at one of many that are alike. */
import type { Model } from "../../model";

interface View {
  readonly whole: Model;
  /** Rules, panels and dashboards in their places, queries and what they ask. */
  readonly judged: (thing: object) => boolean;
}

const views = new WeakMap<Model, View>();

export const viewOf = (whole: Model, judged: View["judged"]): Model => {
  const view = { ...whole };
  views.set(view, { whole, judged });
  return view;
};

/** The model with everything in it: what is asked about other things than the one that is judged, is asked of this one. */
export const wholeOf = (model: Model): Model => views.get(model)?.whole ?? model;

/** Those of the things that are to be judged: all, but in a view. */
export const judgedOf = <Thing extends object>(model: Model, things: readonly Thing[]): readonly Thing[] => {
  const view = views.get(model);
  return view === undefined ? things : things.filter(view.judged);
};
