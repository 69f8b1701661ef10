/** How the seeded mistakes are written: a pack that is right, with one thing wrong in it. */
import { exampleAlert, shop, type ExampleAlert } from "../../../../lib/checks/content/example";
import {
  minutes,
  pack,
  promqlText,
  record,
  type Alert,
  type MetricContract,
  type MonitoringPack,
  type RecordingRule,
} from "../../../../lib/model";
import { records, series } from "../../../../lib/testing";

export interface Seeded {
  /** What somebody did, in a few words. */
  readonly title: string;
  readonly packs: readonly MonitoringPack[];
  /** The check that finds it. */
  readonly check: string;
  /** Where: the end of the finding's path. */
  readonly at: string;
  /** What it says, or words of it: problem and mend. */
  readonly words: string;
}

/** What is wrong in one alert. */
export const alertRow = (title: string, alert: ExampleAlert, check: string, at: string, words: string): Seeded => ({
  title,
  packs: [shopPack({ alerts: [exampleAlert(alert)] })],
  check,
  at: `packs.shop.alerts.${alert.name ?? "ShopQueueLong"}${at}`,
  words,
});

/** What is wrong in the expression of an alert. */
export const exprRow = (title: string, expr: string, check: string, words: string): Seeded =>
  alertRow(title, { expr }, check, ".expr", words);

/** What is wrong in one recording rule. */
export const recordRow = (title: string, rule: RecordingRule, check: string, at: string, words: string): Seeded => ({
  title,
  packs: [shopPack({ recordingRules: [rule] })],
  check,
  at: `packs.shop.recordingRules.${rule.name}${at}`,
  words,
});

interface Rules extends Partial<Pick<MonitoringPack, "interval" | "team" | "waivers" | "recordingRules">> {
  readonly alerts?: readonly Alert[];
  readonly metrics?: MetricContract;
}

export const shopPack = ({ metrics = shop, ...rules }: Rules, name = "shop"): MonitoringPack =>
  pack(name, { metrics, ...rules });

export const ORDERS = "sum by (namespace, service) (rate(shop_orders_total[5m]))";

/** A recording that panels read, with a test. */
export const recording = (
  name = "namespace_service:shop_orders:rate5m",
  expr = ORDERS,
  more: Partial<RecordingRule> = {},
): RecordingRule => ({
  ...record(name, {
    help: "Orders per second.",
    expr: promqlText(expr),
    readBy: "panels",
    tests: [
      records("one per second", {
        given: [series(shop.ordersTotal, { namespace: "shop", service: "cart" }).ratePerSecond(1, minutes(10))],
        at: minutes(10),
        expect: [{ labels: { namespace: "shop", service: "cart" }, value: 1 }],
      }),
    ],
  }),
  ...more,
});
