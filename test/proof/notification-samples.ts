/** Groups of alerts as Alertmanager hands them to templates, with the labels and annotations that they have in common worked out. */

export interface SampleAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly status?: "firing" | "resolved";
  /** ISO 8601 */
  readonly startsAt?: string;
}

export const EXTERNAL_URL = "https://alerts.example/prod";

const common = (sets: readonly Readonly<Record<string, string>>[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sets[0] ?? {}).filter(([name, value]) => sets.every((labels) => labels[name] === value)),
  );

interface Notification {
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly [rest: string]: unknown;
}

/** What stands in the file that amtool reads. */
export const notificationOf = (alerts: readonly SampleAlert[]): Notification => {
  const commonLabels = common(alerts.map(({ labels }) => labels));
  return {
    receiver: "team/dba critical",
    status: alerts.some(({ status = "firing" }) => status === "firing") ? "firing" : "resolved",
    notification_reason: "first notification",
    alerts: alerts.map(
      ({ labels, annotations = {}, status = "firing", startsAt = "2027-01-04T03:12:00+01:00" }, index) => ({
        status,
        labels,
        annotations,
        startsAt,
        endsAt: status === "resolved" ? "2027-01-04T03:40:00Z" : "0001-01-01T00:00:00Z",
        generatorURL: "https://prometheus.example/graph?g0.expr=up",
        fingerprint: index.toString(16).padStart(16, "0"),
      }),
    ),
    groupLabels: Object.fromEntries(Object.entries(commonLabels).filter(([name]) => name === "alertname")),
    commonLabels,
    commonAnnotations: common(alerts.map(({ annotations = {} }) => annotations)),
    routeLabels: {},
    externalURL: EXTERNAL_URL,
  };
};

const LOKI = {
  alertname: "LokiRequestErrors",
  severity: "critical",
  service: "loki",
  namespace: "observability",
  cluster: "prod-cluster",
};

const LOKI_SAYS = {
  summary: "12.3% of requests to loki fail",
  description: "More than one in twenty requests has failed for 5 minutes.\nPushes are lost.",
  runbook_url: "https://grafana.example/d/runbook-loki-request-errors",
  dashboard_url: "https://grafana.example/d/loki?from=now-1h&to=now",
};

export const HOSTILE = `a"b'c\\d <b>&amp;+% |*_\`\u2028 ünï😀 {{ .Status }} \${x} #?=,{}\n\tnext`;

const one: readonly SampleAlert[] = [{ labels: { ...LOKI, pod: "loki-0" }, annotations: LOKI_SAYS }];
const podSays = (pod: string) => ({ ...LOKI_SAYS, summary: `${pod} fails`, description: `${pod} has failed.` });
const several: readonly SampleAlert[] = ["loki-0", "loki-1", "loki-2"].map((pod) => ({
  labels: { ...LOKI, pod },
  annotations: podSays(pod),
}));
const differing: readonly SampleAlert[] = [
  { labels: { ...LOKI, severity: "warning" }, annotations: LOKI_SAYS },
  {
    labels: { ...LOKI, alertname: "LokiDown" },
    annotations: { ...LOKI_SAYS, runbook_url: "https://grafana.example/d/runbook-loki-down" },
  },
  { labels: { ...LOKI, alertname: "LokiSlow", severity: "info" }, annotations: {} },
];
const long = "word ".repeat(400);

const group = <Name extends string>(all: Readonly<Record<Name, readonly SampleAlert[]>>) => all;

export const SAMPLES = group({
  one,
  several,
  differing,
  informing: [{ labels: { ...LOKI, severity: "info" } }],
  warning: [{ labels: { ...LOKI, severity: "info" } }, { labels: { ...LOKI, severity: "warning" } }],
  resolved: several.map((alert) => ({ ...alert, status: "resolved" as const })),
  mixed: several.map((alert, index) => (index === 0 ? { ...alert, status: "resolved" as const } : alert)),
  many: Array.from({ length: 50 }, (_, index): SampleAlert => {
    const pod = `loki-${index}`;
    const status = index < 30 ? "firing" : "resolved";
    return { labels: { ...LOKI, pod }, annotations: podSays(`${pod} ${long}`), status };
  }),
  hostile: [
    {
      labels: { ...LOKI, pod: HOSTILE, service: HOSTILE, namespace: 'a+b "c" & <d>\u0007' },
      annotations: {
        ...LOKI_SAYS,
        summary: HOSTILE,
        description: HOSTILE,
        runbook_url: "https://wiki.example/a|b>c d?x=1&y=<2>",
      },
    },
  ],
  "no annotations": [{ labels: { alertname: "Bare" } }, { labels: { alertname: "Bare", pod: "x" } }],
  "nothing in common": [{ labels: { a: "1" } }, { labels: { b: "2" } }],
});

export type Sample = keyof typeof SAMPLES;
