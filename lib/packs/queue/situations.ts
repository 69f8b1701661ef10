/** Queues as the tests of this pack meet them. */
import type { Metric } from "../../model";
import { series, type SeriesBuilder } from "../../testing";

export const WAREHOUSE = { namespace: "shop", service: "warehouse" } as const;
/** The queue that most tests are about. */
export const ORDERS = { ...WAREHOUSE, queue: "orders" } as const;
/** What it is called in texts. */
export const ORDERS_NAME = "orders of shop/warehouse";

/** A series of that queue, unless the labels say otherwise. */
export const ofQueue = (metric: Metric, labels: Readonly<Record<string, string>> = {}): SeriesBuilder =>
  series(metric, { ...ORDERS, pod: "warehouse-1", ...labels });
