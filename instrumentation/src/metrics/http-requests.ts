/**
 * The requests that a service answers. They are counted on the way of every request, so that what can be done once is: the labels of a series
 * are made when it begins, and counter and gauge are brought up to date when somebody asks for them.
 */
import { OTHER, UNMATCHED_ROUTE } from "@cdktf-observability/contract";
import { Counter, Gauge, Histogram } from "prom-client";
import { applicationMetrics } from "../contract";
import type { ActiveTrace } from "../tracing";
import { exemplarOf } from "./exemplar";
import type { Workshop } from "./instruments";
import { labelValue } from "./label-gate";
import { promBuckets, promConfiguration } from "./prom";

export interface HttpRequest {
  readonly method: string | undefined;
  /** The template; undefined if none matches. */
  readonly route: string | undefined;
  readonly status: number;
  /** Undefined where the time says nothing of how fast we are: a stream of events lasts as long as somebody listens. */
  readonly seconds: number | undefined;
  /** The trace that was active when the request began. */
  readonly trace: ActiveTrace | undefined;
}

export interface HttpRequests<Response extends object = object> {
  /** Responses that are under way. */
  readonly open: Set<Response>;
  readonly answered: (request: HttpRequest) => void;
  /** Something of the instrumentation failed; the request was counted without it. */
  readonly failed: (reason: string, message: string) => void;
}

export interface HttpLimits {
  /** Different routes; what is new beyond that counts as `_OTHER`. */
  readonly routes: number;
  /** Different combinations of route, method and status. */
  readonly combinations: number;
}

interface Series {
  readonly labels: { readonly method: string; readonly route: string; readonly status_code: string };
  /** Answered since the counter was last brought up to date. */
  answered: number;
}

const { requestsTotal, requestDuration, requestsInFlight } = applicationMetrics.http;
const METHODS = requestsTotal.labels.method;
const OTHER_METHOD = METHODS.indexOf(OTHER);
const methodIndex = new Map<string | undefined, number>(METHODS.map((method, index) => [method, index]));

export function httpRequests<Response extends object>(
  { registry, ledger }: Workshop,
  limits: HttpLimits,
  heldOpen: (response: Response) => boolean,
): HttpRequests<Response> {
  const open = new Set<Response>();
  const routes = new Map<string, Map<number, Series>>();
  const all: Series[] = [];

  new Counter({
    ...promConfiguration(requestsTotal, registry),
    collect() {
      for (const series of all) {
        if (series.answered > 0) this.inc(series.labels, series.answered);
        series.answered = 0;
      }
    },
  });
  new Gauge({
    ...promConfiguration(requestsInFlight, registry),
    collect() {
      let requests = 0;
      for (const response of open) if (!heldOpen(response)) requests += 1;
      this.set(requests);
    },
  });
  const duration = new Histogram({
    ...promConfiguration(requestDuration, registry),
    buckets: promBuckets(requestDuration),
    enableExemplars: true,
  });
  for (const { name } of [requestsTotal, requestDuration, requestsInFlight]) ledger.open(name);

  const seriesOfRoute = (route: string): Map<number, Series> => {
    const series = new Map<number, Series>();
    routes.set(route, series);
    return series;
  };
  const unmatched = seriesOfRoute(UNMATCHED_ROUTE);
  const others = seriesOfRoute(OTHER);
  const reserved = routes.size;

  const begin = (series: Map<number, Series>, key: number, route: string, method: number, status: number): Series => {
    const begun: Series = {
      labels: { method: METHODS[method] ?? OTHER, route, status_code: status === NO_STATUS ? OTHER : String(status) },
      answered: 0,
    };
    series.set(key, begun);
    all.push(begun);
    return begun;
  };
  const limited = (limit: number): Map<number, Series> => {
    ledger.limit(requestsTotal.name, limit);
    return others;
  };

  const seriesOf = (route: string, method: number, status: number): Series => {
    const key = status * METHODS.length + method;
    let series = route === UNMATCHED_ROUTE ? unmatched : routes.get(route);
    const known = series?.get(key);
    if (known) return known;
    if (series === undefined && labelValue(route) !== route) return seriesOf(labelValue(route), method, status);
    if (series === undefined && routes.size - reserved >= limits.routes) series = limited(limits.routes);
    else if (all.length >= limits.combinations && series !== others) series = limited(limits.combinations);
    series ??= seriesOfRoute(route);
    return series.get(key) ?? begin(series, key, series === others ? OTHER : route, method, status);
  };

  return {
    open,
    answered: ({ method, route, status, seconds, trace }) => {
      const series = seriesOf(templateOf(route), methodIndex.get(method) ?? OTHER_METHOD, statusOf(status));
      series.answered += 1;
      if (seconds === undefined) return;
      duration.observe({ labels: series.labels, value: seconds, exemplarLabels: exemplarOf(trace) });
    },
    failed: (reason, message) => ledger.refuse(requestsTotal.name, reason, message),
  };
}

/** A `route` option in JavaScript may return anything, and to Prometheus an empty label is none. */
const templateOf = (route: unknown): string => (typeof route === "string" && route !== "" ? route : UNMATCHED_ROUTE);

const NO_STATUS = 0;
/** Node lets a handler send any number of three digits. */
const statusOf = (status: number): number => (status >= 100 && status <= 599 ? status : NO_STATUS);
