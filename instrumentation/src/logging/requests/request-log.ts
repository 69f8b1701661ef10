/** The lines about a request, its begin and its end, and the context of all lines between them; adapters add how a framework calls things. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LOG_FIELDS, type LogLevel, REQUEST_FIELDS } from "@cdktf-observability/contract";
import { isEventStream, isUpgrade, onRequestEnd, pathFilter, type RequestEnd, routeOf, statusOf } from "../../http";
import { inNewContext, keepContext } from "../context";
import type { StructuredLogger } from "../structured-logger";
import { cleanText } from "../text";
import { remoteAddress } from "./remote-address";
import { answerAnywayWith, answerWith, requestId } from "./request-id";
import { pathOf, queryOf } from "./url";

export interface RequestLoggingOptions<Request> {
  /** Paths without lines: whole paths without their query, or expressions. @default `IGNORED_PATHS`: scrapes and probes */
  readonly ignore?: readonly (string | RegExp)[];
  /** The template of the route, where the framework does not know it; asked when the request is over. @default the framework's */
  readonly route?: (request: Request) => string | undefined;
  /** The level of the line about the begin of a request; false for no such line. @default "info" */
  readonly start?: LogLevel | false;
  /** Whether lines have the query, its secrets replaced. @default false: nobody knows what all clients write there */
  readonly query?: boolean;
  /** Proxies in front of the service that add to `X-Forwarded-For`. @default 0: the address is that of the connection */
  readonly trustedProxies?: number;
}

/** What an adapter knows of a request. */
export interface LoggedRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** As the client asked for it, whatever a router has cut off since. */
  readonly url: string | undefined;
  readonly route: () => string | undefined;
}

/** Beyond the contract. */
const FIELDS = { ...REQUEST_FIELDS, route: "route", query: "query", outcome: "outcome" } as const;

const LONGEST = { method: 32, path: 1024, query: 1024, route: 256, userAgent: 256 };

const MESSAGES: Readonly<Record<RequestEnd["outcome"], string>> = {
  finished: "request completed",
  aborted: "request aborted",
  error: "request broken off",
};

/** A request that is being answered. */
interface Open {
  readonly id: string;
  error?: unknown;
}

/** Of all logs together: a request has one id, and its lines once, also where two of them were installed. */
const open = new WeakMap<ServerResponse, Open>();

/** Remembers why a request fails, for the line about its end. */
export function rememberFailure(res: ServerResponse, error: unknown): void {
  const known = open.get(res);
  if (known) known.error = error;
}

export class RequestLog {
  readonly #logger: StructuredLogger;
  readonly #options: Omit<RequestLoggingOptions<never>, "route">;
  readonly #ignores: (url: string | undefined) => boolean;

  constructor(logger: StructuredLogger, options: Omit<RequestLoggingOptions<never>, "route">) {
    this.#logger = logger;
    this.#options = options;
    this.#ignores = pathFilter(options.ignore);
  }

  /** Runs what answers the request, once, in the request's context; what it returns and throws goes where it went before. */
  around<Result>(request: LoggedRequest, answer: () => Result): Result {
    const id = open.has(request.res) ? undefined : attempt(() => requestId(request.req));
    if (id === undefined || isUpgrade(request.req)) return answer();
    return inNewContext({ [LOG_FIELDS.requestId]: id }, () => {
      attempt(() => this.#begin(request, id));
      return answer();
    });
  }

  /** For frameworks that clear the headers before they answer with an error. */
  answerAnyway(res: ServerResponse): void {
    const known = open.get(res);
    if (known) attempt(() => answerAnywayWith(known.id, res));
  }

  #begin({ req, res, url = "/", route }: LoggedRequest, id: string): void {
    const own: Open = { id };
    open.set(res, own);
    answerWith(id, res);
    keepContext(req);
    keepContext(res);
    if (this.#ignores(url)) return;
    const about = this.#describe(req, url);
    const { start = "info" } = this.#options;
    if (start !== false) this.#logger[start]("request started", about);
    // The end is told by the socket, outside of the request's context and of its trace.
    const inside = AsyncLocalStorage.snapshot();
    onRequestEnd(req, res, (end) => inside(() => this.#end(end, { ...about, ...routeField(req, route) }, res, own)));
  }

  #end(end: RequestEnd, about: object, res: ServerResponse, { error }: Open): void {
    // Who listens to events leaves when it likes.
    const stream = isEventStream(res);
    const outcome = stream ? "finished" : end.outcome;
    const status = stream ? res.statusCode : statusOf(end, res);
    this.#logger[levelOf(outcome, status)](MESSAGES[outcome], {
      ...about,
      [FIELDS.statusCode]: status,
      [FIELDS.duration]: Math.round(end.seconds * 1e6) / 1e6,
      [FIELDS.outcome]: outcome,
      ...(error !== undefined && { [LOG_FIELDS.error]: error }),
    });
  }

  #describe(req: IncomingMessage, url: string): object {
    const { query = false, trustedProxies = 0 } = this.#options;
    const asked = query ? queryOf(url) : undefined;
    const agent = req.headers["user-agent"];
    return {
      [FIELDS.method]: cleanText(req.method ?? "", LONGEST.method),
      [FIELDS.path]: cleanText(pathOf(url), LONGEST.path),
      ...(asked !== undefined && { [FIELDS.query]: cleanText(asked, LONGEST.query) }),
      [FIELDS.remoteAddress]: remoteAddress(req, trustedProxies),
      ...(agent !== undefined && { [FIELDS.userAgent]: cleanText(agent, LONGEST.userAgent) }),
    };
  }
}

function levelOf(outcome: RequestEnd["outcome"], status: number): LogLevel {
  if (outcome === "error" || status >= 500) return "error";
  return outcome === "aborted" || status >= 400 ? "warn" : "info";
}

/** As metrics call it, so that lines of a route can be found from its series. */
function routeField(req: IncomingMessage, route: () => string | undefined): object {
  const found = attempt(() => routeOf(req) ?? route());
  return found === undefined ? {} : { [FIELDS.route]: cleanText(found, LONGEST.route) };
}

/** What goes wrong in here is not the application's. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
