/** Mistakes in rules as a whole, in packs, and in the waivers that were to excuse them. */
import { exampleAlert } from "../../../../lib/checks/content/example";
import { contract, counter, gauge, hours, minutes, SERVICE_TARGET, type Waiver } from "../../../../lib/model";
import { alertRow, ORDERS, recording, recordRow, shopPack, type Seeded } from "./row";

const LONG = "shop_queue_length > 100";
const RATE = "namespace_service:shop_orders:rate5m";

export const ruleRows: readonly Seeded[] = [
  {
    title: "two rules of one name",
    packs: [shopPack({ recordingRules: [recording(), recording(RATE, `${ORDERS} * 60`)] })],
    check: "rule/duplicate",
    at: `packs.shop.recordingRules.${RATE}#2`,
    words: "give one of them another name",
  },
  {
    title: "two alerts of one name and labels",
    packs: [shopPack({ alerts: [exampleAlert({ expr: LONG }), exampleAlert({ expr: "shop_queue_length > 500" })] })],
    check: "rule/duplicate",
    at: "packs.shop.alerts.ShopQueueLong#2",
    words: "or a label that tells them apart",
  },
  {
    title: "one expression under two names",
    packs: [shopPack({ recordingRules: [recording(), recording("namespace_service:shop_sales:rate5m")] })],
    check: "rule/computed-twice",
    at: "packs.shop.recordingRules.namespace_service:shop_sales:rate5m",
    words: "remove it and read namespace_service:shop_orders:rate5m",
  },
  {
    title: "a pack that takes the name of another's group",
    packs: [
      shopPack({ recordingRules: [recording(undefined, undefined, { interval: minutes(2) })] }),
      shopPack({ alerts: [exampleAlert({ expr: LONG })] }, "shop-every-2m"),
    ],
    check: "rule/duplicate-group",
    at: "packs.shop-every-2m",
    words: "give one of the packs another name",
  },
  {
    title: "a pack that is evaluated every ten minutes",
    packs: [shopPack({ interval: minutes(10) })],
    check: "group/interval",
    at: "packs.shop.interval",
    words: "is 10m, so that its series are absent between two evaluations",
  },
  recordRow(
    "a recording that is computed every hour",
    recording(undefined, undefined, { interval: hours(1) }),
    "group/interval",
    ".interval",
    "write minutes(5) or less",
  ),
  {
    title: "a metric that another pack describes differently",
    packs: [
      shopPack({}),
      shopPack(
        {
          metrics: contract(
            { targetLabels: SERVICE_TARGET, source: "another page" },
            { queue: counter("shop_queue_length", { help: "Orders that waited." }) },
          ),
        },
        "post",
      ),
    ],
    check: "pack/metric-conflict",
    at: "packs.post.metrics.queue",
    words: "describe it once and use that contract in both packs",
  },
  {
    title: "a metric of Prometheus itself that is described anew",
    packs: [
      shopPack({
        metrics: contract({ targetLabels: SERVICE_TARGET, source: "a guess" }, { up: gauge("up", { help: "Open." }) }),
      }),
    ],
    check: "pack/metric-conflict",
    at: "packs.shop.metrics.up",
    words: "otherwise than Prometheus itself does",
  },
  alertRow(
    "a recording that no rule makes",
    { expr: "service:shop_orders:rate5m > 100" },
    "rule/missing-recording",
    "",
    "add the recording rule to a pack of this environment",
  ),
  {
    title: "a recording whose name is misspelt",
    packs: [
      shopPack({
        recordingRules: [recording()],
        alerts: [exampleAlert({ expr: "namespace_service:shop_order:rate5m > 100" })],
      }),
    ],
    check: "rule/missing-recording",
    at: "packs.shop.alerts.ShopQueueLong",
    words: 'did you mean "namespace_service:shop_orders:rate5m"?',
  },
  recordRow(
    "a recording that nobody reads",
    recording(undefined, undefined, { readBy: undefined }),
    "rule/nobody-reads",
    "",
    'write readBy: "panels" where dashboards read it',
  ),
  {
    title: "a recording that comes after its reader",
    packs: [
      shopPack({
        recordingRules: [recording("namespace:shop_orders:rate5m", `sum by (namespace) (${RATE})`), recording()],
      }),
    ],
    check: "rule/evaluation-order",
    at: "packs.shop.recordingRules.namespace:shop_orders:rate5m",
    words: "write the rule of namespace_service:shop_orders:rate5m before it",
  },
  {
    title: "two recordings that are computed from each other",
    packs: [
      shopPack({
        recordingRules: [
          recording("service:shop_orders:rate5m", "sum by (service) (service:shop_orders:total)"),
          recording("service:shop_orders:total", "sum by (service) (service:shop_orders:rate5m)"),
        ],
      }),
    ],
    check: "rule/circular",
    at: "packs.shop.recordingRules.service:shop_orders:rate5m",
    words: "<- service:shop_orders:total <-",
  },
  recordRow(
    "a recording of another form",
    recording("shop_orders_rate"),
    "rule/recording-name",
    "",
    "is no name of the form level:metric:operations",
  ),
  recordRow(
    "a name that tells of another range",
    recording("namespace_service:shop_orders:rate1h"),
    "rule/recording-name",
    "",
    "says 1h, and its expression looks at 5m",
  ),
  recordRow(
    "a label that writes over one of the result",
    recording(undefined, undefined, { labels: { service: "shop" } }),
    "rule/label-conflict",
    ".labels.service",
    'writes over the label "service" of the result',
  ),
  alertRow(
    "a label that hides the cluster",
    { expr: LONG, labels: { cluster: "all" } },
    "rule/label-conflict",
    ".labels.cluster",
    'hides the external label "cluster"',
  ),
  alertRow(
    "a label of Prometheus's own",
    { expr: LONG, labels: { __shard__: "1" } },
    "rule/label-conflict",
    ".labels.__shard__",
    "has a name that Prometheus keeps for itself",
  ),
  alertRow(
    "a label with a dash",
    { expr: LONG, labels: { "cost-center": "12" } },
    "rule/label-conflict",
    ".labels.cost-center",
    "is no name of a label",
  ),
];

const MONTH = 30 * 86_400_000;
const NEXT_MONTH = new Date(Date.now() + MONTH).toISOString().slice(0, 10);

const waived = (title: string, waiver: Partial<Waiver>, check: string, words: string): Seeded => ({
  title,
  packs: [
    shopPack({
      recordingRules: [recording()],
      waivers: [{ check: "rule/nobody-reads", reason: "Read elsewhere.", until: NEXT_MONTH, ...waiver }],
    }),
  ],
  check,
  at: "packs.shop.waivers[0]",
  words,
});

export const waiverRows: readonly Seeded[] = [
  waived(
    "a waiver of a check that does not exist",
    { check: "rules/nobody-reads" },
    "waiver/unknown-check",
    'did you mean "rule/nobody-reads"?',
  ),
  waived("a waiver without a reason", { reason: "" }, "waiver/malformed", "say why it is right here"),
  waived("a waiver without an end", { until: "" }, "waiver/malformed", "write the last day on which it holds"),
  waived("a waiver for ever", { until: "9999-12-31" }, "waiver/malformed", "more than 2 years"),
  waived("a waiver that is over", { until: "2020-12-31" }, "waiver/expired", "mend what it waived and remove it"),
  waived("a waiver of what was mended", {}, "waiver/unused", "remove it"),
];
