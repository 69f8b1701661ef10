/** What fires: how much of which severity, whose it is, and each alert with the way to its runbook and to what it tells of. */
import { scrape, type Expression, type Panel, type Row, type ValueText } from "../../model";
import { barGauge, line, now, query, row, stat, table, timeSeries } from "../../dashboards";
import { logql, matchers, matches, not, promql, type Matchers } from "../../query";
import { rowToService } from "../service-link";

/** What tells alerts apart for a reader. */
const BY: readonly string[] = ["alertname", "severity", "team", "namespace", "service", "pod", "node", "instance"];

/** Only machines listen to what has the severity `none`. */
const MEANT_FOR_PEOPLE: Matchers = { severity: not("none"), team: matches("$team|") };

const firing = (also: Matchers = {}): Expression =>
  promql`${scrape.alerts}{${matchers({ alertstate: "firing", ...MEANT_FOR_PEOPLE, ...also })}}`;

const count = (
  title: string,
  severity: "critical" | "warning" | "info",
  color: "red" | "orange" | "blue",
  meaning: string,
): Panel =>
  stat(title, {
    description: `Alerts of severity ${severity} that fire now: ${meaning}`,
    queries: [now(promql`count(${firing({ severity })}) or vector(0)`, severity)],
    unit: "count",
    thresholds: [line(0, "green"), line(1, color)],
    colored: "background",
  });

export const firingFigures: readonly Panel[] = [
  count("Critical", "critical", "red", "act now."),
  count("Warning", "warning", "orange", "act today."),
  count("Info", "info", "blue", "know it."),
];

/** In the order in which they are looked at, so that a table can be sorted by it. */
const SEVERITIES: readonly ValueText[] = [
  { value: 1, text: "critical", color: "red" },
  { value: 2, text: "warning", color: "orange" },
  { value: 3, text: "info", color: "blue" },
];

/** The name of an alert a second time, for the column that leads to the runbook. */
const withRunbook = (expr: Expression): Expression =>
  promql`label_join(min by (${BY}) (${expr}), "runbook", "", "alertname")`;

const rank = withRunbook(promql`
  1 * ${firing({ severity: "critical" })}
  or 2 * ${firing({ severity: "warning" })}
  or 3 * ${firing({ severity: matches("|info") })}
`);

/** Since the condition holds, the wait of the alert included. Alerts that only wait have such series, too. */
const since = withRunbook(promql`
  ALERTS_FOR_STATE{${matchers(MEANT_FOR_PEOPLE)}} and ignoring (alertstate) ${firing()}
`);

const logsOfPod = logql`{namespace="\${__data.fields.namespace}", pod="\${__data.fields.pod}"}`;

export const firingRow: Row = row("What fires", [
  table("Firing alerts", {
    description:
      "The most severe first. The alert opens its runbook; service, pod and namespace open their dashboards. An empty table is normal.",
    queries: [now(rank), now(since)],
    columns: [
      { of: 0, title: "Severity", texts: SEVERITIES, shownAs: "colored background", width: 90 },
      { of: "alertname", title: "Alert", width: 230 },
      {
        of: "runbook",
        title: "Runbook",
        texts: "runbook pages",
        links: [{ title: "Runbook", to: { runbookOfCell: true } }],
        width: 200,
      },
      { of: 1, title: "Since", unit: { grafana: "dateTimeFromNow" }, width: 120 },
      { of: "team", title: "Team", width: 90 },
      {
        of: "namespace",
        title: "Namespace",
        links: [
          {
            title: "This namespace",
            to: { dashboard: "kubernetes-namespace", variables: { namespace: "${__data.fields.namespace}" } },
          },
        ],
      },
      {
        of: "service",
        title: "Service",
        links: [rowToService],
      },
      { of: "pod", title: "Pod", links: [{ title: "Its logs", to: { logs: logsOfPod } }] },
      {
        of: "node",
        title: "Node",
        links: [{ title: "This node", to: { dashboard: "node", variables: { node: "${__data.fields.node}" } } }],
      },
      { of: "instance", title: "Instance" },
    ],
    sortBy: { title: "Severity", descending: false },
    whenEmpty: "Nothing fires",
    width: 24,
    height: 9,
  }),
  barGauge("By team", {
    description: "Whose alerts fire.",
    queries: [now(promql`count by (team) (${firing()})`, "{{team}}")],
    unit: "count",
    min: 0,
    whenEmpty: "Nothing fires",
    width: 6,
    height: 6,
  }),
  timeSeries("How it came", {
    description: "How many alerts of each severity fired. A wall that rises at once has one cause.",
    queries: [query(promql`count by (severity) (${firing()})`, "{{severity}}")],
    unit: "count",
    style: "bars",
    stacked: true,
    min: 0,
    decimals: 0,
    styles: [
      { series: "critical", color: "red" },
      { series: "warning", color: "orange" },
      { series: "info", color: "blue" },
    ],
    whenEmpty: "Nothing has fired",
    width: 18,
    height: 6,
  }),
]);
