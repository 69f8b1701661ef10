/** What queries ask for: the matchers of all their selectors, by the names of the series. */
import { isVariable, NAME, namesOf, selectorsIn, type Matcher, type Node } from "../../query";

/** The matchers of one selector, those left out that Grafana fills in and that say nothing of the name. */
export type Selection = readonly Matcher[];

export type Asked = ReadonlyMap<string, readonly Selection[]>;

export const askedBy = (queries: readonly Node[]): Asked => {
  const found = new Map<string, Map<string, Selection>>();
  for (const selector of queries.flatMap(selectorsIn)) {
    const selection = selector.matchers.filter(({ label, value }) => label !== NAME && !isVariable(value));
    const key = JSON.stringify(selection.map(({ label, operator, value }) => [label, operator, value]));
    for (const name of namesOf(selector) ?? []) {
      const known = found.get(name) ?? new Map<string, Selection>();
      found.set(name, known.set(key, selection));
    }
  }
  return new Map([...found].map(([name, selections]) => [name, [...selections.values()]]));
};
