/** The rules that a rule reads, directly and through others: what its tests load, and nothing else. */
import { ruleGroups, textOf, type DeployedPack, type Expression, type InputSeries, type RuleGroup } from "../model";
import { NAME, parsePromql, ruleIndex, satisfies, selectorsIn, type VectorSelector } from "../query";

/** The recording rules of several packs, as tests look them up. */
export interface RuleBook {
  /** The groups that have to be evaluated before the expression, in that order, each with the needed recording rules only. */
  readonly neededBy: (expression: Expression | string) => readonly RuleGroup[];
}

type Recording = Extract<RuleGroup["rules"][number], { readonly record: string }>;

/** A recording rule and where it stands. */
interface Entry {
  readonly rule: Recording;
  /** Index of its group, and of itself among all rules: the order of evaluation. */
  readonly group: number;
  readonly position: number;
}

export const ruleBook = (packs: readonly DeployedPack[]): RuleBook => {
  const groups = packs.flatMap(ruleGroups);
  let position = 0;
  const entries = groups.flatMap(({ rules }, group): readonly Entry[] =>
    rules.flatMap((rule) => ("record" in rule ? [{ rule, group, position: position++ }] : [])),
  );
  const select = selection(entries);
  const read = memoized((text): readonly Entry[] => {
    const { node } = parsePromql(text);
    // What cannot be read may read anything.
    return node === undefined ? entries : [...new Set(selectorsIn(node).flatMap(select))];
  });

  const closure = (text: string): ReadonlySet<Entry> => {
    const needed = new Set<Entry>();
    const waiting = [text];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      for (const entry of read(next)) {
        if (needed.has(entry)) continue;
        needed.add(entry);
        waiting.push(entry.rule.expr);
      }
    return needed;
  };

  return {
    neededBy: (expression) => {
      const kept = new Map<number, Entry[]>();
      for (const entry of [...closure(textOf(expression))].sort((a, b) => a.position - b.position))
        if (kept.get(entry.group)?.push(entry) === undefined) kept.set(entry.group, [entry]);
      return inOrder(kept, read).flatMap((index) => {
        const group = groups[index];
        return group === undefined ? [] : [{ ...group, rules: (kept.get(index) ?? []).map(({ rule }) => rule) }];
      });
    },
  };
};

/** What is given in a test is not computed: the groups without the rules that would record the given series themselves. */
export const withoutGiven = (groups: readonly RuleGroup[], given: readonly InputSeries[]): readonly RuleGroup[] => {
  const names = groups.flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])));
  const selectors = given.flatMap(({ series }) => {
    if (!names.some((name) => series.includes(name))) return [];
    const { node } = parsePromql(series);
    return node === undefined ? [] : selectorsIn(node);
  });
  const isGiven = (rule: Recording): boolean =>
    selectors.some(
      ({ metric, matchers }) =>
        metric === rule.record &&
        Object.entries(rule.labels ?? {}).every(([label, value]) =>
          matchers.some((each) => each.label === label && each.value === value),
        ),
    );
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => !("record" in rule && isGiven(rule))) }))
    .filter(({ rules }) => rules.length > 0);
};

/** The rules whose series a selector may select. */
const selection = (entries: readonly Entry[]): ((selector: VectorSelector) => readonly Entry[]) => {
  const index = ruleIndex(entries, ({ rule: { record, labels = {} } }) => ({ name: record, labels }));
  const names = [...new Set(entries.map(({ rule }) => rule.record))];
  return ({ metric, matchers }) => {
    if (metric !== undefined) return index.found(metric, matchers);
    const ofNames = matchers.filter(({ label }) => label === NAME);
    return names
      .filter((name) => ofNames.every((matcher) => satisfies(matcher, name)))
      .flatMap((name) => index.found(name, matchers));
  };
};

/** Each group after those that it reads from. */
const inOrder = (
  kept: ReadonlyMap<number, readonly Entry[]>,
  read: (text: string) => readonly Entry[],
): readonly number[] => {
  const ordered = new Set<number>();
  const visit = (group: number, above: readonly number[]): void => {
    if (ordered.has(group) || above.includes(group)) return;
    for (const { rule } of kept.get(group) ?? [])
      for (const before of read(rule.expr)) visit(before.group, [...above, group]);
    ordered.add(group);
  };
  [...kept.keys()].sort((a, b) => a - b).forEach((group) => visit(group, []));
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
