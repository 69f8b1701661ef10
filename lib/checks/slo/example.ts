/** Models around objectives, for the passing and the failing examples that checks carry. */
import {
  contract,
  counter,
  days,
  gauge,
  histogram,
  hours,
  milliseconds,
  minutes,
  SERVICE_TARGET,
  type BurnLevel,
  type Duration,
  type Facts,
  type Metric,
  type MetricContract,
  type Model,
  type Slo,
} from "../../model";
import { promql } from "../../query";
import { availability, latency, slo, sloPack, type SloProps } from "../../slo";
import { modelWith, shop } from "../content/example";

/** The shop, and what some of its metrics are not. */
export const store = {
  ...shop,
  ...contract(
    { targetLabels: SERVICE_TARGET, source: "an example" },
    {
      oldestOrder: gauge("shop_oldest_order_age_seconds", { unit: "seconds", help: "Age of the oldest order." }),
      lastExport: gauge("shop_last_export_timestamp_seconds", { unit: "timestamp", help: "When data was exported." }),
      open: gauge("shop_open", { unit: "boolean", help: "Whether the shop can be reached." }),
      paymentDuration: histogram("shop_payment_duration_seconds", {
        unit: "seconds",
        help: "How long a payment takes.",
        buckets: "native",
      }),
      exportBytes: histogram("shop_export_bytes", { unit: "bytes", help: "Size.", buckets: [1, 1_000] }),
      visitsTotal: counter("shop_visits_total", { help: "Visits.", labels: { country: "any" } }),
    },
  ),
} satisfies MetricContract;

export const level = (
  burnRate: number,
  long: Duration,
  short: Duration,
  severity: BurnLevel["severity"] = "critical",
): BurnLevel => ({ burnRate, long, short, severity });

/** A level that tells of slow burning, so that an example is about another one. */
export const SLOW = level(1, days(3), hours(6), "warning");
export const FAST = level(14.4, hours(1), minutes(5));

export const ordersAccepted = availability({
  total: promql`${store.ordersTotal}`,
  bad: promql`${store.ordersTotal}{outcome="refused"}`,
  unit: "events",
  badMeans: "are refused",
});

/** Checkouts that are fast enough. */
export const fastCheckouts = (threshold: Duration = milliseconds(500), metric: Metric = store.checkoutDuration) =>
  latency({ histogram: metric, threshold, unit: "events" });

/** A fine objective but for what is given. */
export const objective = (props: Partial<SloProps> = {}): Slo =>
  slo({
    name: "orders-accepted",
    service: "shop",
    description: "Customers can order.",
    objective: "99.9%",
    window: days(30),
    sli: ordersAccepted,
    ...props,
  });

/** An environment with one pack of these objectives. */
export const withObjectives = (
  slos: readonly Slo[],
  { scrapeInterval, facts = {} }: { readonly scrapeInterval?: Duration; readonly facts?: Partial<Facts> } = {},
): Model => modelWith([sloPack("shop", { metrics: store, slos, scrapeInterval })], facts);

/** An environment with one objective, fine but for what is given. */
export const withObjective = (props: Partial<SloProps> = {}): Model => withObjectives([objective(props)]);
