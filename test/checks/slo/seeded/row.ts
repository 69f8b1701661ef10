/** How the seeded mistakes are written: the sound objectives of a shop, with one thing wrong in them. */
import {
  contract,
  counter,
  days,
  deployed,
  gauge,
  grafanaLinks,
  histogram,
  hours,
  milliseconds,
  minutes,
  model,
  seconds,
  SERVICE_TARGET,
  type BurnLevel,
  type Duration,
  type Model,
  type Slo,
} from "../../../../lib/model";
import { promql } from "../../../../lib/query";
import {
  availability,
  composite,
  freshness,
  latency,
  probeSuccess,
  queueAge,
  slo,
  sloPack,
  throughputFloor,
  type SloProps,
} from "../../../../lib/slo";

export const web = contract(
  { targetLabels: SERVICE_TARGET, source: "a test" },
  {
    requestsTotal: counter("web_requests_total", {
      help: "Requests.",
      labels: { route: "any", status_code: "any" },
    }),
    requestDuration: histogram("web_request_duration_seconds", {
      unit: "seconds",
      help: "How long requests take.",
      labels: { route: "any" },
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5],
    }),
    paymentDuration: histogram("web_payment_duration_seconds", {
      unit: "seconds",
      help: "How long payments take.",
      buckets: "native",
    }),
    responseBytes: histogram("web_response_bytes", { unit: "bytes", help: "Size of answers.", buckets: [100, 1_000] }),
    requestsInFlight: gauge("web_requests_in_flight", { help: "Requests that are being answered." }),
    oldestMessage: gauge("web_oldest_message_age_seconds", { unit: "seconds", help: "Age of the oldest message." }),
    lastBackup: gauge("web_last_backup_timestamp_seconds", { unit: "timestamp", help: "When a backup was made." }),
    reachable: gauge("web_reachable", { unit: "boolean", help: "Whether a probe has reached it." }),
  },
);

const requests = (matcher = "") => ({ kind: "promql" as const, text: `${web.requestsTotal.name}${matcher}` });

export const answered = availability({
  total: requests('{service="web"}'),
  bad: requests('{service="web", status_code=~"5.."}'),
  badMeans: "are answered with 5xx",
});

export const fast = (threshold: Duration, metric = web.requestDuration) =>
  latency({ histogram: metric, where: { service: "web" }, threshold });

export const objective = (props: Partial<SloProps> = {}): Slo =>
  slo({
    name: "web-availability",
    service: "web",
    description: "Requests are answered.",
    objective: "99.9%",
    window: days(30),
    sli: answered,
    ...props,
  });

export interface Environment {
  readonly slos: readonly Slo[];
  /** Objectives of a second pack. @default none */
  readonly others?: readonly Slo[];
  /** @default days(30) */
  readonly retention?: Duration;
  /** Of the environment. @default seconds(30) */
  readonly scrapeInterval?: Duration;
  /** That the pack is made for. @default that of the environment */
  readonly madeFor?: Duration;
}

export const environment = ({
  slos,
  others = [],
  retention = days(30),
  scrapeInterval = seconds(30),
  madeFor = scrapeInterval,
}: Environment): Model =>
  model("prod", "production", [
    {
      packs: [slos, others]
        .filter((each) => each.length > 0)
        .map((each, index) => {
          const name = index === 0 ? "web" : "more";
          const made = sloPack(name, { metrics: web, slos: each, scrapeInterval: madeFor });
          const links = grafanaLinks("https://grafana.example");
          return { path: `prod.packs.${name}`, pack: deployed(made, { team: "web", ...links }) };
        }),
      evaluators: [
        { path: "prod.prometheus", scrapeInterval, evaluationInterval: scrapeInterval, retention, externalLabels: {} },
      ],
    },
  ]);

const journeyParts = [objective(), objective({ name: "web-latency", objective: "99%", sli: fast(milliseconds(500)) })];

/** One of each kind, all well made. */
export const sound: readonly Slo[] = [
  ...journeyParts,
  objective({ name: "web-by-route", groupBy: ["route"], expectedTraffic: 5 }),
  objective({
    name: "payment-latency",
    objective: "99.5%",
    sli: latency({ histogram: web.paymentDuration, threshold: milliseconds(250) }),
  }),
  objective({
    name: "backup-fresh",
    objective: "99%",
    sli: freshness({ lastSuccess: promql`${web.lastBackup}`, within: days(1) }),
  }),
  objective({
    name: "queue-age",
    sli: queueAge({ oldest: promql`${web.oldestMessage}`, atMost: minutes(5) }),
    window: days(7),
  }),
  objective({ name: "web-reachable", sli: probeSuccess({ probe: promql`${web.reachable}` }), window: days(28) }),
  objective({ name: "web-throughput", objective: "99%", sli: throughputFloor({ counter: requests(), perSecond: 1 }) }),
  objective({
    name: "web-journey",
    sli: composite({ parts: journeyParts.map((slo, index) => ({ slo, weight: index + 1 })) }),
  }),
];

/** What a check finds. */
export interface Seeded {
  /** What somebody did, in a few words. */
  readonly title: string;
  readonly environment: () => Environment;
  readonly check: string;
  /** Where: what follows `prod.packs.web.slos.`. */
  readonly at: string;
  /** The arithmetic, or words of it. */
  readonly words: readonly string[];
}

/** What `slo` refuses before there is an environment. */
export interface Refused {
  readonly title: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** What follows `slos.web-availability`. */
  readonly at: string;
  readonly words: readonly string[];
}

/** An environment with one objective, sound but for what is given. */
export const one =
  (props: Parameters<typeof objective>[0], more: Omit<Environment, "slos"> = {}) =>
  (): Environment => ({ slos: [objective(props)], ...more });

export const level = (
  burnRate: number,
  long: Duration,
  short: Duration,
  severity: BurnLevel["severity"] = "critical",
): BurnLevel => ({ burnRate, long, short, severity });

export const TICKET = level(1, days(3), hours(6), "warning");
