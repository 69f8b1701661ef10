/** The values of a dashboard's variables: what there is to choose, one after the other because later ones ask with the values of earlier ones. */
import type { DashboardJson, VariableJson } from "../data/dashboard-json";
import { interpolate, type Choices, type Chosen } from "../data/interpolate";
import type { Range } from "../data/time";
import { logLabels, metricLabels } from "./api";

export interface Offered {
  readonly variable: VariableJson;
  readonly options: readonly string[];
  readonly chosen: Chosen;
}

const ALL = "$__all";

export const offered = async (
  { templating }: DashboardJson,
  wanted: Readonly<Record<string, readonly string[]>>,
  range: Range,
  cluster: string,
): Promise<readonly Offered[]> => {
  const found: Offered[] = [];
  for (const variable of templating?.list ?? []) {
    const options = await optionsOf(variable, choicesOf(found), range, cluster);
    found.push({ variable, options, chosen: chosenOf(variable, options, wanted[variable.name]) });
  }
  return found;
};

export const choicesOf = (found: readonly Offered[]): Choices =>
  Object.fromEntries(found.map(({ variable, chosen }) => [variable.name, chosen]));

const optionsOf = async (
  variable: VariableJson,
  before: Choices,
  range: Range,
  cluster: string,
): Promise<readonly string[]> => {
  const { type, query, options = [] } = variable;
  switch (type) {
    case "datasource":
      return [cluster];
    case "query":
      return [...new Set(await labelValues(variable, before, range))].sort((left, right) =>
        left.localeCompare(right, "en", { numeric: true }),
      );
    case "custom":
    case "interval":
      return options.length > 0
        ? options.map(({ value }) => value).filter((value) => value !== ALL)
        : (typeof query === "string" ? query : "").split(",").map((value) => value.trim());
    default:
      return [];
  }
};

const labelValues = ({ name, query }: VariableJson, before: Choices, range: Range): Promise<readonly string[]> => {
  const filled = (text: string): string => interpolate(text, before, "query");
  if (typeof query === "object" && query.stream !== undefined)
    return logLabels(query.label ?? "", filled(query.stream), range);
  const text = typeof query === "object" ? (query.query ?? "") : (query ?? "");
  const [, selector = "", label] = /^label_values\((?:([^]*),\s*)?(\w+)\)$/.exec(text.trim()) ?? [];
  if (label === undefined)
    return Promise.reject(new Error(`$${name} asks "${text}", which the preview cannot answer.`));
  return metricLabels(label, filled(selector), range);
};

/** What the address says, else what the dashboard says, else all, else the first. */
const chosenOf = (
  { type, multi, includeAll, allValue, current, query }: VariableJson,
  options: readonly string[],
  wanted: readonly string[] | undefined,
): Chosen => {
  const several = multi === true || includeAll === true;
  const rest = { several, ...(allValue === undefined ? {} : { allValue }) };
  const own = [current?.value ?? []].flat().filter((value) => value !== "");
  if (type === "textbox") {
    const initial = own.length > 0 ? own : [typeof query === "string" ? query : ""];
    return { values: wanted ?? initial, all: false, several: false };
  }
  if (type === "datasource") return { values: wanted ?? options, all: false, several: false };
  const asked = wanted ?? own;
  if (asked.includes(ALL) || asked.includes("All")) return { values: options, all: true, ...rest };
  const known = wanted ?? asked.filter((value) => options.includes(value));
  if (known.length > 0) return { values: known, all: false, ...rest };
  if (includeAll === true && multi === true) return { values: options, all: true, ...rest };
  return { values: options.slice(0, 1), all: false, ...rest };
};
