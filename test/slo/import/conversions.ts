/** Files of OpenSLO and Sloth beside the objectives that a person would write for them. */
import { days, hours, minutes, promqlText, seconds, type BurnLevel, type Slo } from "../../../lib/model";
import { promql } from "../../../lib/query";
import {
  availability,
  bounds,
  calendarMonth,
  calendarQuarter,
  composite,
  defaultLevels,
  probeSuccess,
  raw,
  slo,
  type ImportOptions,
} from "../../../lib/slo";

export interface Conversion {
  readonly title: string;
  readonly yaml: string;
  readonly options?: ImportOptions;
  readonly byHand: readonly Slo[];
  /** What is said of it: line, and the beginning of the problem. */
  readonly warnings: readonly string[];
}

/** One objective of Sloth, indented as below `slos`. */
export const sloth = (sli: string, more = ""): string => `version: prometheus/v1
service: orders
slos:
  - name: orders-answers
    objective: 99.9
    description: Orders are answered.
    sli:
${sli.replace(/^/gm, "      ")}
${more.replace(/^(?=.)/gm, "    ")}`;

export const events = (error: string, total: string): string =>
  `events:\n  error_query: ${JSON.stringify(error)}\n  total_query: ${JSON.stringify(total)}`;

const metric = (query: string): string =>
  `{ metricSource: { type: Prometheus, spec: { query: ${JSON.stringify(query)} } } }`;

/** A ratio of OpenSLO as an inline indicator. */
export const ratio = (parts: Readonly<Record<string, string>>, counter?: boolean): string =>
  `ratioMetric: { ${[
    ...(counter === undefined ? [] : [`counter: ${String(counter)}`]),
    ...Object.entries(parts).map(([key, query]) =>
      key === "rawType" ? `rawType: ${query}` : `${key}: ${metric(query)}`,
    ),
  ].join(", ")} }`;

export const threshold = (query: string): string => `thresholdMetric: ${metric(query)}`;

export interface OpenSlo {
  readonly name?: string;
  readonly sli: string;
  readonly window?: string;
  readonly method?: string;
  readonly objectives?: string;
  readonly more?: string;
}

export const openSlo = ({
  name = "orders-answers",
  sli,
  window = "{ duration: 30d, isRolling: true }",
  method = "Occurrences",
  objectives = "[{ target: 0.999 }]",
  more = "",
}: OpenSlo): string => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
spec:
  description: Orders are answered.
  service: orders
  indicator:
    metadata: { name: answers }
    spec: { ${sli} }
  timeWindow: [${window}]
  budgetingMethod: ${method}
  objectives: ${objectives}
${more.replace(/^(?=.)/gm, "  ")}`;

const shared = {
  name: "orders-answers",
  service: "orders",
  description: "Orders are answered.",
  objective: "99.9%",
  window: days(30),
};

const answers = availability({
  total: promql`http_requests_total{job="orders"}`,
  bad: promql`http_requests_total{job="orders", code=~"5.."}`,
});
const ALL = `sum(rate(http_requests_total{job="orders"}[{{.window}}]))`;
const FAILED = `sum(rate(http_requests_total{job="orders",code=~"5.."}[{{.window}}]))`;

/** For what tells nobody elsewhere. */
const QUIET: readonly BurnLevel[] = [{ burnRate: 1, long: days(3), short: hours(6), severity: "info" }];

export const CONVERSIONS: readonly Conversion[] = [
  {
    title: "Sloth: error and total of a counter",
    yaml: sloth(events(FAILED, ALL), "alerting: { page_alert: { labels: { severity: critical } } }"),
    byHand: [slo({ ...shared, sli: answers })],
    warnings: [],
  },
  {
    title: "Sloth: labels and alerting, with a window of the import",
    yaml: `version: "prometheus/v1"
service: orders
labels: { owner: shop, tier: "2" }
slos:
  - name: orders-answers
    objective: 99.90
    description: |
      Orders are
      answered.
    sli:
      events:
        error_query: sum(increase(http_requests_total{job="orders",code=~"5.."}[{{ .window }}])) or vector(0)
        total_query: (sum(increase(http_requests_total{job="orders"}[{{ .window }}])))
    alerting:
      name: OrdersFail
      labels: { category: availability }
      annotations: { summary: Orders fail }
      page_alert: { disable: true, labels: { severity: pageteam } }
      ticket_alert: { labels: { severity: warning } }
`,
    options: { window: days(28) },
    byHand: [
      slo({
        ...shared,
        owner: "shop",
        window: days(28),
        sli: answers,
        alerting: { levels: defaultLevels(days(28)).filter(({ severity }) => severity === "warning") },
      }),
    ],
    warnings: [
      '15 its alerts do not have the name OrdersFail, the label category="availability", the annotation summary',
      '5 the labels tier="2" are not on its series and alerts here',
    ],
  },
  {
    title: "Sloth: no alerts at all",
    yaml: sloth(events(FAILED, ALL), "alerting: { page_alert: { disable: yes }, ticket_alert: { disable: true } }"),
    byHand: [slo({ ...shared, sli: answers, alerting: { levels: QUIET } })],
    warnings: ["4 has no alerts; here its slowest burning is told with severity info"],
  },
  {
    title: "Sloth: latency as all requests without the fast ones, an objective for each route",
    yaml: sloth(
      events(
        `sum by (route) (rate(http_request_duration_seconds_count{job="api",verb!="WATCH"}[{{.window}}])) -\n sum by (route) (rate(http_request_duration_seconds_bucket{le="0.4",verb!="WATCH",job="api"}[{{.window}}]))`,
        `sum(rate(http_request_duration_seconds_count{verb!="WATCH",job="api"}[{{.window}}])) by (route)`,
      ),
    ),
    byHand: [
      slo({
        ...shared,
        groupBy: ["route"],
        sli: availability({
          total: promql`http_request_duration_seconds_count{verb!="WATCH", job="api"}`,
          good: promql`http_request_duration_seconds_bucket{le="0.4", verb!="WATCH", job="api"}`,
          badMeans: "take longer than 0.4 seconds",
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "Sloth: sums of one metric by two values of a label",
    yaml: sloth(
      events(
        `sum(rate(http_requests_total{code="500"}[{{.window}}])) + sum(rate(http_requests_total{code="50.3"}[{{.window}}]))`,
        `sum(rate(http_requests_total[{{.window}}]))`,
      ),
    ),
    byHand: [
      slo({
        ...shared,
        sli: availability({
          total: promql`http_requests_total`,
          bad: promql`http_requests_total{code=~"500|50\\.3"}`,
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "Sloth: sums of one metric that overlap count twice",
    yaml: sloth(
      events(
        `sum(rate(http_requests_total{code=~"500|503"}[{{.window}}])) + sum(rate(http_requests_total{code="503"}[{{.window}}]))`,
        `sum(rate(http_requests_total[{{.window}}]))`,
      ),
    ),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          total: ({ range }) => promql`sum(rate(http_requests_total[${range}]))`,
          bad: ({ range }) =>
            promql`sum(label_replace(sum(rate(http_requests_total{code=~"500|503"}[${range}])), "summand", "1", "", "") or label_replace(sum(rate(http_requests_total{code="503"}[${range}])), "summand", "2", "", ""))`,
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "Sloth: names and queries that YAML and TypeScript could misread",
    yaml: `version: prometheus/v1
service: 007
slos:
  - name: 99_Percent
    description: It's "quick" \`\${enough}.
    objective: 9.95e1
    sli:
      events:
        error_query: 'sum(rate(http_requests_total{path=~"/\`\${a}\\\\$", code="500"}[{{.window}}]))'
        total_query: sum(rate(http_requests_total[{{.window}}]))
`,
    byHand: [
      slo({
        name: "default",
        service: "007",
        description: 'It\'s "quick" `${enough}.',
        objective: "99.5%",
        window: days(30),
        sli: availability({
          total: promql`http_requests_total`,
          bad: promqlText('http_requests_total{path=~"/`${a}\\\\$", code="500"}'),
        }),
      }),
    ],
    options: { names: { "99_Percent": "default" } },
    warnings: [],
  },
  {
    title: "Sloth: a name that begins with a digit",
    yaml: sloth(events(FAILED, ALL)).replace("orders-answers", "99_Percent"),
    byHand: [slo({ ...shared, name: "orders-99-percent", sli: answers })],
    warnings: ['4 "99_Percent" is called "orders-99-percent" here'],
  },
  {
    title: "Sloth: sums of several metrics, any of which may not be there yet",
    yaml: sloth(
      events(
        `sum(rate(jobs_failed_total[{{.window}}])) + sum(rate(jobs_lost_total[{{.window}}]))`,
        `sum(increase(jobs_started_total[{{.window}}]))`,
      ),
    ),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          total: ({ range }) => promql`sum(rate(jobs_started_total[${range}]))`,
          bad: ({ range }) =>
            promql`sum(label_replace(sum(rate(jobs_failed_total[${range}])), "summand", "1", "", "") or label_replace(sum(rate(jobs_lost_total[${range}])), "summand", "2", "", ""))`,
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "Sloth: samples of a gauge that are counted",
    yaml: sloth(
      events(
        `sum_over_time((count(wifi_satisfaction_ratio < 0.75))[{{.window}}:]) OR on() vector(0)`,
        `sum_over_time((count(wifi_satisfaction_ratio))[{{.window}}:])`,
      ),
    ),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          total: ({ window }) => promql`sum_over_time(count(wifi_satisfaction_ratio)[${window}:1m]) / 300`,
          bad: ({ window }) => promql`sum_over_time(count(wifi_satisfaction_ratio < 0.75)[${window}:1m]) / 300`,
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "Sloth: a raw ratio of events is taken apart",
    yaml: sloth(
      `raw:\n  error_ratio_query: |\n    1 - (\n      sum(rate(http_requests_total{code!~"5.."}[{{.window}}]))\n      /\n      (sum(rate(http_requests_total[{{.window}}])) > 0)\n    )`,
    ),
    byHand: [
      slo({
        ...shared,
        sli: availability({ total: promql`http_requests_total`, good: promql`http_requests_total{code!~"5.."}` }),
      }),
    ],
    warnings: [],
  },
  {
    title: "Sloth: a raw ratio of probes",
    yaml: sloth(`raw: { error_ratio_query: '1 - avg_over_time(probe_success{instance="shop"}[{{.window}}])' }`),
    byHand: [slo({ ...shared, sli: probeSuccess({ probe: promql`probe_success{instance="shop"}` }) })],
    warnings: [],
  },
  {
    title: "Sloth: a raw ratio that says nothing of events is weighed by time",
    yaml: sloth(`raw: { error_ratio_query: 'avg_over_time(orders:errors:ratio_rate5m[{{.window}}])' }`),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          total: ({ window }) => promql`group(count_over_time((orders:errors:ratio_rate5m >= 0)[${window}:1m]))`,
          bad: ({ window }) => promql`avg(avg_over_time((orders:errors:ratio_rate5m >= 0)[${window}:1m]))`,
          unit: "seconds",
        }),
      }),
    ],
    warnings: ["8 is a ratio and does not say of how many events: each minute counts the same"],
  },
  {
    title: "Sloth: objects of Kubernetes, one name in two services",
    yaml: ["orders", "mail"]
      .map(
        (service) => `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: ${service}, namespace: monitoring }
spec:
  service: ${service}
  slos:
    - name: answers
      objective: 99.5
      sli:
        events:
          errorQuery: sum(rate(http_requests_total{job="${service}", code=~"5.."}[{{.window}}]))
          totalQuery: sum(rate(http_requests_total{job="${service}"}[{{.window}}]))
      alerting: { ticketAlert: { disable: true } }
`,
      )
      .join("---\n"),
    options: { names: { "mail/answers": "mail-works" }, owner: "shop" },
    byHand: [
      ["orders", "orders-answers"],
      ["mail", "mail-works"],
    ].map(([service = "", name = ""]) =>
      slo({
        name,
        service,
        description: `answers of ${service}.`,
        owner: "shop",
        objective: "99.5%",
        window: days(30),
        sli: availability({
          total: promql`http_requests_total{job="${service}"}`,
          bad: promql`http_requests_total{job="${service}", code=~"5.."}`,
        }),
        alerting: { levels: defaultLevels(days(30)).filter(({ severity }) => severity === "critical") },
      }),
    ),
    warnings: ['7 "answers" is called "orders-answers" here'],
  },
  {
    title: "Sloth: an objective so low that a page could never fire",
    yaml: sloth(events(FAILED, ALL)).replace("99.9", "90"),
    byHand: [
      slo({
        ...shared,
        objective: "90%",
        sli: answers,
        alerting: { levels: defaultLevels(days(30)).filter(({ burnRate }) => burnRate !== 14.4) },
      }),
    ],
    warnings: ["4 an alert at 14.4 times the allowed rate could never fire and is left out: with 90%"],
  },
  {
    title: "OpenSLO: good and total of counters, rolling",
    yaml: openSlo({
      sli: ratio({ good: `http_requests_total{code!~"5.."}`, total: "http_requests_total" }, true),
      window: "{ duration: 4w, isRolling: true }",
      objectives: "[{ displayName: Good, targetPercent: 99.95 }]",
    }),
    byHand: [
      slo({
        ...shared,
        objective: "99.95%",
        window: days(28),
        sli: availability({ total: promql`http_requests_total`, good: promql`http_requests_total{code!~"5.."}` }),
      }),
    ],
    warnings: [],
  },
  {
    title: "OpenSLO: objects that refer to each other, a calendar month, alert policies",
    yaml: `apiVersion: openslo/v1
kind: SLO
metadata: { name: orders-answers, labels: { team: shop } }
spec:
  service: orders
  indicatorRef: answers
  timeWindow:
    - duration: 1M
      calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.999 }]
  alertPolicies:
    - alertPolicyRef: fast
    - kind: AlertPolicy
      metadata: { name: slow }
      spec:
        alertWhenBreaching: true
        alertWhenNoData: true
        conditions:
          - kind: AlertCondition
            metadata: { name: slow }
            spec:
              severity: ticket
              condition: { kind: burnrate, op: gte, threshold: 1, lookbackWindow: 3d }
---
apiVersion: openslo/v1
kind: SLI
metadata: { name: answers }
spec:
  ratioMetric:
    counter: true
    bad: { metricSource: { metricSourceRef: prometheus, spec: { query: 'sum(rate(http_requests_total{job="orders", code=~"5.."}[5m]))' } } }
    total: { metricSource: { metricSourceRef: prometheus, spec: { query: 'sum(rate(http_requests_total{job="orders"}[5m]))' } } }
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: prometheus }
spec: { type: Prometheus, connectionDetails: { url: "http://prometheus:9090" } }
---
apiVersion: openslo/v1
kind: Service
metadata: { name: orders, displayName: the shop's orders }
spec: { description: Where people order. }
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: fast }
spec:
  alertWhenBreaching: true
  alertWhenNoData: true
  conditions: [{ conditionRef: fast }]
  notificationTargets: [{ targetRef: on-call }]
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: { name: fast }
spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 14.4, lookbackWindow: 1h, alertAfter: 0m } }
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata: { name: on-call }
spec: { target: email }
`,
    byHand: [
      slo({
        ...shared,
        owner: "shop",
        description: "orders-answers of the shop's orders.",
        window: calendarMonth("Europe/Berlin"),
        sli: answers,
        alerting: {
          levels: [
            { burnRate: 14.4, long: hours(1), short: minutes(5), severity: "critical" },
            { burnRate: 1, long: days(3), short: hours(6), severity: "warning" },
          ],
        },
      }),
    ],
    warnings: ["49 who is told (email) follows from owner and severity"],
  },
  {
    title: "OpenSLO: several targets of one indicator, over a quarter",
    yaml: openSlo({
      name: "orders",
      sli: ratio({
        good: `sum(rate(http_request_duration_seconds_bucket{le="0.5"}[5m]))`,
        total: `sum(rate(http_request_duration_seconds_count[5m]))`,
      }),
      window: "{ duration: 1Q, calendar: { startTime: 2026-04-01 00:00:00, timeZone: UTC } }",
      objectives: "[{ target: 0.99 }, { targetPercent: 99.9 }]",
    }),
    byHand: [
      ["orders-99", "99%"],
      ["orders-99p9", "99.9%"],
    ].map(([name = "", objective = ""]) =>
      slo({
        ...shared,
        name,
        objective,
        window: calendarQuarter("UTC"),
        sli: availability({
          total: promql`http_request_duration_seconds_count`,
          good: promql`http_request_duration_seconds_bucket{le="0.5"}`,
          badMeans: "take longer than 0.5 seconds",
        }),
      }),
    ),
    warnings: [],
  },
  ...(
    [
      ["lte", 500, "atMost", "max", []],
      ["gte", 0.25, "atLeast", "min", []],
      ["lt", 500, "atMost", "max", ["10 a value of exactly 500 is bad with lt, and good here"]],
      ["gt", -1, "atLeast", "min", ["10 a value of exactly -1 is bad with gt, and good here"]],
    ] as const
  ).map(([op, value, bound, worst, warnings]): Conversion => ({
    title: `OpenSLO: a threshold with ${op}`,
    yaml: openSlo({
      sli: threshold(`${worst} by (queue) (queue_age_seconds{job="orders"})`),
      objectives: `[{ op: ${op}, value: ${value}, target: 0.999 }]`,
    }),
    byHand: [
      slo({
        ...shared,
        groupBy: ["queue"],
        sli: bounds({
          gauge: promql`queue_age_seconds{job="orders"}`,
          ...(bound === "atMost" ? { atMost: value } : { atLeast: value }),
        }),
      }),
    ],
    warnings,
  })),
  {
    title: "OpenSLO: a threshold for a quantile",
    yaml: openSlo({
      sli: threshold("histogram_quantile(0.99, sum by (le, route) (rate(latency_seconds_bucket[5m])))"),
      objectives: `[{ op: lt, value: 5e-1, target: .999 }]`,
    }),
    byHand: [
      slo({
        ...shared,
        groupBy: ["route"],
        sli: raw({
          total: () =>
            promql`group by (route) (histogram_quantile(0.99, sum by (le, route) (rate(latency_seconds_bucket[5m]))))`,
          bad: ({ window }) =>
            promql`avg_over_time((histogram_quantile(0.99, sum by (le, route) (rate(latency_seconds_bucket[5m]))) >= bool 0.5)[${window}:1m])`,
          unit: "seconds",
          badMeans: "it is not below 0.5",
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "OpenSLO: a threshold for what is computed from several series",
    yaml: openSlo({
      sli: threshold("disk_used_bytes / disk_size_bytes"),
      objectives: `[{ op: lte, value: 0.9, target: 0.999 }]`,
    }),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          total: () => promql`group(disk_used_bytes / disk_size_bytes)`,
          bad: ({ window }) => promql`avg_over_time((max(disk_used_bytes / disk_size_bytes) > bool 0.9)[${window}:1m])`,
          unit: "seconds",
          badMeans: "it is not at most 0.9",
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "OpenSLO: numbers that go up and down",
    yaml: openSlo({ sli: ratio({ good: "sum(up)", total: "count(up)" }, false) }),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          total: ({ window }) => promql`avg_over_time(count(up)[${window}:1m])`,
          bad: ({ window }) =>
            promql`clamp_min(avg_over_time(count(up)[${window}:1m]) - (avg_over_time(sum(up)[${window}:1m]) or 0 * avg_over_time(count(up)[${window}:1m])), 0)`,
          unit: "seconds",
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "OpenSLO: time slices",
    yaml: openSlo({
      sli: ratio({ bad: `jobs_failed_total`, total: "jobs_total" }),
      method: "Timeslices",
      objectives: "[{ target: 0.999, timeSliceTarget: 0.95, timeSliceWindow: 1m }]",
    }),
    byHand: [
      slo({
        ...shared,
        sli: raw({
          // A scrape longer than a minute, as all ranges are.
          total: () => promql`group(sum(rate(jobs_total[${seconds(90)}])))`,
          bad: ({ window }) =>
            promql`avg_over_time(((sum(rate(jobs_failed_total[1m30s])) or 0 * sum(rate(jobs_total[1m30s]))) / sum(rate(jobs_total[1m30s])) > bool 0.05)[${window}:1m])`,
          unit: "seconds",
          badMeans: "lie in slices of 1m of which less than 95 % is good",
        }),
      }),
    ],
    warnings: [],
  },
  {
    title: "OpenSLO: a stored ratio of successes",
    yaml: openSlo({ sli: ratio({ rawType: "success", raw: "max by (shop) (orders:good:ratio)" }) }),
    byHand: [
      slo({
        ...shared,
        groupBy: ["shop"],
        sli: raw({
          total: ({ window }) => promql`group by (shop) (count_over_time((orders:good:ratio >= 0)[${window}:1m]))`,
          bad: ({ window }) => promql`1 - max by (shop) (avg_over_time((orders:good:ratio >= 0)[${window}:1m]))`,
          unit: "seconds",
        }),
      }),
    ],
    warnings: ["10 is a ratio and does not say of how many events"],
  },
  {
    title: "OpenSLO: a composite with weights",
    yaml: `apiVersion: openslo/v1
kind: SLO
metadata: { name: buying }
spec:
  description: People can buy.
  service: shop
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives:
    - { target: 0.99, indicatorRef: browse }
    - { target: 0.99, indicatorRef: pay, compositeWeight: 2.5 }
${["browse", "pay"]
  .map(
    (name) => `---
apiVersion: openslo/v1
kind: SLI
metadata: { name: ${name} }
spec: { ${ratio({ bad: `${name}_failed_total`, total: `${name}_total` }, true)} }
`,
  )
  .join("")}`,
    byHand: (() => {
      const whole = { service: "shop", description: "People can buy.", objective: "99%", window: days(30) };
      const [browse, pay] = ["browse", "pay"].map((step, index) =>
        slo({
          ...whole,
          name: `buying-step-${index + 1}`,
          alerting: { levels: QUIET },
          sli: availability({
            total: promql`${`${step}_total`}`,
            bad: promql`${`${step}_failed_total`}`,
            unit: "events",
          }),
        }),
      );
      if (browse === undefined || pay === undefined) return [];
      const parts = [
        { slo: browse, weight: 1 },
        { slo: pay, weight: 2.5 },
      ];
      return [browse, pay, slo({ ...whole, name: "buying", sli: composite({ parts }) })];
    })(),
    warnings: ["1 is a composite: here each event counts as much as its step weighs"],
  },
];
