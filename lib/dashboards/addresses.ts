/** Where links lead, as addresses in Grafana whose variables Grafana fills in when somebody clicks. */
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { LINKED_LABELS, runbookPage, textOf, type Dashboard, type LinkTarget, type Variable } from "../model";
import { JAEGER, LOKI } from "./data-sources";

export interface AddressContext {
  /** The dashboard that the link stands on. */
  readonly variables: Dashboard["variables"];
  /** What links to runbooks begin with. */
  readonly runbookBase: string;
  /** Labels that the row has as columns, where the link stands in a table. @default none */
  readonly columns?: readonly string[];
}

/** The time that is looked at. */
const TIME = "${__url_time_range}";

export const addressOf = (to: LinkTarget, context: AddressContext): string => {
  if ("dashboard" in to) return `/d/${to.dashboard}?${dashboardQuery(to.variables ?? {}, context)}`;
  if ("runbook" in to) return runbookAddress(runbookPage(to.runbook), to.variables ?? {}, context);
  if ("runbookOfCell" in to) return runbookAddress("${__value.text}", ofRow(context), context);
  if ("logs" in to) return explore(LOKI, { expr: joined(textOf(to.logs), context), queryType: "range" });
  if ("traces" in to)
    return explore(
      JAEGER,
      "trace" in to.traces ? { query: to.traces.trace } : { queryType: "search", service: to.traces.service },
    );
  return to.url;
};

/** Pages of this Grafana look at the same time, and at one object; a wiki knows neither. */
const runbookAddress = (page: string, object: Readonly<Record<string, string>>, context: AddressContext): string => {
  const address = `${context.runbookBase}${page}`;
  return context.runbookBase.startsWith("/") ? `${address}?${dashboardQuery(object, context)}` : address;
};

/** What a row says of its object. The page has some of these as variables, and Grafana leaves alone what it does not have. */
const ofRow = ({ columns = [] }: AddressContext): Readonly<Record<string, string>> =>
  Object.fromEntries(
    LINKED_LABELS.filter((label) => columns.includes(label)).map((label) => [label, `\${__data.fields.${label}}`]),
  );

/** The same time and cluster, and these values. */
const dashboardQuery = (values: Readonly<Record<string, string>>, { variables }: AddressContext): string =>
  [
    TIME,
    ...Object.entries({
      ...(variables.some(({ kind }) => kind === "cluster") ? { cluster: "${cluster}" } : {}),
      ...values,
    }).map(([name, value]) => {
      const variable = value.startsWith("$")
        ? variables.find((each) => value === `$${each.name}` || value === `\${${each.name}}`)
        : undefined;
      // All the values that are chosen, each as a parameter of its own, which Grafana names as the variable.
      if (variable !== undefined && isSeveral(variable) && variable.name === name) return `\${${name}:queryparam}`;
      return `var-${encodeURIComponent(name)}=${encoded(value)}`;
    }),
  ].join("&");

const isSeveral = (variable: Variable): boolean => variable.kind === "label" && variable.several;

/** Explore, over the same time. Its address holds its state as JSON. */
const explore = (datasource: DataSourceRef, query: Readonly<Record<string, string>>): string => {
  const pane = {
    datasource: datasource.uid,
    queries: [{ refId: "A", datasource, ...query }],
    range: { from: "${__from}", to: "${__to}" },
  };
  return `/explore?schemaVersion=1&panes=${encoded(JSON.stringify({ a: pane }))}`;
};

const PLACEHOLDER = /\$\{[^}]+\}|\$\w+/g;

/** What Grafana fills in is left as it is, all else is encoded. */
const encoded = (text: string): string => {
  if (!text.includes("$")) return encodeURIComponent(text);
  const placeholders = text.match(PLACEHOLDER) ?? [];
  return text
    .split(PLACEHOLDER)
    .map((part, index) => encodeURIComponent(part) + (placeholders[index] ?? ""))
    .join("");
};

/** Outside of a query Grafana writes several values as `{a,b}`, which no matcher understands: `a|b` it does. */
const joined = (query: string, { variables }: AddressContext): string =>
  variables
    .filter(isSeveral)
    .reduce(
      (text, { name }) => text.replace(new RegExp(`\\$(?:${name}\\b|\\{${name}\\})`, "g"), () => `\${${name}:pipe}`),
      query,
    );
