/** Objectives of a small shop, one of each kind that pages tell differently, and the model that deploys them. */
import { exampleMetrics, modelWith } from "../../lib/checks";
import { days, milliseconds, type Model, type Slo } from "../../lib/model";
import { promql } from "../../lib/query";
import { availability, bounds, calendarMonth, latency, slo, sloPack, type SloProps } from "../../lib/slo";

const { ordersTotal, checkoutDuration, queueLength } = exampleMetrics;

export const orders = (props: Partial<SloProps> = {}): Slo =>
  slo({
    name: "orders-availability",
    service: "shop",
    description: "Customers can order.",
    objective: "99.9%",
    window: days(30),
    sli: availability({
      total: promql`${ordersTotal}`,
      bad: promql`${ordersTotal}{outcome="refused"}`,
      unit: "events",
      badMeans: "are refused",
    }),
    ...props,
  });

export const checkout = slo({
  name: "checkout-latency",
  service: "shop",
  namespace: "sales",
  description: "Customers need not wait.",
  objective: "90%",
  window: days(30),
  groupBy: ["product"],
  expectedTraffic: 50,
  sli: latency({ histogram: checkoutDuration, threshold: milliseconds(500) }),
});

export const queue = slo({
  name: "queue-short",
  service: "shop",
  description: "Orders are taken up soon.",
  objective: "99.5%",
  window: calendarMonth("Europe/Berlin"),
  owner: "warehouse",
  sli: bounds({ gauge: promql`${queueLength}`, atMost: 100 }),
});

export const smallPack = (slos: readonly Slo[] = [orders(), checkout, queue]) =>
  sloPack("shop-objectives", { metrics: exampleMetrics, slos });

export const smallModel = (slos?: readonly Slo[]): Model => modelWith([smallPack(slos)]);
