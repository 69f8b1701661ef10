/** Spans by hand, for what no instrumentation sees: an operation of the business, a query, a request by a client of one's own. */
import {
  type Attributes,
  type Context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { HTTP_METHODS, OTHER } from "@cdktf-observability/contract";
import { ATTRIBUTES } from "./attributes";
import { codeOf } from "./failure";
import { runInSpan } from "./in-span";
import { carryingHeaders, type Headers } from "./outgoing";
import { rowsOf, statusOf } from "./result";
import { withoutStatementValues } from "./statement-values";
import { type DatabaseSystem, sanitizedStatement, summaryOf } from "./statement";
import { redactedUrl, serverOf } from "./url";

export interface CustomTracerOptions {
  /** Names who makes these spans: a module or a library. @default this package */
  readonly name?: string;
  /** Its version. @default none */
  readonly version?: string;
}

/**
 * Each method runs a function within a new span and returns what the function returns. An error is recorded with its stack and thrown on as it is; the
 * span always ends. Without a started `TracingSetup` they only run the function.
 */
export class CustomTracer {
  readonly #tracer: Tracer;

  constructor(options?: CustomTracerOptions) {
    const { name = "@cdktf-observability/instrumentation", version } = options ?? {};
    this.#tracer = trace.getTracer(name, version);
  }

  /**
   * An operation of your own: `tracer.traceOperation("checkout", () => checkout(cart), { "cart.items": 3 })`.
   * @param name of few words that are always the same: `checkout`, never `checkout of order 4711`; what differs is an attribute
   */
  traceOperation<Result>(
    name: string,
    fn: (span: Span) => PromiseLike<Result>,
    attributes?: Attributes,
  ): Promise<Result>;
  traceOperation<Result>(name: string, fn: (span: Span) => Result, attributes?: Attributes): Result;
  traceOperation<Result>(name: string, fn: (span: Span) => Result, attributes: Attributes = {}): Result {
    const describe = () => ({ name: String(name), options: { kind: SpanKind.INTERNAL, attributes } });
    return runInSpan({ tracer: this.#tracer, describe }, fn);
  }

  /**
   * A query: `tracer.traceQuery("postgresql", text, () => pool.query(text, values))`. The span shows the statement with `?` for each value in it, and how many rows
   * came back where the result tells (a list, or an object with `rows` or `recordset`).
   */
  traceQuery<Result>(
    system: DatabaseSystem,
    statement: string,
    fn: (span: Span) => PromiseLike<Result>,
  ): Promise<Result>;
  traceQuery<Result>(system: DatabaseSystem, statement: string, fn: (span: Span) => Result): Result;
  traceQuery<Result>(system: DatabaseSystem, statement: string, fn: (span: Span) => Result): Result {
    return runInSpan(
      {
        tracer: this.#tracer,
        describe: () => {
          const text = sanitizedStatement(system, String(statement));
          const summary = summaryOf(system, text);
          const attributes = {
            [ATTRIBUTES.dbSystem]: system,
            [ATTRIBUTES.dbQuery]: text,
            [ATTRIBUTES.dbSummary]: summary,
          };
          return { name: summary ?? system, options: { kind: SpanKind.CLIENT, attributes } };
        },
        onResult: (span, result) => {
          const rows = rowsOf(system, result);
          if (rows !== undefined) span.setAttribute(ATTRIBUTES.dbRows, rows);
        },
        redaction: (text) => withoutStatementValues(system, String(statement), text),
        onFailure: (span, thrown) => {
          const code = codeOf(thrown);
          if (code !== undefined) span.setAttribute(ATTRIBUTES.dbStatus, code);
        },
      },
      fn,
    );
  }

  /**
   * A request: `tracer.traceHttpRequest("GET", url, (headers) => fetch(url, { headers }))`. Send the headers that the function is given, so that the server's
   * spans join the trace. The span shows the URL without credentials and secret parameters, and the status of what the function returns.
   */
  traceHttpRequest<Result>(
    method: string,
    url: string | URL,
    fn: (headers: Headers, span: Span) => PromiseLike<Result>,
  ): Promise<Result>;
  traceHttpRequest<Result>(method: string, url: string | URL, fn: (headers: Headers, span: Span) => Result): Result;
  traceHttpRequest<Result>(method: string, url: string | URL, fn: (headers: Headers, span: Span) => Result): Result {
    const headers: Headers = {};
    const plan = {
      tracer: this.#tracer,
      describe: () => ({
        name: knownMethod(method) ?? "HTTP",
        options: { kind: SpanKind.CLIENT, attributes: requestAttributes(method, String(url)) },
      }),
      carrying: (within: Context) => {
        propagation.inject(within, headers);
        return carryingHeaders(within, headers);
      },
      onResult: (span: Span, result: unknown) => answered(span, statusOf(result)),
      onFailure: (span: Span, thrown: unknown) => {
        const status = statusOf(thrown);
        if (status !== undefined) span.setAttribute(ATTRIBUTES.httpStatus, status);
      },
    };
    return runInSpan(plan, (span) => fn(headers, span));
  }
}

function requestAttributes(method: string, url: string): Attributes {
  const known = knownMethod(method);
  const server = serverOf(url);
  return {
    [ATTRIBUTES.httpMethod]: known ?? OTHER,
    [ATTRIBUTES.httpMethodOriginal]: known === method ? undefined : String(method).slice(0, 32),
    [ATTRIBUTES.url]: redactedUrl(url),
    [ATTRIBUTES.serverAddress]: server?.address,
    [ATTRIBUTES.serverPort]: server?.port,
  };
}

function knownMethod(method: string): string | undefined {
  const upper = String(method).toUpperCase();
  return HTTP_METHODS.find((each) => each !== OTHER && each === upper);
}

/** To a client every status from 400 on is an error. */
function answered(span: Span, status: number | undefined): void {
  if (status === undefined) return;
  span.setAttribute(ATTRIBUTES.httpStatus, status);
  if (status < 400) return;
  span.setAttribute(ATTRIBUTES.errorType, String(status));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
