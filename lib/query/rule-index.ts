/** Recording rules by what selectors ask for: rules of one name are told apart by the labels that they write. */
import type { Matcher } from "./ast";
import { isVariable, satisfies } from "./matcher-values";

interface Written {
  readonly name: string;
  /** That it writes onto its series. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface RuleIndex<Item> {
  /** All rules of a name, in their order. */
  readonly named: (name: string) => readonly Item[];
  /** Those of them whose series the matchers can find, for all that their own labels say. */
  readonly found: (name: string, matchers: readonly Matcher[]) => readonly Item[];
}

interface Entry<Item> extends Written {
  readonly item: Item;
  readonly position: number;
}

/** Rules of a name by the value of one of their labels. */
interface ByValue<Item> {
  readonly written: ReadonlyMap<string, readonly Entry<Item>[]>;
  /** They do not write that label: their series may have any value. */
  readonly free: readonly Entry<Item>[];
}

const NONE: readonly never[] = [];

/** What is asked often is looked up: with a thousand objectives, thousands of rules have one name. */
export const ruleIndex = <Item>(items: readonly Item[], ruleOf: (item: Item) => Written): RuleIndex<Item> => {
  const entries = new Map<string, Entry<Item>[]>();
  items.forEach((item, position) => {
    const { name, labels } = ruleOf(item);
    const known = entries.get(name);
    const entry = { item, name, labels, position };
    if (known === undefined) entries.set(name, [entry]);
    else known.push(entry);
  });
  const all = new Map([...entries].map(([name, each]) => [name, each.map(({ item }) => item)]));
  const values = new Map<string, ByValue<Item>>();
  const byValue = (name: string, label: string): ByValue<Item> => {
    const key = `${name} ${label}`;
    const known = values.get(key) ?? split(entries.get(name) ?? NONE, label);
    values.set(key, known);
    return known;
  };
  /** The fewest that one of the matchers leaves. */
  const candidates = (name: string, matchers: readonly Matcher[]): readonly Entry<Item>[] =>
    matchers
      .filter(({ operator, value }) => operator === "=" && !isVariable(value))
      .map(({ label, value }) => {
        const { written, free } = byValue(name, label);
        return [...(written.get(value) ?? NONE), ...free];
      })
      .reduce((fewest, each) => (each.length < fewest.length ? each : fewest), entries.get(name) ?? NONE);
  return {
    named: (name) => all.get(name) ?? NONE,
    found: (name, matchers) =>
      matchers.length === 0
        ? (all.get(name) ?? NONE)
        : candidates(name, matchers)
            .filter(({ labels }) => agrees(labels, matchers))
            .sort((a, b) => a.position - b.position)
            .map(({ item }) => item),
  };
};

const split = <Item>(entries: readonly Entry<Item>[], label: string): ByValue<Item> => {
  const written = new Map<string, Entry<Item>[]>();
  const free: Entry<Item>[] = [];
  for (const entry of entries) {
    const value = entry.labels[label];
    const same = value === undefined ? free : written.get(value);
    if (same !== undefined) same.push(entry);
    else if (value !== undefined) written.set(value, [entry]);
  }
  return { written, free };
};

const agrees = (labels: Written["labels"], matchers: readonly Matcher[]): boolean =>
  matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || isVariable(matcher.value) || satisfies(matcher, value);
  });
