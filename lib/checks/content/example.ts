/** Small models around one pack, for the passing and the failing examples that a check carries. */
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
  type Alert,
  type AlertSeverity,
  type Duration,
  type Facts,
  type MetricContract,
  type Model,
  type MonitoringPack,
  type RecordingRule,
  type Runbook,
  type Waiver,
} from "../../model";
import { fires, silent } from "../../testing";
import { exampleRouting } from "../example-routing";

/** The day on which examples are judged. */
export const EXAMPLE_DAY = "2027-01-01";

/** The metrics that examples speak of. */
export const shop = contract(
  { targetLabels: SERVICE_TARGET, source: "an example" },
  {
    ordersTotal: counter("shop_orders_total", {
      help: "Orders taken.",
      labels: { product: "any", outcome: ["accepted", "refused"] },
    }),
    queueLength: gauge("shop_queue_length", { help: "Orders that wait.", labels: { queue: "any" } }),
    freeBytes: gauge("shop_free_bytes", { unit: "bytes", help: "Room that is left." }),
    checkoutDuration: histogram("shop_checkout_duration_seconds", {
      unit: "seconds",
      help: "How long a checkout takes.",
      labels: { product: "any" },
      buckets: [0.1, 0.5, 1, 5],
    }),
  },
);

/** The model of an environment that has these packs and nothing else. */
export const modelWith = (packs: readonly MonitoringPack[], facts: Partial<Facts> = {}): Model =>
  model("example", "production", [
    {
      packs: packs.map((each) => ({
        path: `example.packs.${each.name}`,
        pack: deployed(each, { team: "shop", ...grafanaLinks("https://grafana.example") }),
      })),
      evaluators: [
        {
          path: "example.prometheus",
          scrapeInterval: seconds(30),
          evaluationInterval: seconds(30),
          retention: days(30),
          externalLabels: { cluster: "example" },
        },
      ],
      routings: [exampleRouting()],
    },
    facts,
  ]);

/** The parts of an alert that an example is about; all else is as it should be. */
export interface ExampleAlert {
  readonly expr: string;
  readonly name?: string;
  readonly for?: Duration;
  readonly summary?: string;
  readonly description?: string;
  readonly severity?: AlertSeverity;
  readonly team?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly runbook?: Runbook;
  readonly waivers?: readonly Waiver[];
}

export const exampleRunbook: Runbook = {
  meaning: "More orders wait than the alert allows, counted over the last minutes.",
  impact: "Customers wait for what they have paid.",
  diagnosis: ["See which queue grows, and since when.", "Read the log of the shop for what it waits for."],
  mitigation: ["Start more workers until the queue is short again."],
};

/** A fine alert but for what is given. */
export const exampleAlert = ({
  expr,
  name = "ShopQueueLong",
  summary = "Orders of {{ $labels.service }} wait",
  description = "{{ $value | humanize }} orders wait.",
  severity = "warning",
  runbook = exampleRunbook,
  ...rest
}: ExampleAlert): Alert =>
  alert(name, {
    for: minutes(5),
    ...rest,
    expr: promqlText(expr),
    severity,
    onMissingData: "silent",
    summary,
    description,
    runbook,
    tests: [
      fires("above", { given: [], after: minutes(10), expect: [{ labels: {}, summary: "…", description: "…" }] }),
      silent("below", { given: [], for: minutes(10) }),
    ],
  });

/** A model with one alert of that kind; `{ expr }` is enough. */
export const modelWithAlert = (example: ExampleAlert, metrics: MetricContract = shop): Model =>
  modelWith([pack("shop", { metrics, alerts: [exampleAlert(example)] })]);

/** A fine recording rule but for what is given. */
export const exampleRecording = (
  name: string,
  expr: string,
  more: Partial<Pick<RecordingRule, "labels" | "interval" | "readBy" | "waivers">> = {},
): RecordingRule => record(name, { help: "An example.", expr: promqlText(expr), tests: [], ...more });

/** A model with one pack, `shop`, of these rules. */
export const modelWithRules = (
  rules: Partial<Pick<MonitoringPack, "recordingRules" | "alerts" | "interval" | "team" | "waivers">>,
  metrics: MetricContract = shop,
): Model => modelWith([pack("shop", { metrics, ...rules })]);
