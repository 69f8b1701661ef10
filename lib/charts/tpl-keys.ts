/** Which texts in a chart's values Helm's template engine runs over, and how many times: those must be escaped as often. */
import type { ChartPin } from "../model";
import { keySegments, matchesKeys } from "./key-patterns";

type Tpl = ChartPin["tpl"];

/** Every text of every release is asked for, so patterns are found by their first key. */
const byFirstKey = new WeakMap<Tpl, ReadonlyMap<string, Tpl>>();

/** How many times the text at this place goes through `tpl`: `tplTimes(charts.grafana.tpl, ["grafana.ini", "server", "root_url"])` is 1. */
export const tplTimes = (tpl: Tpl, path: readonly (string | number)[]): 0 | 1 | 2 => {
  const index = byFirstKey.get(tpl) ?? indexOf(tpl);
  byFirstKey.set(tpl, index);
  return [index.get(String(path[0])), index.get("*"), index.get("**")]
    .flatMap((entries) => entries ?? [])
    .reduce<0 | 1 | 2>((most, { keys, times }) => (times > most && matchesKeys(keys, path) ? times : most), 0);
};

const indexOf = (tpl: Tpl): ReadonlyMap<string, Tpl> => {
  const index = new Map<string, Tpl[number][]>();
  for (const entry of tpl) {
    const first = keySegments(entry.keys)[0] ?? "";
    index.set(first, [...(index.get(first) ?? []), entry]);
  }
  return index;
};
