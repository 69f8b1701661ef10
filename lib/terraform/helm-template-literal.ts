/** Keeps text away from Helm's template engine, which some keys of some charts run through `tpl`: there, `{{` opens an action. */
import { tplTimes } from "../charts";
import type { ChartPin, Values } from "../model";
import { tokenOf } from "./tokens";

type TemplatedKeys = ChartPin["tpl"];

/** Values whose texts and map keys, where the chart templates them, come out as they are written here. What a token stands for cannot be escaped. */
export const escapeTpl = (values: Values, templated: TemplatedKeys): Values =>
  templated.length === 0 ? values : (escapeBelow(values, [], templated) as Values);

const escapeBelow = (value: unknown, path: readonly (string | number)[], templated: TemplatedKeys): unknown => {
  const times = tplTimes(templated, path);
  if (typeof value === "string") return escapeActions(value, times);
  if (typeof value !== "object" || value === null || tokenOf(value) !== undefined) return value;
  if (Array.isArray(value)) return value.map((item, index) => escapeBelow(item, [...path, index], templated));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      escapeActions(key, times),
      escapeBelow(item, [...path, key], templated),
    ]),
  );
};

/** As an action that prints two braces. In backquotes, because the chart may write the text as YAML first, in quotes of either kind. */
const escapeActions = (text: string, times: number): string =>
  times === 0 ? text : escapeActions(text.replaceAll("{{", "{{`{{`}}"), times - 1);
