/** The rules that a rule reads, directly and through others: what its tests load, and nothing else. */
import { ruleGroups, textOf, type DeployedPack, type Expression, type RuleGroup } from "../model";
import { parsePromql, selectorsIn } from "../query";

/** The recording rules of several packs, as tests look them up. */
export interface RuleBook {
  /** The groups that have to be evaluated before the expression, in that order, each with the needed recording rules only. */
  readonly neededBy: (expression: Expression | string) => readonly RuleGroup[];
}

export const ruleBook = (packs: readonly DeployedPack[]): RuleBook => {
  const groups = packs.flatMap(ruleGroups);
  const recordings = new Map<string, string[]>();
  for (const { rules } of groups)
    for (const rule of rules)
      if ("record" in rule) recordings.set(rule.record, [...(recordings.get(rule.record) ?? []), rule.expr]);
  const read = memoized((text) => namesIn(text, [...recordings.keys()]));

  const closure = (text: string): ReadonlySet<string> => {
    const needed = new Set<string>();
    const visit = (each: string): void => {
      for (const name of read(each)) {
        if (needed.has(name) || !recordings.has(name)) continue;
        needed.add(name);
        recordings.get(name)?.forEach(visit);
      }
    };
    visit(text);
    return needed;
  };

  return {
    neededBy: (expression) => {
      const needed = closure(textOf(expression));
      const kept = groups
        .map((group) => ({
          ...group,
          rules: group.rules.filter((rule) => "record" in rule && needed.has(rule.record)),
        }))
        .filter(({ rules }) => rules.length > 0);
      return inOrder(kept, read);
    },
  };
};

/** The names that an expression selects; where it cannot be read, all there are. */
const namesIn = (text: string, all: readonly string[]): readonly string[] => {
  const { node } = parsePromql(text);
  if (node === undefined) return all;
  const selectors = selectorsIn(node);
  // A name that is matched by a pattern may be any.
  return selectors.some(({ metric }) => metric === undefined) ? all : selectors.flatMap(({ metric }) => metric ?? []);
};

/** Each group after those that it reads from. */
const inOrder = (groups: readonly RuleGroup[], read: (text: string) => readonly string[]): readonly RuleGroup[] => {
  const producer = new Map(
    groups.flatMap((group) => group.rules.flatMap((rule) => ("record" in rule ? [[rule.record, group] as const] : []))),
  );
  const ordered = new Set<RuleGroup>();
  const visit = (group: RuleGroup, above: readonly RuleGroup[]): void => {
    if (ordered.has(group) || above.includes(group)) return;
    for (const { expr } of group.rules)
      for (const name of read(expr)) {
        const before = producer.get(name);
        if (before !== undefined) visit(before, [...above, group]);
      }
    ordered.add(group);
  };
  groups.forEach((group) => visit(group, []));
  return [...ordered];
};

const memoized = <Value>(compute: (text: string) => Value): ((text: string) => Value) => {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text) ?? compute(text);
    known.set(text, value);
    return value;
  };
};
