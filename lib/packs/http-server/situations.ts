/** Traffic as the tests of this pack's rules and alerts meet it. */
import type { Duration } from "../../model";
import {
  observations,
  series,
  withQuantile,
  type KnownQuantile,
  type ObservationsBuilder,
  type SeriesBuilder,
} from "../../testing";
import { http } from "./metrics";

type Labels = Readonly<Record<string, string>>;

/** The service that most tests are about. */
export const CART = { namespace: "shop", service: "cart" } as const;
/** Another one in the same namespace. */
export const SEARCH = { namespace: "shop", service: "search" } as const;

const ROOT = { ...CART, pod: "cart-1", method: "GET", route: "/", status_code: "200" } as const;

/** Requests to the cart that it answers, unless the labels say otherwise. */
export const requests = (labels: Labels = {}): SeriesBuilder => series(http.requestsTotal, { ...ROOT, ...labels });

export const inFlight = (labels: Labels = {}): SeriesBuilder =>
  series(http.requestsInFlight, { ...CART, pod: "cart-1", ...labels });

/** A time in which the share `quantile` of all requests takes no more than `is` seconds. */
export interface Latency extends KnownQuantile {
  readonly for: Duration;
}

/** Durations of requests to the cart, one time after the other. */
export const latencies = (times: readonly Latency[], labels: Labels = {}): ObservationsBuilder =>
  times.reduce(
    (so, time) => so.perSecond(withQuantile(http.requestDuration, time), time.for),
    observations(http.requestDuration, { ...ROOT, ...labels }),
  );
