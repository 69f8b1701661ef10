/** What answers `/metrics`: one function for node, Express, Fastify and Koa. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { CONTENT_TYPES, type ExpositionFormat } from "./exposition";

/** Node's request and response, also as Express extends them. */
export interface MetricsHandler {
  (req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Fastify's request and reply. */
  (request: { readonly raw: IncomingMessage }, reply: FastifyReply): Promise<void>;
  /** Koa's context. */
  (context: KoaContext, next?: unknown): Promise<void>;
}
interface FastifyReply {
  readonly raw: ServerResponse;
  /** From then on the answer is ours. */
  hijack(): unknown;
}
interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** `false`: the answer is ours. */
  respond?: boolean;
}

type Exposition = (format: ExpositionFormat) => Promise<string>;

/** Never throws, never rejects: a scrape that fails is answered with 500, and Prometheus tells of it. */
export function metricsHandler(exposition: Exposition, failed: (error: unknown) => void): MetricsHandler {
  return async (first: IncomingMessage | { readonly raw: IncomingMessage } | KoaContext, second?: unknown) => {
    try {
      const [req, res] = nodeObjects(first, second);
      await answer(req, res, exposition, failed);
    } catch (error) {
      failed(error);
    }
  };
}

function nodeObjects(first: object, second: unknown): [IncomingMessage, ServerResponse] {
  if (isReply(second)) {
    second.hijack();
    return [(first as { readonly raw: IncomingMessage }).raw, second.raw];
  }
  if (isKoaContext(first)) {
    first.respond = false;
    return [first.req, first.res];
  }
  return [first as IncomingMessage, second as ServerResponse];
}
const isReply = (value: unknown): value is FastifyReply =>
  typeof value === "object" && value !== null && "hijack" in value && "raw" in value;
/** Express's requests have `res`, but no `req`. */
const isKoaContext = (value: object): value is KoaContext => "req" in value && "res" in value;

async function answer(
  { method, headers }: IncomingMessage,
  res: ServerResponse,
  exposition: Exposition,
  failed: (error: unknown) => void,
): Promise<void> {
  if (method !== "GET" && method !== "HEAD") {
    return send(res, 405, { allow: "GET, HEAD" }, "The metrics can only be read: GET or HEAD.\n");
  }
  const format = negotiated(headers.accept);
  try {
    const text = await exposition(format);
    send(res, 200, { "content-type": CONTENT_TYPES[format], vary: "accept", "cache-control": "no-store" }, text);
  } catch (error) {
    failed(error);
    send(res, 500, {}, "The metrics could not be collected.\n");
  }
}

function send(res: ServerResponse, status: number, headers: Readonly<Record<string, string>>, text: string): void {
  if (res.headersSent || res.destroyed) return;
  const body = Buffer.from(text);
  res.statusCode = status;
  res.setHeader("content-type", "text/plain; charset=utf-8");
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.setHeader("content-length", body.length);
  // Node leaves the body of an answer to HEAD out by itself.
  res.end(body);
}

/** OpenMetrics, which has exemplars, if it is asked for by name and not less wanted than the older text. */
export function negotiated(accept: string | undefined): ExpositionFormat {
  const ranges = (accept ?? "").split(",").map(mediaRange);
  const weight = (type: string): number =>
    Math.max(0, ...ranges.filter((range) => range.type === type).map((range) => range.weight));
  const openMetrics = weight("application/openmetrics-text");
  return openMetrics > 0 && openMetrics >= weight("text/plain") ? "openmetrics" : "text";
}

function mediaRange(text: string): { readonly type: string; readonly weight: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return { type, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}
