/** Whether the platform itself is well: without it, silence means nothing. */
import { scrape, type MetricContract, type Panel, type Row } from "../../model";
import { line, now, query, row, stat, table, timeSeries } from "../../dashboards";
import { matchers, promql } from "../../query";
import { alertmanager } from "../alertmanager";
import { anyOf } from "../jobs-down";
import { loki } from "../loki";
import { prometheus } from "../prometheus";

/** What the targets of a component are called. */
export interface ComponentTargets {
  readonly namespace: string;
  /** The label `job` of each of its workloads. */
  readonly jobs: readonly string[];
}

/** The parts of the platform that are deployed and scraped, each by its own name. */
export type PlatformTargets = {
  readonly [Component in keyof typeof TITLES]?: ComponentTargets;
};

/** In the order of the way of a signal; each is the uid of its dashboard. */
const TITLES = {
  prometheus: "Prometheus",
  alertmanager: "Alertmanager",
  grafana: "Grafana",
  loki: "Loki",
  fluentd: "Fluentd",
  jaeger: "Jaeger",
} as const;

type Component = keyof typeof TITLES;
const COMPONENTS = Object.keys(TITLES) as readonly Component[];

const of = ({ namespace, jobs }: ComponentTargets) => matchers({ namespace, job: anyOf(jobs) });

const health = (component: Component, targets: ComponentTargets): Panel =>
  stat(TITLES[component], {
    description: `Share of the pods of ${TITLES[component]} that answer. It opens the dashboard of ${TITLES[component]}.`,
    queries: [
      now(promql`sum(${scrape.up}{${of(targets)}}) / count(${scrape.up}{${of(targets)}}) or vector(0)`, "answer"),
    ],
    unit: "ratio",
    texts: [
      { value: 1, text: "up", color: "green" },
      { value: 0, text: "down", color: "red" },
    ],
    thresholds: [line(1, "orange", { below: true })],
    colored: "background",
    height: 3,
    dataLinks: [{ title: TITLES[component], to: { dashboard: component } }],
  });

const everything: readonly Panel[] = [
  table("Jobs with targets down", {
    description: "What Prometheus does not reach. Alerts about these cannot fire.",
    queries: [now(promql`count by (namespace, job) (${scrape.up} == 0)`)],
    columns: [
      { of: "job", title: "Job" },
      { of: "namespace", title: "Namespace" },
      { of: 0, title: "Down", unit: "count", thresholds: [line(1, "red")], shownAs: "colored text", width: 70 },
    ],
    sortBy: { title: "Down", descending: true },
    whenEmpty: "All targets answer",
    width: 8,
    height: 7,
  }),
  timeSeries("Scrape duration", {
    description: "The slowest target of each job. Near the timeout, samples are lost.",
    queries: [query(promql`max by (job) (${scrape.duration})`, "{{job}}")],
    unit: "seconds",
    min: 0,
    legendAt: "hidden",
    width: 8,
    height: 7,
  }),
];

/** What flows through the platform, where there is something for it to flow through. */
const flows = ({ prometheus: metrics, alertmanager: alerts, loki: logs }: PlatformTargets): readonly Panel[] => {
  const third = { min: 0, width: 8, height: 7 } as const;
  return [
    ...(alerts === undefined
      ? []
      : [
          timeSeries("Notifications that failed", {
            description:
              "Notifications that Alertmanager could not deliver, by integration. Each is somebody who was not told.",
            queries: [
              query(
                promql`sum by (integration) (rate(${alertmanager.notificationsFailed}{${of(alerts)}}[$__rate_interval]))`,
                "{{integration}}",
              ),
            ],
            unit: "per second",
            thresholds: [line(0.001, "red")],
            ...third,
          }),
        ]),
    ...(metrics === undefined
      ? []
      : [
          timeSeries("Samples taken in", {
            description: "What each Prometheus appends per second. A fall is targets that were lost.",
            queries: [
              query(
                promql`sum by (pod) (rate(${prometheus.samplesAppended}{${of(metrics)}}[$__rate_interval]))`,
                "{{pod}}",
              ),
            ],
            unit: "per second",
            ...third,
          }),
        ]),
    ...(logs === undefined
      ? []
      : [
          timeSeries("Log bytes taken in", {
            description: "What Loki gets per second. A fall to nothing is a pipeline that is stopped.",
            queries: [query(promql`sum(rate(${loki.bytesReceived}{${of(logs)}}[$__rate_interval]))`, "received")],
            unit: "bytes per second",
            ...third,
          }),
        ]),
  ];
};

export const platformRow = (targets: PlatformTargets): Row =>
  row("The platform itself", [
    ...COMPONENTS.flatMap((component) => {
      const known = targets[component];
      return known === undefined ? [] : [health(component, known)];
    }),
    ...everything,
    ...flows(targets),
  ]);

/** What of it the contract must promise. */
export const platformMetrics = (targets: PlatformTargets): MetricContract => ({
  ...(targets.alertmanager === undefined ? {} : { notificationsFailed: alertmanager.notificationsFailed }),
  ...(targets.prometheus === undefined ? {} : { samplesAppended: prometheus.samplesAppended }),
  ...(targets.loki === undefined ? {} : { bytesReceived: loki.bytesReceived }),
});
