/** Every call of a function in every expression. */
import type { Model } from "../../../model";
import { nodesOf, type Call } from "../../../query";
import type { ExpressionInPlace } from "../content";
import { expressionsOf } from "../expressions";

export interface CallInPlace {
  readonly asked: ExpressionInPlace;
  readonly path: string;
  readonly call: Call;
}

const cache = new WeakMap<Model, ReadonlyMap<string, readonly CallInPlace[]>>();

/** The calls of these functions. */
export const callsOf = (model: Model, functions: readonly string[]): readonly CallInPlace[] => {
  let known = cache.get(model);
  if (known === undefined) {
    known = find(model);
    cache.set(model, known);
  }
  return functions.flatMap((name) => known.get(name) ?? []);
};

const find = (model: Model): ReadonlyMap<string, readonly CallInPlace[]> => {
  const found = new Map<string, CallInPlace[]>();
  for (const asked of expressionsOf(model))
    for (const call of asked.node === undefined ? [] : nodesOf(asked.node)) {
      if (call.kind !== "call") continue;
      const place = { asked, path: asked.exprPath, call };
      const same = found.get(call.function);
      if (same === undefined) found.set(call.function, [place]);
      else same.push(place);
    }
  return found;
};
