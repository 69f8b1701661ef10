/**
 * Metrics, traces and logs of the shop. Node loads this file before all others (`--import`), so that HTTP and Express are already watched when
 * the shop asks for them.
 */
import { observe } from "@cdktf-observability/instrumentation";
import { PRODUCTS } from "./products";

export const SOURCES = ["search", "friend", "advert"];
export const PLANS = ["free", "pro"];
/** The kind of background job. */
export const SEND_MAIL = "send-order-mail";

export const { metrics, tracer, logger, shutdown } = observe({
  service: "shop-api",
  version: "0.1.0",
  environment: "development",
  // What can be sold and chosen begins at 0: Prometheus does not count the value that it sees first.
  metrics: {
    declare: {
      registrations: { source: SOURCES, plan: PLANS },
      revenue: { product: PRODUCTS.map(({ id }) => id), currency: ["EUR"] },
      jobs: [SEND_MAIL],
    },
  },
});
