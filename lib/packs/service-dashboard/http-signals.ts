/** What a service that answers HTTP shows of itself: requests, errors, latency, what is in flight, and which routes are to blame. */
import { type Metric, type Panel, type PanelLink, type QueryPanel } from "../../model";
import { alertLine, heatmap, now, query, row, stat, table, timeSeries } from "../../dashboards";
import { logql, matchers, promql } from "../../query";
import { highErrorRatio } from "../http-server/alerts/high-error-ratio";
import { highLatency } from "../http-server/alerts/high-latency";
import { http } from "../http-server";
import {
  bucketsByService,
  p50ByService,
  p95ByRoute,
  p95ByService,
  p99ByRoute,
  p99ByService,
} from "../http-server/latency-rules";
import {
  errorRatioByRoute,
  errorRatioByService,
  inFlightByPod,
  rateByMethod,
  rateByPod,
  rateByRoute,
  rateByService,
} from "../http-server/rules";
import { toRunbook } from "../service-link";
import type { ServiceScope, ServiceSignals } from "./scope";

export interface HttpSignalsProps {
  /** The histogram of its requests, whose exemplars lead to traces. Undefined: how long requests take is not known. */
  readonly duration: Metric | undefined;
  /** Requests that are being answered. Undefined: how many these are is not known. */
  readonly inFlight: Metric | undefined;
}

const STANDARD: HttpSignalsProps = { duration: http.requestDuration, inFlight: http.requestsInFlight };

const REQUESTS = { grafana: "reqps" } as const;

/** All but the exemplars is read from what `httpServerPack` records, whatever the service calls its metrics. */
export const httpSignals = (props: HttpSignalsProps = STANDARD): ServiceSignals => ({
  found: rateByService,
  figures: (scope) => widened([requests(scope), failed(scope), ...latencyFigures(scope, props)]),
  rows: (scope) => [
    row("Golden signals", [
      byMethod(scope),
      errors(scope),
      ...(props.duration === undefined ? [] : [latency(scope, props.duration), distribution(scope)]),
      byPod(scope),
      ...(props.inFlight === undefined ? [] : [inFlight(scope)]),
    ]),
    row("Routes", [routes(scope, props)]),
  ],
});

/** Sixteen columns, however many there are. */
const widened = (panels: readonly Panel[]): readonly Panel[] =>
  panels.map((panel) => ({ ...panel, width: 16 / panels.length }));

const of = ({ where }: ServiceScope) => matchers(where);
const ofPods = ({ where, pods }: ServiceScope) => matchers({ ...where, ...pods });

const logsOf = ({ namespace, service }: ServiceScope): PanelLink => ({
  title: "Logs of errors",
  to: { logs: logql`{namespace="${namespace}", service="${service}"} |~ "(?i)error|exception|panic"` },
});
const tracesOf = ({ service }: ServiceScope): PanelLink => ({ title: "Traces", to: { traces: { service } } });

const requests = (scope: ServiceScope): Panel =>
  stat("Requests", {
    description: "Requests per second. A fall to nothing is as bad as errors.",
    queries: [query(promql`${rateByService}{${of(scope)}}`, "requests")],
    unit: REQUESTS,
    sparkline: true,
  });

const failed = (scope: ServiceScope): Panel =>
  stat("Failed", {
    description: "Share of requests that are answered with 5xx. It is red where the alert fires.",
    queries: [query(promql`${errorRatioByService}{${of(scope)}}`, "failed")],
    unit: "ratio",
    thresholds: [alertLine(highErrorRatio, "errorRatio")],
    sparkline: true,
    dataLinks: [logsOf(scope), toRunbook(highErrorRatio.name, scope)],
  });

const latencyFigures = (scope: ServiceScope, { duration }: HttpSignalsProps): readonly Panel[] => {
  if (duration === undefined) return [];
  const figure = (title: string, percent: number, of95: QueryPanel["thresholds"], expr: typeof p95ByService): Panel =>
    stat(title, {
      description: `${percent} of 100 requests take no longer.`,
      queries: [query(promql`${expr}{${of(scope)}}`, title)],
      unit: "seconds",
      thresholds: of95,
      sparkline: true,
      dataLinks: [tracesOf(scope)],
    });
  return [figure("p95", 95, [alertLine(highLatency, "p95Seconds")], p95ByService), figure("p99", 99, [], p99ByService)];
};

const byMethod = (scope: ServiceScope): Panel =>
  timeSeries("Requests by method", {
    description: "Requests per second, one on top of the other: the upper edge is all of them.",
    queries: [query(promql`${rateByMethod}{${of(scope)}}`, "{{method}}")],
    unit: REQUESTS,
    stacked: true,
    min: 0,
    dataLinks: [
      { title: "Logs", to: { dashboard: "logs", variables: { namespace: scope.namespace, service: scope.service } } },
    ],
  });

const errors = (scope: ServiceScope): Panel =>
  timeSeries("Error ratio", {
    description:
      "Share of requests that are answered with 5xx, with the line at which the alert fires. Normal is next to nothing.",
    queries: [query(promql`${errorRatioByService}{${of(scope)}}`, "failed")],
    unit: "ratio",
    thresholds: [alertLine(highErrorRatio, "errorRatio")],
    styles: [{ series: "failed", color: "red" }],
    min: 0,
    links: [toRunbook(highErrorRatio.name, scope)],
    dataLinks: [logsOf(scope)],
  });

const latency = (scope: ServiceScope, duration: Metric): Panel =>
  timeSeries("Latency", {
    description:
      "Within which time 50, 95 and 99 of 100 requests are answered, with the line of the alert for p95. Each dot is one request: it opens its trace.",
    queries: [
      query(promql`${p50ByService}{${of(scope)}}`, "p50"),
      query(promql`${p95ByService}{${of(scope)}}`, "p95"),
      // Exemplars are kept on the raw series alone.
      query(
        promql`histogram_quantile(0.99, sum by (le) (rate(${duration}_bucket{${ofPods(scope)}}[$__rate_interval]))) >= 0`,
        "p99",
        { exemplars: true },
      ),
    ],
    unit: "seconds",
    thresholds: [alertLine(highLatency, "p95Seconds")],
    min: 0,
    links: [toRunbook(highLatency.name, scope)],
    dataLinks: [tracesOf(scope)],
  });

const distribution = (scope: ServiceScope): Panel =>
  heatmap("Latency, all requests", {
    description: "How many requests took how long. Two bands are two kinds of requests; a band that climbs is a queue.",
    queries: [query(promql`sum by (le) (${bucketsByService}{${of(scope)}})`, "{{le}}")],
    unit: "seconds",
  });

const byPod = (scope: ServiceScope): Panel =>
  timeSeries("Requests by pod", {
    description: "Requests per second of each pod. Pods share alike; one that gets none is not ready or not found.",
    queries: [query(promql`${rateByPod}{${ofPods(scope)}}`, "{{pod}}")],
    unit: REQUESTS,
    min: 0,
  });

const inFlight = (scope: ServiceScope): Panel =>
  timeSeries("In flight by pod", {
    description:
      "Requests that a pod is answering at the same time. A pile that grows at the same rate of requests is saturation.",
    queries: [query(promql`${inFlightByPod}{${ofPods(scope)}}`, "{{pod}}")],
    unit: "count",
    min: 0,
    dataLinks: [
      {
        title: "Runbook",
        to: {
          runbook: "HttpInFlightSaturation",
          variables: { namespace: scope.namespace, pod: "${__field.labels.pod}" },
        },
      },
    ],
  });

const routes = (scope: ServiceScope, { duration }: HttpSignalsProps): Panel => {
  const read = (rule: typeof rateByRoute) => now(promql`max by (route) (${rule}{${of(scope)}})`);
  const red = { thresholds: [alertLine(highErrorRatio, "errorRatio")], shownAs: "colored text" } as const;
  const slow = { thresholds: [alertLine(highLatency, "p95Seconds")], shownAs: "colored text" } as const;
  return table("Routes", {
    description:
      "Which route gets the requests, fails, or is slow, over the last five minutes. Those that fail most stand first.",
    queries: [
      read(rateByRoute),
      read(errorRatioByRoute),
      ...(duration === undefined ? [] : [read(p95ByRoute), read(p99ByRoute)]),
    ],
    columns: [
      { of: "route", title: "Route" },
      { of: 0, title: "Requests", unit: REQUESTS, shownAs: "gauge", min: 0 },
      { of: 1, title: "Failed", unit: "ratio", ...red },
      ...(duration === undefined
        ? []
        : [
            { of: 2, title: "p95", unit: "seconds", ...slow } as const,
            { of: 3, title: "p99", unit: "seconds" } as const,
          ]),
    ],
    sortBy: { title: "Failed", descending: true },
  });
};
