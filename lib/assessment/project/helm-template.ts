/** Templates of Helm, and of others that write `{{ … }}`, with the actions taken out: what is static stays, on its line. */
import type { Values } from "../../model";

export interface Chart {
  readonly name: string;
  readonly appVersion: string;
  readonly values: Values;
}

/** Nothing but actions on the line. */
const ONLY_ACTIONS = /^[ \t]*\{[{%][^\n]*[}%]\}[ \t]*$/;

const VALUE = /\.Values((?:\.[A-Za-z_][A-Za-z0-9_-]{0,80}){1,12})/;
const NAMED = /\.Chart\.Name|\.Release\.Name|(?:include|template) +"[^"]{0,100}(?:name|fullname)"/;

/** With the values of the chart put in where an action only prints one. */
export const withoutActions = (text: string, chart: Chart | undefined): string =>
  replaced(replaced(text, "{{", "}}", linesOnly), "{%", "%}", (inner) => inner.replaceAll(/[^\n]+/g, ""))
    .split("\n")
    .map((line) => (ONLY_ACTIONS.test(line) ? "" : replaced(line, "{{", "}}", (inner) => valueOf(inner, chart))))
    .join("\n");

/** An action that goes over several lines: they stay, so that those after them keep their numbers. */
const linesOnly = (inner: string): string => (inner.includes("\n") ? inner.replaceAll(/[^\n]+/g, "") : `{{${inner}}}`);

/** What stands between two signs, and they themselves, by what is made of it. */
const replaced = (text: string, open: string, close: string, by: (inner: string) => string): string => {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(open); at !== -1; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at + open.length);
    if (end === -1) break;
    parts.push(text.slice(from, at), by(text.slice(at + open.length, end)));
    from = end + close.length;
  }
  return `${parts.join("")}${text.slice(from)}`;
};

const valueOf = (action: string, chart: Chart | undefined): string => {
  if (chart === undefined) return "";
  if (/^[- \t]*(?:if|else|end|range|with|define|block|\/\*)/.test(action)) return "";
  if (NAMED.test(action)) return chart.name;
  if (action.includes(".Chart.AppVersion") && !action.includes(".Values")) return chart.appVersion;
  const keys = VALUE.exec(action)?.[1]?.slice(1).split(".");
  const value = keys === undefined ? undefined : at(chart.values, keys);
  if (typeof value === "string" && value !== "") return value.includes("\n") ? "" : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return action.includes(".Chart.AppVersion") ? chart.appVersion : (defaultOf(action) ?? "");
};

/** `default "x" .Values.y`, `.Values.y | default 80` */
const defaultOf = (action: string): string | undefined =>
  /\bdefault +(?:"([^"\n]{0,200})"|(\d{1,10})\b)/
    .exec(action)
    ?.slice(1)
    .find((text) => text !== undefined);

const at = (values: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Values)[key] : undefined,
    values,
  );
