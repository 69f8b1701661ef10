/** Traffic as the tests of this pack's rules and alerts meet it. */
import type { Duration } from "../../model";
import {
  observations,
  series,
  withQuantile,
  type Given,
  type KnownQuantile,
  type ObservationsBuilder,
  type SeriesBuilder,
} from "../../testing";
import { standardHttp, type HttpMetrics } from "./http-metrics";

type Labels = Readonly<Record<string, string>>;

/** The service that most tests are about. */
export const CART = { namespace: "shop", service: "cart" } as const;
/** Another one in the same namespace. */
export const SEARCH = { namespace: "shop", service: "search" } as const;

const ROOT = { ...CART, pod: "cart-1", method: "GET", route: "/", status_code: "200" } as const;

/** A time in which the share `quantile` of all requests takes no more than `is` seconds. */
export interface Latency extends KnownQuantile {
  readonly for: Duration;
}

/** Traffic in the metrics of a service; labels are said in our words. */
export interface Traffic {
  /** Requests to the cart that it answers, unless the labels say otherwise. */
  readonly requests: (labels?: Labels) => SeriesBuilder;
  readonly inFlight: (labels?: Labels) => SeriesBuilder;
  /** Durations of requests to the cart, one time after the other. */
  readonly latencies: (times: readonly Latency[], labels?: Labels) => ObservationsBuilder;
  /** Durations, and the requests themselves where another metric counts them. */
  readonly timed: (times: readonly Latency[]) => readonly Given[];
}

export const trafficOf = ({ requests: counted, duration, inFlight, labels: names }: HttpMetrics): Traffic => {
  const theirs = (labels: Labels): Labels => {
    const { method, route, status_code: status, ...others } = { ...ROOT, ...labels };
    const named: readonly (readonly [string | undefined, string])[] = [
      [names.method, method],
      [names.route, route],
      [names.status, status],
    ];
    return {
      ...others,
      ...Object.fromEntries(named.flatMap(([name, value]) => (name === undefined ? [] : [[name, value]]))),
    };
  };
  const requests = (labels: Labels = {}) => series(counted, theirs(labels));
  const latencies = (times: readonly Latency[], labels: Labels = {}) => {
    if (duration === undefined) throw new TypeError(`How long the requests of ${counted} take is not known.`);
    return times.reduce(
      (so, time) => so.perSecond(withQuantile(duration, time), time.for),
      observations(duration, theirs(labels)),
    );
  };
  return {
    requests,
    latencies,
    inFlight: (labels = {}) => {
      if (inFlight === undefined)
        throw new TypeError(`How many requests of ${counted} are being answered is not known.`);
      return series(inFlight, { ...CART, pod: "cart-1", ...labels });
    },
    timed: (times) => [
      latencies(times),
      ...(counted === `${duration?.name}_count`
        ? []
        : [times.reduce((so, time) => so.ratePerSecond(time.perSecond, time.for), requests())]),
    ],
  };
};

export const { requests, inFlight, latencies } = trafficOf(standardHttp);
