/** The id that ties together all lines of a request, and the lines of all services that it goes through. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { REQUEST_ID_HEADER } from "@cdktf-observability/contract";

/**
 * 1 to 128 letters, digits and `. _ - : / + = @`, the first one a letter or a digit: UUIDs, ULIDs, the ids of load balancers, base64. Nothing
 * that ends a line or a header, opens a tag or a query. A header that was sent twice has a comma.
 */
const WELL_FORMED = /^[A-Za-z0-9][\w.:/+=@-]{0,127}$/;

/** The one that came with the request, if it is well-formed, else a new one. */
export function requestId(req: IncomingMessage): string {
  const given = req.headers[REQUEST_ID_HEADER];
  return typeof given === "string" && WELL_FORMED.test(given) ? given : randomUUID();
}

/** Tells it to the client. */
export function answerWith(id: string, res: ServerResponse): void {
  if (!res.headersSent) res.setHeader(HEADER, id);
}

/** As people write it: names of headers are sent as they are set. */
const HEADER = "X-Request-ID";

/** Tells it to the client also when a framework clears the headers that were set so far, as Koa does before it answers with an error. */
export function answerAnywayWith(id: string, res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res) as (...args: readonly unknown[]) => ServerResponse;
  res.writeHead = (...args: readonly unknown[]) => {
    answerWith(id, res);
    return writeHead(...args);
  };
}
