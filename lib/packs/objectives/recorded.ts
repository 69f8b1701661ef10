/** What is recorded of objectives, as panels read it. */
import { scrape, type Expression, type PanelLink, type ValueText } from "../../model";
import { matchers, matches, promql, type Matchers } from "../../query";

/**
 * What tells objectives apart; one that is kept by route or region is told of by its worst.
 * @param namespaces whether any objective is about a namespace; that of an address is about none
 */
export const identity = (namespaces: boolean): readonly string[] => [
  "slo",
  "service",
  ...(namespaces ? ["namespace"] : []),
];

export const leastBy = (by: readonly string[], recorded: string, where: Matchers): Expression =>
  promql`min by (${by}) (${recorded}{${matchers(where)}})`;
export const mostBy = (by: readonly string[], recorded: string, where: Matchers): Expression =>
  promql`max by (${by}) (${recorded}{${matchers(where)}})`;

/** Alerts that tell of objectives carry their name. */
export const alertsOf = (slo: Matchers[string] = matches(".+"), also: Matchers = {}): Expression =>
  promql`${scrape.alerts}{${matchers({ alertstate: "firing", slo, ...also })}}`;

/** The name of an objective in a table, and the legend of a series, lead to its own dashboard. */
export const ofRow: PanelLink = {
  title: "This objective",
  to: { dashboard: "slo-detail", variables: { slo: "${__data.fields.slo}" } },
};
export const ofSeries: PanelLink = {
  title: "This objective",
  to: { dashboard: "slo-detail", variables: { slo: "${__field.labels.slo}" } },
};

/** Shares of the budget in words. */
export const BUDGET_TEXTS: readonly ValueText[] = [
  { value: { from: -1_000_000, to: 0 }, text: "missed", color: "red" },
  { value: { from: 0, to: 0.25 }, text: "in danger", color: "orange" },
  { value: { from: 0.25, to: 1 }, text: "kept", color: "green" },
];
