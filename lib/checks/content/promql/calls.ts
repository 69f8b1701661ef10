/** Every call of a function in every rule. */
import type { Model } from "../../../model";
import { nodesOf, type Call } from "../../../query";
import { contentOf, type RuleInPlace } from "../content";

export interface CallInPlace {
  readonly rule: RuleInPlace;
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
  for (const rule of contentOf(model).rules)
    for (const call of rule.node === undefined ? [] : nodesOf(rule.node))
      if (call.kind === "call")
        found.set(call.function, [...(found.get(call.function) ?? []), { rule, path: `${rule.path}.expr`, call }]);
  return found;
};
