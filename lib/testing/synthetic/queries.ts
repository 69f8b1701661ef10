/** The parse trees of everything that a pack asks: its rules, its alerts, its dashboards. */
import { textOf, type Dashboard, type DeployedPack, type Expression, type LogExpression } from "../../model";
import { parsePromql, type Node } from "../../query";

export const treesOf = ({
  recordingRules,
  alerts,
  dashboards,
}: Pick<DeployedPack, "recordingRules" | "alerts" | "dashboards">): readonly Node[] =>
  [...[...recordingRules, ...alerts].map(({ expr }) => expr), ...dashboards.flatMap(expressionsOf)].flatMap(treeOf);

/** What cannot be read asks for nothing; others say that it cannot be read. */
const treeOf = (expression: Expression | LogExpression | string): readonly Node[] => {
  if (typeof expression !== "string" && expression.kind !== "promql") return [];
  const { node } = parsePromql(textOf(expression));
  return node === undefined ? [] : [node];
};

/** All queries of a dashboard, Grafana's variables in them. */
export const expressionsOf = ({
  rows,
  variables,
  annotations,
}: Pick<Dashboard, "rows" | "variables" | "annotations">): readonly (Expression | LogExpression)[] => [
  ...variables.flatMap((each) => (each.kind === "label" ? [each.from] : [])),
  ...annotations.map(({ expr }) => expr),
  ...rows
    .flatMap(({ panels }) => panels)
    .flatMap((panel) => (panel.type === "text" ? [] : panel.queries.map(({ expr }) => expr))),
];
