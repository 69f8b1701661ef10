/** Connections that stay open on purpose: neither do they count as being answered, nor does their time say how fast we are. */
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that becomes a WebSocket: from then on it is no HTTP. */
export const isUpgrade = (req: IncomingMessage & { readonly upgrade?: boolean | null }): boolean =>
  req.upgrade === true;

/** A stream of events that has begun: it lasts as long as the client listens. */
export function isEventStream(res: ServerResponse & { readonly _header?: string | null }): boolean {
  if (!res.headersSent) return false;
  const type = res.getHeader("content-type");
  // What is given to `writeHead` alone, `getHeader` does not know.
  return typeof type === "string" ? EVENT_STREAM.test(type) : EVENT_STREAM_LINE.test(res._header ?? "");
}

const EVENT_STREAM = /^text\/event-stream\b/i;
const EVENT_STREAM_LINE = /^content-type: *text\/event-stream\b/im;
