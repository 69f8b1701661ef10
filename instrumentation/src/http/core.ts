/** The one place that knows begin and end of a request, whatever framework answers it; the adapters add only how a route is called there. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpRequests } from "../metrics";
import { activeTrace } from "../tracing";
import { isEventStream, isUpgrade } from "./held-open";
import { pathFilter } from "./ignored-paths";
import { onRequestEnd, type RequestEnd } from "./request-end";

/** What an adapter needs of a collector. */
export interface RequestCounter {
  readonly http: HttpRequests<ServerResponse>;
}

export interface HttpMetricsOptions<Request> {
  /** Paths that are not counted: whole paths without their query, or expressions. @default `IGNORED_PATHS`: scrapes and probes */
  readonly ignore?: readonly (string | RegExp)[];
  /** The template of the route, where the framework does not know it; asked when the request is over. @default the framework's */
  readonly route?: (request: Request) => string | undefined;
}

/** Tells the template of a request's route; may be asked as long as the request lives. */
type RouteTeller = () => string | undefined;

/** A property costs less than an entry of a WeakMap, on the way of each request. */
const ROUTE = Symbol("route");
type Watched = IncomingMessage & { [ROUTE]?: RouteTeller };

/** The template of the route that answers a request, as metrics call it; undefined if none matches, or none has been found yet. Never throws. */
export function routeOf(req: IncomingMessage): string | undefined {
  try {
    return (req as Watched)[ROUTE]?.();
  } catch {
    return undefined;
  }
}

/** The status that nginx gave the name to: the client closed the request. */
const CLIENT_CLOSED_REQUEST = 499;

/** What an adapter does with each request: watches it, unless its path is ignored. Never throws, whatever it is given for metrics and options. */
export function requestWatcher<Request>(
  metrics: RequestCounter,
  options: HttpMetricsOptions<Request> | undefined,
): (request: Request, url: string | undefined, on: Watching) => void {
  const { ignore, route } = options ?? {};
  const ignored = pathFilter(ignore);
  return (request, url, { req, res, known }) => {
    if (!ignored(url)) watchRequest(metrics, req, res, () => route?.(request) ?? known?.());
  };
}
interface Watching {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** The template that the framework knows. */
  readonly known?: RouteTeller;
}

/** Counts a request from now to its end. Never throws; a response that is watched already is left alone. */
export function watchRequest(
  metrics: RequestCounter,
  req: IncomingMessage,
  res: ServerResponse,
  route: RouteTeller,
): void {
  try {
    const { http } = metrics;
    if (isUpgrade(req) || http.open.has(res)) return;
    (req as Watched)[ROUTE] = route;
    // The end of a request comes from the socket, where its context is lost.
    const trace = activeTrace();
    http.open.add(res);
    onRequestEnd(req, res, (end) => {
      http.open.delete(res);
      const stream = isEventStream(res);
      http.answered({
        method: req.method,
        route: routeTold(http, route),
        status: stream ? res.statusCode : statusOf(end, res),
        seconds: stream ? undefined : end.seconds,
        trace,
      });
    });
  } catch (error) {
    failed(metrics, `a request could not be watched: ${String(error)}`);
  }
}

/** In JavaScript anything may stand for the metrics; without them there is nobody to tell. */
const failed = (metrics: Partial<RequestCounter> | undefined, message: string): void =>
  metrics?.http?.failed?.("watch", message);

/** Who listens to events leaves when it likes: that is no abort. What breaks off is our failure, whatever its first line had promised. */
export function statusOf({ outcome }: RequestEnd, { statusCode }: ServerResponse): number {
  if (outcome === "aborted") return CLIENT_CLOSED_REQUEST;
  return outcome === "error" && statusCode < 500 ? 500 : statusCode;
}

function routeTold(http: HttpRequests<ServerResponse>, route: RouteTeller): string | undefined {
  try {
    return route();
  } catch (error) {
    http.failed("route", `the route of a request could not be told: ${String(error)}`);
    return undefined;
  }
}
