/** A sound environment with dashboards of every kind of panel, for one thing to be put wrong in it. */
import {
  alertLine,
  cluster,
  dashboard,
  heatmap,
  labelVariable,
  line,
  logs,
  now,
  query,
  row,
  stat,
  table,
  text,
  timeSeries,
  top,
} from "../../../../lib/dashboards";
import {
  alert,
  contract,
  counter,
  days,
  deployed,
  gauge,
  grafanaLinks,
  histogram,
  minutes,
  model,
  pack,
  promqlText,
  record,
  seconds,
  SERVICE_TARGET,
  type Dashboard,
  type DashboardFact,
  type DataSourceFact,
  type Model,
  type Panel,
  type Variable,
} from "../../../../lib/model";
import { logql, promql } from "../../../../lib/query";
import { fires, records, series, silent } from "../../../../lib/testing";

const web = contract(
  { targetLabels: SERVICE_TARGET, source: "a test" },
  {
    requestsTotal: counter("web_requests_total", {
      help: "Requests answered.",
      labels: { route: "any", status_code: ["200", "404", "500"] },
    }),
    duration: histogram("web_request_duration_seconds", {
      unit: "seconds",
      help: "How long requests take.",
      labels: { route: "any" },
      buckets: [0.1, 0.5, 1],
    }),
    inFlight: gauge("web_requests_in_flight", { help: "Requests that are being answered." }),
    memory: gauge("web_memory_bytes", { unit: "bytes", help: "Memory in use." }),
  },
);

const REQUESTS = series("web_requests_total", {
  namespace: "shop",
  pod: "cart-1",
  container: "web",
  service: "cart",
  endpoint: "http",
  job: "cart",
  instance: "10.0.0.1:8080",
  route: "/",
  status_code: "200",
});

const rateByService = record("service:web_requests:rate5m", {
  help: "Requests per second of a service.",
  unit: "per second",
  readBy: "panels",
  expr: promql`sum by (namespace, service) (rate(${web.requestsTotal}[5m]))`,
  tests: [
    records("what comes is counted", {
      given: [REQUESTS.ratePerSecond(2, minutes(10))],
      at: minutes(10),
      expect: [{ labels: { namespace: "shop", service: "cart" }, value: 2 }],
    }),
  ],
});

export const inFlightHigh = alert("WebInFlightHigh", {
  parameters: { requests: 100, wait: minutes(5), route: "/" },
  expr: ({ requests }) => promql`sum by (namespace, service) (${web.inFlight}) > ${requests}`,
  for: minutes(5),
  severity: "warning",
  onMissingData: "silent",
  summary: "Requests to {{ $labels.service }} pile up",
  description: "{{ $value }} requests are being answered at once.",
  runbook: {
    meaning: "More requests are being answered than the alert allows, counted now.",
    impact: "Users wait for an answer, and some give up.",
    diagnosis: ["See which service waits for what.", "Read its log for what it asks others."],
    mitigation: ["Start more pods of the service."],
  },
  tests: [
    fires("above", {
      given: [],
      after: minutes(10),
      expect: [{ labels: {}, summary: "…", description: "…" }],
    }),
    silent("below", { given: [], for: minutes(10) }),
  ],
});

const CHOSEN = 'namespace=~"$namespace", service=~"$service"';

export const CHAIN: readonly Variable[] = [
  cluster,
  labelVariable("namespace", "Namespace", promql`${web.inFlight}`),
  labelVariable("service", "Service", promqlText('web_requests_in_flight{namespace=~"$namespace"}')),
  labelVariable("pod", "Pod", promqlText(`web_requests_in_flight{${CHOSEN}}`), { several: false }),
];

const described = { description: "What the shop does; all is well as long as it does not change much." };

const panels: readonly Panel[] = [
  stat("In flight", {
    ...described,
    unit: "count",
    queries: [now(promqlText(`sum(web_requests_in_flight{${CHOSEN}})`), "requests")],
    thresholds: [alertLine(inFlightHigh, "requests")],
    links: [{ title: "Runbook", to: { runbook: "WebInFlightHigh" } }],
  }),
  timeSeries("Requests by service", {
    ...described,
    unit: "per second",
    queries: [query(promqlText(`service:web_requests:rate5m{${CHOSEN}}`), "{{namespace}}/{{service}}")],
    dataLinks: [
      {
        title: "Orders",
        to: { dashboard: "orders", variables: { service: "${__field.labels.service}", namespace: "$namespace" } },
      },
      { title: "Logs", to: { logs: logql`{namespace="shop", service="$pod"}` } },
    ],
  }),
  timeSeries("Requests by route", {
    ...described,
    unit: "per second",
    queries: [query(promqlText(`sum by (route) (rate(web_requests_total{${CHOSEN}}[$__rate_interval]))`), "{{route}}")],
  }),
  timeSeries("95th percentile by service", {
    ...described,
    unit: "seconds",
    queries: [
      query(
        promqlText(
          `histogram_quantile(0.95, sum by (le, service) (rate(web_request_duration_seconds_bucket{${CHOSEN}}[$__rate_interval])))`,
        ),
        "{{service}}",
      ),
    ],
    thresholds: [line(1, "red")],
  }),
  heatmap("How long requests take", {
    ...described,
    unit: "seconds",
    queries: [
      query(
        promqlText(`sum by (le) (rate(web_request_duration_seconds_bucket{${CHOSEN}}[$__rate_interval]))`),
        "{{le}}",
      ),
    ],
  }),
  table("Services", {
    ...described,
    queries: [
      now(promqlText(`sum by (namespace, service) (web_requests_in_flight{${CHOSEN}})`)),
      now(promqlText(`sum by (namespace, service) (web_memory_bytes{${CHOSEN}})`)),
    ],
    columns: [
      { of: "namespace", title: "Namespace" },
      { of: "service", title: "Service", links: [{ title: "Traces", to: { traces: { service: "${__value.text}" } } }] },
      { of: 0, title: "In flight", thresholds: [alertLine(inFlightHigh, "requests")] },
      { of: 1, title: "Memory", unit: "bytes" },
    ],
  }),
];

const detail: readonly Panel[] = [
  timeSeries("Memory of the pod", {
    ...described,
    unit: "bytes",
    repeat: "service",
    queries: [query(promqlText('max by (pod) (web_memory_bytes{service=~"$service", pod="$pod"})'), "{{pod}}")],
  }),
  logs("Logs", { ...described, queries: [query(logql`{namespace=~"$namespace", service!=""} |= "error"`, "")] }),
  text("Who to ask", { ...described, text: "Ask the team; or read [the orders](/d/orders?var-service=$service)." }),
];

export const shop: Dashboard = dashboard("shop", {
  title: "Shop",
  description: "Whether the shop answers.",
  tags: ["shop"],
  variables: CHAIN,
  annotations: [
    {
      name: "Piled up",
      expr: promqlText(`sum by (service) (web_requests_in_flight{${CHOSEN}}) > 100`),
      title: "{{service}} piles up",
      color: "orange",
    },
  ],
  links: [
    { title: "Runbooks", tag: "runbook" },
    { title: "Orders", to: { dashboard: "orders" } },
  ],
  rows: [top(panels), row("Detail", detail, { collapsed: true })],
});

const orders: Dashboard = dashboard("orders", {
  title: "Orders",
  description: "Whether orders come.",
  tags: ["shop"],
  variables: CHAIN.slice(0, 3),
  rows: [
    top([
      timeSeries("Orders", {
        ...described,
        unit: "count",
        queries: [query(promqlText(`sum by (service) (web_requests_in_flight{${CHOSEN}})`), "{{service}}")],
      }),
    ]),
  ],
});

const page: Dashboard = dashboard("runbook-web-in-flight-high", {
  title: "WebInFlightHigh",
  description: "What to do about it.",
  tags: ["runbook"],
  rows: [
    top([
      timeSeries("What the alert sees", {
        ...described,
        unit: "count",
        queries: [query(promqlText("sum by (namespace, service) (web_requests_in_flight)"), "{{service}}")],
      }),
    ]),
  ],
});

export interface Shop {
  readonly dashboards: readonly DashboardFact[];
  readonly dataSources: readonly DataSourceFact[];
  /** Uid of the dashboard that its alerts open. */
  readonly opens: string;
}

const fact = (each: Dashboard): DashboardFact => ({
  path: `prod.dashboards.${each.uid}`,
  folder: "team-shop",
  dashboard: each,
  bytes: 20_000,
});

export const sound: Shop = {
  dashboards: [fact(shop), fact(orders), fact(page)],
  dataSources: ["prometheus", "loki", "jaeger"].map((uid) => ({
    path: `prod.grafana.dataSources.${uid}`,
    uid,
    type: uid,
  })),
  opens: "shop",
};

export const environment = ({ dashboards, dataSources, opens }: Shop): Model =>
  model("prod", "production", [
    {
      dashboards,
      dataSources,
      packs: [
        {
          path: "prod.packs.web",
          pack: deployed(
            pack("web", { metrics: web, recordingRules: [rateByService], alerts: [inFlightHigh], dashboard: opens }),
            { team: "shop", ...grafanaLinks("https://grafana.example") },
          ),
        },
      ],
      evaluators: [
        {
          path: "prod.prometheus",
          scrapeInterval: seconds(30),
          evaluationInterval: seconds(30),
          retention: days(30),
          externalLabels: { cluster: "prod" },
        },
      ],
    },
  ]);
