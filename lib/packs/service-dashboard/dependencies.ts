/** What a service cannot work without: the key figures of each, and the way to its own dashboard. */
import type { DashboardLink, Panel, Row } from "../../model";
import { alertLine, now, query, row, stat, timeSeries } from "../../dashboards";
import { matchers, promql, type MatcherList } from "../../query";
import { connectionsHigh, longTransaction, memoryHigh, postgres, redis, redisSlow } from "../exporters";
import { highErrorRatio } from "../http-server/alerts/high-error-ratio";
import { highLatency } from "../http-server/alerts/high-latency";
import { p95ByService } from "../http-server/latency-rules";
import { errorRatioByService, rateByService } from "../http-server/rules";

/** Something that a service calls. */
export interface Dependency {
  /** What people call it: the beginning of the titles of its panels. */
  readonly name: string;
  /** What leads to its dashboard. */
  readonly link: DashboardLink;
  /** Three panels that fill a line: is it there, is it full, is it slow. */
  readonly panels: readonly Panel[];
}

/** What a dependency is found by: the labels of its own series, or of those of its exporter. */
export interface DependencyProps {
  readonly namespace: string;
  /** The label `service`: its name where it is registered, else the Service of its exporter. */
  readonly service: string;
  /** What people call it. @default `service` */
  readonly name?: string;
}

/** Each dependency is a line; where there are several, one opens them when one suspects them. */
export const dependenciesRow = (dependencies: readonly Dependency[]): readonly Row[] =>
  dependencies.length === 0
    ? []
    : [
        row(
          "Dependencies",
          dependencies.flatMap(({ panels }) => panels),
          { collapsed: dependencies.length > 1 },
        ),
      ];

const HEIGHT = 6;
const wide = { width: 10, height: HEIGHT } as const;

const linkTo = (dashboard: string, name: string, { namespace, service }: DependencyProps): DashboardLink => ({
  title: name,
  to: { dashboard, variables: { namespace, service } },
});

const answers = (name: string, up: ReturnType<typeof promql>, links: Panel["links"]): Panel =>
  stat(`${name}: answers`, {
    description: `Whether ${name} can be connected to.`,
    queries: [now(up, "answers")],
    unit: "boolean",
    texts: [
      { value: 1, text: "yes", color: "green" },
      { value: 0, text: "no", color: "red" },
    ],
    colored: "background",
    links,
    width: 4,
    height: HEIGHT,
  });

type Parts = (where: MatcherList, name: string, links: Panel["links"]) => readonly Panel[];

const dependency = (dashboard: string, props: DependencyProps, panels: Parts): Dependency => {
  const { namespace, service, name = service } = props;
  const link = linkTo(dashboard, name, props);
  return { name, link, panels: panels(matchers({ namespace, service }), name, "to" in link ? [link] : []) };
};

/** `postgresDependency({ namespace: "shop", service: "orders-db" })` */
export const postgresDependency = (props: DependencyProps): Dependency =>
  dependency("postgres", props, (where, name, links) => [
    answers(name, promql`min(${postgres.up}{${where}})`, links),
    timeSeries(`${name}: connections in use`, {
      description: "Share of the connections that the server takes from ordinary users, with the line of the alert.",
      queries: [
        query(
          promql`
            sum by (instance) (max by (instance, datname) (${postgres.connections}{${where}}))
            / (
              max by (instance) (${postgres.maxConnections}{${where}})
              - max by (instance) (${postgres.reservedConnections}{${where}})
              > 0
            )
          `,
          "{{instance}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(connectionsHigh, "share")],
      min: 0,
      links,
      ...wide,
    }),
    timeSeries(`${name}: oldest transaction`, {
      description: "Age of the oldest open transaction. One that stays open holds locks, and others wait.",
      queries: [query(promql`max by (instance) (${postgres.transactionAge}{${where}})`, "{{instance}}")],
      unit: "seconds",
      thresholds: [alertLine(longTransaction, "age")],
      min: 0,
      links,
      ...wide,
    }),
  ]);

/** `redisDependency({ namespace: "shop", service: "cart-cache" })` */
export const redisDependency = (props: DependencyProps): Dependency =>
  dependency("redis", props, (where, name, links) => [
    answers(name, promql`min(${redis.up}{${where}})`, links),
    timeSeries(`${name}: memory in use`, {
      description: "Share of the memory that the server may take. At 100 % it throws keys away or takes no more.",
      queries: [
        query(
          promql`
            max by (instance) (${redis.memoryUsed}{${where}}) / (max by (instance) (${redis.memoryMax}{${where}}) > 0)
          `,
          "{{instance}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(memoryHigh, "share")],
      min: 0,
      links,
      whenEmpty: "Its memory has no limit",
      ...wide,
    }),
    timeSeries(`${name}: time for a command`, {
      description: "How long the server takes for a command, on average. Normal is far below a millisecond.",
      queries: [
        query(
          promql`
            sum by (instance) (rate(${redis.commandSeconds}{${where}}[$__rate_interval]))
            / (sum by (instance) (rate(${redis.commands}{${where}}[$__rate_interval])) > 0)
          `,
          "{{instance}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(redisSlow, "seconds")],
      min: 0,
      links,
      ...wide,
    }),
  ]);

/** Another service that answers HTTP: `httpDependency({ namespace: "shop", service: "payments" })`. */
export const httpDependency = (props: DependencyProps): Dependency =>
  dependency("service", props, (where, name, links) => [
    stat(`${name}: requests`, {
      description: `Requests per second to ${name}, by all who call it.`,
      queries: [query(promql`${rateByService}{${where}}`, "requests")],
      unit: { grafana: "reqps" },
      sparkline: true,
      links,
      width: 4,
      height: HEIGHT,
    }),
    timeSeries(`${name}: error ratio`, {
      description: "Share of requests that it answers with 5xx, with the line of its alert.",
      queries: [query(promql`${errorRatioByService}{${where}}`, "failed")],
      unit: "ratio",
      thresholds: [alertLine(highErrorRatio, "errorRatio")],
      min: 0,
      links,
      ...wide,
    }),
    timeSeries(`${name}: p95`, {
      description: "95 of 100 requests to it take no longer, with the line of its alert.",
      queries: [query(promql`${p95ByService}{${where}}`, "p95")],
      unit: "seconds",
      thresholds: [alertLine(highLatency, "p95Seconds")],
      min: 0,
      links,
      ...wide,
    }),
  ]);
