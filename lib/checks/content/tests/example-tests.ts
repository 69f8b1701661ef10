/** Models of rules that differ in their tests only. */
import {
  alert,
  minutes,
  pack,
  promqlText,
  record,
  type AlertSeverity,
  type AlertTest,
  type Model,
  type OnMissingData,
  type RecordTest,
} from "../../../model";
import { fires, series, silent } from "../../../testing";
import { modelWith, shop } from "../example";

const LABELS = { service: "shop", queue: "paid" };
const long = (orders: number) => [series(shop.queueLength, LABELS).constant(orders, minutes(20))];

export const ABOVE = fires("above", {
  given: long(120),
  after: minutes(10),
  notBefore: minutes(4),
  expect: [{ labels: LABELS, summary: "Orders of shop wait", description: "120 orders wait." }],
});

export const BELOW = silent("below", { given: long(95), for: minutes(20) });

export interface TestedAlert {
  readonly tests: readonly AlertTest[];
  readonly severity?: AlertSeverity;
  readonly onMissingData?: OnMissingData;
  readonly summary?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A model with one alert, `shop_queue_length > 100`. */
export const alertWith = ({
  severity = "warning",
  onMissingData = "silent",
  summary = "Orders of {{ $labels.service }} wait",
  ...rest
}: TestedAlert): Model =>
  modelWith([
    pack("shop", {
      metrics: shop,
      alerts: [
        alert("ShopQueueLong", {
          ...rest,
          expr: promqlText("shop_queue_length > 100"),
          for: minutes(5),
          severity,
          onMissingData,
          summary,
          description: "{{ $value | humanize }} orders wait.",
          runbook: {
            meaning: "More than a hundred orders wait in one queue.",
            impact: "Customers wait for what they have paid.",
            diagnosis: ["See since when the queue grows."],
            mitigation: ["Start more workers."],
          },
        }),
      ],
    }),
  ]);

/** A model with one recording rule. */
export const recordingWith = (tests: readonly RecordTest[]): Model =>
  modelWith([
    pack("shop", {
      metrics: shop,
      recordingRules: [
        record("service:shop_queue_length:sum", {
          help: "Orders that wait.",
          expr: promqlText("sum by (service) (shop_queue_length)"),
          tests,
        }),
      ],
    }),
  ]);
