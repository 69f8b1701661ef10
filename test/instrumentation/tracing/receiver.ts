/** A receiver of spans on the loopback address, over HTTP: what a collector is to an application, with the faults of one on demand. */
import { createServer, type IncomingMessage, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { decoded, encodedAnswer, type ReceivedSpan, spansOf } from "./otlp";

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly spans: readonly ReceivedSpan[];
}

/** What becomes of a request, by its number from 0 on. */
export type Behaviour =
  | "accept"
  | "hang"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly refused: number; readonly why: string };

export interface Receiver {
  /** Without a path, as OTEL_EXPORTER_OTLP_ENDPOINT wants it. */
  readonly endpoint: string;
  readonly requests: readonly ReceivedRequest[];
  /** All spans so far. */
  readonly spans: () => readonly ReceivedSpan[];
  /** Waits for a span; fails after ten seconds with what has come instead. */
  readonly span: (name: string, where?: (span: ReceivedSpan) => boolean) => Promise<ReceivedSpan>;
  readonly close: () => Promise<void>;
}

/** @param port a free one unless it is told */
export async function receiver(
  behaviour: (request: number) => Behaviour = () => "accept",
  port = 0,
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { headers, url = "" } = request;
      const number = requests.length;
      requests.push({ path: url, headers, spans: spansOf(decoded(body, headers["content-type"] ?? "")) });
      answer(response, behaviour(number), headers["content-type"] ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const spans = (): readonly ReceivedSpan[] => requests.flatMap((request) => request.spans);
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    spans,
    span: (name, where = () => true) => awaited(spans, name, where),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The span of that name, as soon as it has come. */
export async function awaited(
  spans: () => readonly ReceivedSpan[],
  name: string,
  where: (span: ReceivedSpan) => boolean = () => true,
): Promise<ReceivedSpan> {
  for (const deadline = Date.now() + 10_000; ; await pause(20)) {
    const found = spans().find((span) => span.name === name && where(span));
    if (found) return found;
    const names = spans().map((span) => `${span.resource["service.name"] as string}: ${span.name}`);
    if (Date.now() > deadline) throw new Error(`no span "${name}" among ${names.join(", ") || "none"}`);
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

function answer(response: ServerResponse, behaviour: Behaviour, contentType: string): void {
  if (behaviour === "hang") return;
  if (typeof behaviour === "object" && "status" in behaviour) {
    response.writeHead(behaviour.status, behaviour.headers).end();
    return;
  }
  const { refused, why } = behaviour === "accept" ? { refused: 0, why: "" } : behaviour;
  const isJson = contentType.startsWith("application/json");
  response.setHeader("content-type", contentType);
  response.end(
    isJson
      ? JSON.stringify({ partialSuccess: { rejectedSpans: refused, errorMessage: why } })
      : encodedAnswer(refused, why),
  );
}
