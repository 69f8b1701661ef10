/** All services that answer HTTP on one screen: which of them is in trouble, and whether users and business notice. */
import { scrape, type Panel, type Row } from "../../model";
import {
  alertLine,
  cluster,
  dashboard,
  deploys,
  labelVariable,
  line,
  now,
  query,
  row,
  stat,
  table,
  timeSeries,
  top,
} from "../../dashboards";
import { matchers, promql } from "../../query";
import { activeUsers } from "../business/rules";
import { businessRow } from "../business/dashboard-row";
import { kubernetes } from "../workload";
import { highErrorRatio } from "../http-server/alerts/high-error-ratio";
import { highLatency } from "../http-server/alerts/high-latency";
import { bucketsByService, p95ByService, p99ByService } from "../http-server/latency-rules";
import {
  errorRateByService,
  errorRatioByService,
  inFlightByPod,
  rateByMethod,
  rateByService,
} from "../http-server/rules";
import { routesRow } from "./routes-row";
import { rowToService, seriesToRunbook, seriesToService } from "../service-link";
import { CHOSEN, REQUESTS } from "./chosen";

const all = matchers(CHOSEN);

const requests = promql`sum(${rateByService}{${all}})`;
const failedShare = promql`sum(${errorRateByService}{${all}}) / (${requests} > 0)`;
const quantile = (share: number) =>
  promql`histogram_quantile(${share}, sum by (le) (${bucketsByService}{${all}})) >= 0`;

const figures = (business: boolean): Row =>
  top([
    stat("Requests", {
      description: "Requests per second to all chosen services. A fall to nothing is as bad as errors.",
      queries: [query(requests, "requests")],
      unit: REQUESTS,
      sparkline: true,
    }),
    stat("Failed", {
      description:
        "Share of all requests that are answered with 5xx. A small service in trouble hides here: see the table.",
      queries: [query(failedShare, "failed")],
      unit: "ratio",
      thresholds: [alertLine(highErrorRatio, "errorRatio")],
      sparkline: true,
      dataLinks: [{ title: "Runbook", to: { runbook: highErrorRatio.name } }],
    }),
    stat("p95", {
      description: "95 of 100 requests take no longer.",
      queries: [query(quantile(0.95), "p95")],
      unit: "seconds",
      thresholds: [alertLine(highLatency, "p95Seconds")],
      sparkline: true,
    }),
    stat("In flight", {
      description: "Requests that are being answered at this moment.",
      queries: [query(promql`sum(${inFlightByPod}{${all}})`, "in flight")],
      unit: "count",
      decimals: 0,
      sparkline: true,
    }),
    ...(business ? [users] : []),
    stat("Alerts firing", {
      description: "Alerts about the chosen services that fire now. None is normal.",
      queries: [
        now(
          promql`
            count(
              ${scrape.alerts}{${matchers({ alertstate: "firing", ...CHOSEN })}}
              and on (namespace, service) last_over_time(${rateByService}{${all}}[1d])
            ) or vector(0)
          `,
          "firing",
        ),
      ],
      unit: "count",
      thresholds: [line(1, "red")],
      colored: "background",
      dataLinks: [{ title: "What fires", to: { dashboard: "home" } }],
      width: business ? 4 : 8,
    }),
  ]);

const users = stat("Active users", {
  description: "People who use the product, by time frame.",
  queries: [query(promql`max by (timeframe) (${activeUsers}{${all}})`, "{{timeframe}}")],
  unit: "count",
});

const services: Panel = table("Services", {
  description:
    "Each service with its requests, failures and latency now, the one that fails most first. The name opens it.",
  queries: [
    // What has stopped within a day is still there, at 0: a service that is gone must not vanish from the list.
    now(promql`${rateByService}{${all}} or 0 * last_over_time(${rateByService}{${all}}[1d])`),
    now(promql`${errorRatioByService}{${all}}`),
    now(promql`${p95ByService}{${all}}`),
    now(promql`${p99ByService}{${all}}`),
    now(promql`sum by (namespace, service) (${inFlightByPod}{${all}})`),
  ],
  columns: [
    { of: "service", title: "Service", links: [rowToService] },
    { of: "namespace", title: "Namespace" },
    { of: 0, title: "Requests", unit: REQUESTS, shownAs: "gauge", min: 0 },
    {
      of: 1,
      title: "Failed",
      unit: "ratio",
      thresholds: [alertLine(highErrorRatio, "errorRatio")],
      shownAs: "colored background",
    },
    {
      of: 2,
      title: "p95",
      unit: "seconds",
      thresholds: [alertLine(highLatency, "p95Seconds")],
      shownAs: "colored background",
    },
    { of: 3, title: "p99", unit: "seconds" },
    { of: 4, title: "In flight", unit: "count", decimals: 0 },
  ],
  sortBy: { title: "Failed", descending: true },
  height: 7,
});

const SERVICE = "{{namespace}}/{{service}}";

const traffic = row("Traffic", [
  timeSeries("Requests by method", {
    description: "Requests per second, one on top of the other: the upper edge is all of them.",
    queries: [query(promql`sum by (method) (${rateByMethod}{${all}})`, "{{method}}")],
    unit: REQUESTS,
    stacked: true,
    min: 0,
  }),
  timeSeries("Error ratio by service", {
    description: "Share of requests that each service answers with 5xx, with the line at which its alert fires.",
    queries: [query(promql`${errorRatioByService}{${all}}`, SERVICE)],
    unit: "ratio",
    thresholds: [alertLine(highErrorRatio, "errorRatio")],
    min: 0,
    dataLinks: [seriesToService, seriesToRunbook(highErrorRatio.name)],
  }),
  timeSeries("Latency", {
    description: "Within which time 50, 95 and 99 of 100 requests to the chosen services are answered.",
    queries: [query(quantile(0.5), "p50"), query(quantile(0.95), "p95"), query(quantile(0.99), "p99")],
    unit: "seconds",
    min: 0,
  }),
  timeSeries("p95 by service", {
    description:
      "Within which time 95 of 100 requests to each service are answered, with the line at which its alert fires.",
    queries: [query(promql`${p95ByService}{${all}}`, SERVICE)],
    unit: "seconds",
    thresholds: [alertLine(highLatency, "p95Seconds")],
    min: 0,
    dataLinks: [seriesToService, seriesToRunbook(highLatency.name)],
  }),
  timeSeries("Requests by service", {
    description: "Requests per second to each service. One that nobody asks any more is down in all but name.",
    queries: [query(promql`${rateByService}{${all}}`, SERVICE)],
    unit: REQUESTS,
    min: 0,
    dataLinks: [seriesToService],
  }),
  timeSeries("In flight by service", {
    description:
      "Requests that are being answered at the same time. A pile that grows at the same rate of requests is saturation.",
    queries: [query(promql`sum by (namespace, service) (${inFlightByPod}{${all}})`, SERVICE)],
    unit: "count",
    min: 0,
    dataLinks: [seriesToService],
  }),
]);

export interface ApplicationDashboardProps {
  /** Whether `businessPack()` is deployed, too: with active users and the row of the business. */
  readonly business: boolean;
  /** Whether objectives are deployed, whose overview it leads to. */
  readonly objectives: boolean;
}

export const applicationDashboard = ({ business, objectives }: ApplicationDashboardProps) =>
  dashboard("application", {
    title: "Application overview",
    description: "Which service that answers HTTP is in trouble, and whether users and business notice.",
    tags: ["service"],
    variables: [
      cluster,
      labelVariable("namespace", "Namespace", promql`${rateByService}`),
      labelVariable("service", "Service", promql`${rateByService}{${matchers({ namespace: CHOSEN.namespace })}}`),
    ],
    annotations: [deploys(kubernetes, { namespace: CHOSEN.namespace })],
    links: [
      { title: "Home", to: { dashboard: "home" } },
      ...(objectives
        ? [{ title: "Objectives", to: { dashboard: "slo-overview", variables: { service: "$service" } } }]
        : []),
      { title: "Services", tag: "service", keepVariables: false },
      { title: "Logs", to: { dashboard: "logs", variables: { namespace: "$namespace", service: "$service" } } },
      { title: "Traces", to: { dashboard: "traces", variables: { service: "$service" } } },
    ],
    rows: [
      figures(business),
      row("Services", [services]),
      traffic,
      routesRow(),
      ...(business ? [businessRow(all)] : []),
    ],
  });
