/** What the dashboards of all components of the platform share: which of its alerts fire, who answers, what it uses up, what it says itself. */
import { alertLine, line, logs, now, query, row, stat, table, timeSeries } from "../dashboards";
import {
  scrape,
  type Annotation,
  type DashboardLink,
  type Expression,
  type LogExpression,
  type Row,
  type StatPanel,
  type TablePanel,
  type Threshold,
  type TimeSeriesPanel,
  type ValueText,
} from "../model";
import { promql } from "../query";
import { cpuOfLimit, kubernetes, memoryOfLimit, selection, volumeAvailable } from "./workload";
import { containerCpuNearLimit, containerMemoryNearLimit } from "./workload/alerts/limits";
import { volumeNearlyFull } from "./workload/alerts/volumes";

/** The links of a component's dashboard; home is where one came from, the platform's other dashboards are where one goes on. */
export const componentLinks: readonly DashboardLink[] = [
  { title: "Home", to: { dashboard: "home" } },
  { title: "Platform", tag: "platform" },
];

const firing = (names: string): Expression => promql`${scrape.alerts}{alertstate="firing",alertname=~"${names}"}`;

/** @param names regular expression of the names of the component's alerts: `Loki.+` */
export const alertsFiring = (names: string): StatPanel =>
  stat("Alerts firing", {
    description: "Alerts about this component that fire now. None is normal; the table below says which.",
    queries: [now(promql`count(${firing(names)}) or vector(0)`, "firing")],
    unit: "count",
    thresholds: [line(1, "red")],
    colored: "background",
  });

const SEVERITIES: readonly ValueText[] = [
  { value: "critical", text: "critical", color: "red" },
  { value: "warning", text: "warning", color: "orange" },
  { value: "info", text: "info", color: "blue" },
];

/** @param labels what tells the alerts of one name apart */
export const firingTable = (
  names: string,
  labels: readonly string[] = ["namespace", "pod"],
  { width = 24, height = 6 }: { readonly width?: number; readonly height?: number } = {},
): TablePanel =>
  table("What fires", {
    description: "Each alert about this component that fires, with its runbook. An empty table is normal.",
    queries: [now(promql`max by (alertname, severity, ${labels}) (${firing(names)})`)],
    columns: [
      {
        of: "alertname",
        title: "Alert",
        texts: "runbook pages",
        links: [{ title: "Runbook", to: { runbookOfCell: true } }],
      },
      { of: "severity", title: "Severity", texts: SEVERITIES, shownAs: "colored text", width: 110 },
      ...labels.map((label) => ({
        of: label,
        title: label.charAt(0).toUpperCase() + label.slice(1).replaceAll("_", " "),
      })),
    ],
    sortBy: { title: "Severity", descending: false },
    whenEmpty: "No alert about this component fires",
    width,
    height,
  });

/** A line over all panels for each alert that began to fire. */
export const firingAnnotation = (names: string): Annotation => ({
  name: "Alerts",
  expr: promql`max by (alertname, severity) (${firing(names)})`,
  title: "{{alertname}} ({{severity}})",
  color: "red",
});

/** @param up the pods that must answer */
export const replicasUp = (up: Expression, thresholds: readonly Threshold[]): StatPanel =>
  stat("Pods that answer", {
    description:
      "Pods whose last scrape succeeded. Less than were deployed means that some are down or cannot be reached.",
    queries: [now(promql`sum(${up})`, "up")],
    unit: "count",
    thresholds,
    colored: "background",
  });

/** Which pods are looked at. */
export interface ComponentPods {
  readonly namespace: string;
  /** One series for each pod (`up`), narrowed by the dashboard's variables. */
  readonly up: Expression;
}

const everywhere = selection({});

/** Four beside one another. */
const QUARTER = { width: 6, height: 7 } as const;

const memory = ({ namespace, up }: ComponentPods): TimeSeriesPanel =>
  timeSeries("Memory of the limit", {
    description: "Share of its memory limit that a container holds. At 100 % the kernel ends it.",
    queries: [
      query(
        promql`
          max by (pod, container) (
            ${memoryOfLimit(everywhere)}{namespace="${namespace}"} and on (namespace, pod) ${up}
          )
        `,
        "{{pod}} {{container}}",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(containerMemoryNearLimit(everywhere), "ratio")],
    min: 0,
    ...QUARTER,
  });

const cpu = ({ namespace, up }: ComponentPods): TimeSeriesPanel =>
  timeSeries("CPU of the limit", {
    description:
      "Share of its CPU limit that a container uses. At 100 % it is slowed down, and all it does takes longer.",
    queries: [
      query(
        promql`
          max by (pod, container) (
            ${cpuOfLimit(everywhere)}{namespace="${namespace}"} and on (namespace, pod) ${up}
          )
        `,
        "{{pod}} {{container}}",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(containerCpuNearLimit(everywhere), "ratio")],
    min: 0,
    ...QUARTER,
  });

const restarts = ({ namespace, up }: ComponentPods): TimeSeriesPanel =>
  timeSeries("Restarts of containers", {
    description: "How often containers were started anew. None is normal but while a new version is rolled out.",
    queries: [
      query(
        promql`
          sum by (pod, container) (
            increase(${kubernetes.restarts}{namespace="${namespace}"}[$__rate_interval]) and on (namespace, pod) ${up}
          )
        `,
        "{{pod}} {{container}}",
      ),
    ],
    unit: "count",
    style: "bars",
    min: 0,
    ...QUARTER,
  });

const startsOf = ({ starts, restarting }: ComponentStarts): TimeSeriesPanel =>
  timeSeries("Starts within an hour", {
    description: "How often the process of each pod began anew in the hour before, as it tells itself. None is normal.",
    queries: [query(promql`max by (pod) (${starts})`, "{{pod}}")],
    unit: "count",
    thresholds: [restarting],
    min: 0,
    ...QUARTER,
  });

/** How the component's own alert counts the starts of its processes. */
export interface ComponentStarts {
  /** Starts of each pod within an hour. */
  readonly starts: Expression;
  readonly restarting: Threshold;
}

/** What it uses up: a full memory or a throttled CPU explains much of what is above. */
export const resources = (pods: ComponentPods & ComponentStarts): Row =>
  row("Resources", [memory(pods), cpu(pods), restarts(pods), startsOf(pods)], { collapsed: true });

/** @param claims regular expression of the names of the volume claims */
export const volumes = (
  namespace: string,
  claims: string,
  { width = 12, height = 8 }: { readonly width?: number; readonly height?: number } = {},
): TimeSeriesPanel =>
  timeSeries("Free on the volumes", {
    description: "Share of each volume that is free. A full one stops whoever writes to it.",
    queries: [
      query(
        promql`
          min by (persistentvolumeclaim) (
            ${volumeAvailable(everywhere)}{namespace="${namespace}",persistentvolumeclaim=~"${claims}"}
          )
        `,
        "{{persistentvolumeclaim}}",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(volumeNearlyFull(everywhere), "free", { below: true })],
    min: 0,
    max: 1,
    whenEmpty: "No volume is mounted",
    width,
    height,
  });

/** What the component writes about its troubles. */
export const ownLogs = (stream: LogExpression): Row =>
  row(
    "Its own logs",
    [
      logs("Warnings and errors", {
        description:
          "What its pods wrote about troubles, the newest first. A line now and then is normal, a stream of them is not.",
        queries: [query(stream, "")],
        whenEmpty: "No warning and no error",
      }),
    ],
    { collapsed: true },
  );
