/** The panels of a dashboard: what each shows, whose line it draws, and, folded away, what it asks. */
import {
  code,
  isDuration,
  prometheusDuration,
  prose,
  table,
  type AlertLine,
  type AlertParameter,
  type DeployedAlert,
  type Panel,
  type PanelUnit,
  type Row,
} from "../../model";
import type { Links } from "../links";

/** The alerts of a name as a dashboard draws them, with the pack that they stand in. */
export type AlertsNamed = (name: string) => { readonly pack: string; readonly alerts: readonly DeployedAlert[] };

const KINDS: Readonly<Record<Panel["type"], string>> = {
  timeseries: "course",
  stat: "figure",
  gauge: "gauge",
  bargauge: "bars",
  table: "table",
  text: "text",
  logs: "lines",
  heatmap: "heatmap",
  "state-timeline": "states",
};

export const rowText = (row: Row, alertsNamed: AlertsNamed, links: Links): string =>
  [
    ...(row.title === undefined ? [] : [`**${prose(row.title)}**${rowWords(row)}`]),
    table(
      ["panel", "as", "unit", "shows", "line of"],
      row.panels.map((panel) => [
        prose(panel.title),
        `${KINDS[panel.type]}${panel.repeat === undefined ? "" : ` for each ${code(`$${panel.repeat}`)}`}`,
        panel.type === "text" || panel.type === "logs" ? "" : unitText(panel.unit),
        prose(panel.description),
        linesOf(panel)
          .map((line) => lineText(line, alertsNamed, links))
          .join("<br>"),
      ]),
    ),
    ...queriesText(row.panels),
  ].join("\n\n");

const rowWords = ({ collapsed, repeat }: Row): string =>
  [
    ...(repeat === undefined ? [] : [`, for each ${code(`$${repeat}`)}`]),
    ...(collapsed ? [", closed until somebody opens it"] : []),
  ].join("");

const unitText = (unit: PanelUnit): string => (typeof unit === "string" ? unit : code(unit.grafana));

/** Of the panel and of its columns, each once. */
const linesOf = (panel: Panel): readonly AlertLine[] => {
  if (panel.type === "text") return [];
  const thresholds = [
    ...panel.thresholds,
    ...(panel.type === "table" ? panel.columns.flatMap((column) => column.thresholds ?? []) : []),
  ];
  const lines = thresholds.filter((each): each is AlertLine => each.kind === "alert line");
  return [...new Map(lines.map((line) => [`${line.alert} ${line.parameter}`, line])).values()];
};

const lineText = ({ alert: name, parameter, below }: AlertLine, alertsNamed: AlertsNamed, links: Links): string => {
  const { pack, alerts } = alertsNamed(name);
  // An alert that this environment leaves out draws nothing.
  if (alerts.length === 0) return "";
  const values = new Set(
    alerts.flatMap(({ parameters }) => {
      const value = parameters[parameter];
      return value === undefined ? [] : [parameterText(value)];
    }),
  );
  return `${links.runbook(pack, name)} ${below ? "below" : "above"} ${[...values].map(code).join(", ")}`;
};

const parameterText = (value: AlertParameter): string =>
  isDuration(value) ? prometheusDuration(value) : String(value);

const queriesText = (panels: readonly Panel[]): readonly string[] => {
  const asking = panels.flatMap((panel) => (panel.type === "text" ? [] : [panel]));
  return asking.length === 0
    ? []
    : [
        "<details><summary>Queries</summary>",
        ...asking.flatMap(({ title, queries }) => [
          `${prose(title)}:`,
          ...queries.map(({ expr, legend }) =>
            [`\`\`\`${expr.kind}`, ...(legend === "" ? [] : [`# ${oneLine(legend)}`]), expr.text.trim(), "```"].join(
              "\n",
            ),
          ),
        ]),
        "</details>",
      ];
};

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
