/** A request that is traced by hand must not be traced a second time by the instrumentation of the client that sends it: that would also write its headers twice. */
import { type Context, context, createContextKey } from "@opentelemetry/api";

export type Headers = Record<string, string>;

const SENT_HEADERS = createContextKey("headers of a request that is traced by hand");

/** The context within which a request with these headers is known to be traced. */
export function carryingHeaders(within: Context, headers: Readonly<Headers>): Context {
  return within.setValue(SENT_HEADERS, Object.values(headers));
}

/** Whether the request sends the headers that the tracer handed out: then the tracer's span is its span. */
export function isTracedByHand(headersOfRequest: unknown): boolean {
  const handedOut = context.active().getValue(SENT_HEADERS);
  if (!Array.isArray(handedOut) || handedOut.length === 0) return false;
  const sent = textsOf(headersOfRequest);
  return handedOut.every((value) => sent.some((text) => text.includes(String(value))));
}

/** Headers as clients hold them: one text, a list of names and values, an object, or an object of `fetch`. */
function textsOf(headers: unknown): readonly string[] {
  if (typeof headers === "string") return [headers];
  if (Array.isArray(headers)) return headers.flatMap(textsOf);
  if (typeof headers !== "object" || headers === null) return [];
  if (Symbol.iterator in headers) return [...(headers as Iterable<unknown>)].flatMap(textsOf);
  return Object.values(headers).flatMap(textsOf);
}
