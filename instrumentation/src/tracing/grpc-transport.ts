/**
 * Sends encoded spans by gRPC: one call of one method over HTTP/2, which needs no more than this. Any client of gRPC would keep the process alive while it connects, and
 * while a call is not answered.
 */
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from "node:http2";
import { Agent } from "node:https";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { gunzipSync } from "node:zlib";
import { messageOf } from "./failure";
import { type Answer, type Delivery, detach, noAnswer, type Transport, type TransportConfig } from "./transport";

const METHOD = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

/** The largest answer that is read. What a collector has to say is short. */
const LONGEST_ANSWER = 64 * 1024;

/** After these another attempt is allowed by OTLP: cancelled, deadline exceeded, aborted, out of range, unavailable, data loss; of an exhausted resource only with a delay. */
const PASSING_STATUSES = new Set(["1", "4", "10", "11", "14", "15"]);

const CLOSED: Answer = { kind: "away", problem: "the connection was closed" };

/** Of a message: whether it is compressed, and its length. */
const PREFIX_BYTES = 5;

export class GrpcTransport implements Transport {
  readonly #config: TransportConfig;
  #session: ClientHttp2Session | undefined;

  constructor(config: TransportConfig) {
    this.#config = config;
  }

  async send({ body, compressed, timeLeft }: Delivery): Promise<Answer> {
    const headers = await this.#config.headers();
    const session = (this.#session ??= await this.#connected());
    return new Promise((resolve) => {
      const failed = (error: unknown): void => resolve({ kind: "away", problem: messageOf(error) });
      const timer = setTimeout(() => {
        resolve(noAnswer(this.#config));
        // Whoever was silent on this connection will be silent on it.
        session.destroy();
      }, timeLeft).unref();
      session.once("error", failed);
      const call = session.request({
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        [constants.HTTP2_HEADER_METHOD]: "POST",
        [constants.HTTP2_HEADER_PATH]: METHOD,
        [constants.HTTP2_HEADER_TE]: "trailers",
        "grpc-accept-encoding": "identity,gzip",
        ...(compressed ? { "grpc-encoding": "gzip" } : {}),
      });
      call.on("error", failed);
      call.on("close", () => {
        clearTimeout(timer);
        session.removeListener("error", failed);
        resolve(CLOSED);
      });
      readAnswer(call, resolve);
      call.end(framed(body, compressed));
    });
  }

  close(): void {
    this.#session?.destroy();
  }

  async #connected(): Promise<ClientHttp2Session> {
    const url = new URL(this.#config.url);
    // Certificates and keys that variables name are in the agent of OpenTelemetry's making.
    const agent = url.protocol === "https:" ? await this.#config.agentFactory(url.protocol) : undefined;
    const session = connect(url.origin, { createConnection: () => socketTo(url, agent) });
    const forget = (): void => {
      if (this.#session === session) this.#session = undefined;
    };
    session.on("error", forget);
    session.on("goaway", forget);
    session.on("close", forget);
    return session;
  }
}

function socketTo(url: URL, agent: unknown): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const { ca, cert, key } = agent instanceof Agent ? agent.options : {};
  const socket =
    url.protocol === "https:"
      ? connectTls({ host, port, ca, cert, key, ALPNProtocols: ["h2"], servername: isIP(host) > 0 ? "" : host })
      : connectTcp({ host, port });
  detach(socket);
  return socket;
}

function framed(message: Uint8Array, compressed: boolean): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(compressed ? 1 : 0, 0);
  prefix.writeUInt32BE(message.byteLength, 1);
  return Buffer.concat([prefix, message]);
}

/** The status stands in the trailers; in the headers where there is nothing else to say. */
function readAnswer(call: ClientHttp2Stream, resolve: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let said: IncomingHttpHeaders = {};
  const hear = (headers: IncomingHttpHeaders): void => void (said = { ...said, ...headers });
  call.on("response", hear);
  call.on("trailers", hear);
  call.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LONGEST_ANSWER) chunks.push(chunk);
  });
  call.on("end", () => resolve(answerFrom(said, Buffer.concat(chunks))));
}

function answerFrom(said: IncomingHttpHeaders, message: Buffer): Answer {
  const status = textOf(said["grpc-status"]);
  if (status === "0") return { kind: "accepted", body: unframed(message) };
  const http = textOf(said[constants.HTTP2_HEADER_STATUS]);
  if (status === "" && http === "") return CLOSED;
  if (status === "") return { kind: http === "200" ? "away" : "refused", problem: `HTTP ${http}, and nothing of gRPC` };
  const problem = `gRPC status ${status} ${decoded(textOf(said["grpc-message"]))}`.trim();
  return { kind: PASSING_STATUSES.has(status) ? "away" : "refused", problem };
}

const textOf = (header: unknown): string =>
  typeof header === "string" || typeof header === "number" ? String(header) : "";

/** Empty where it cannot be read: the spans were accepted anyway. */
function unframed(message: Buffer): Uint8Array {
  const body = message.subarray(PREFIX_BYTES);
  try {
    return message[0] === 1 ? gunzipSync(body, { maxOutputLength: LONGEST_ANSWER }) : body;
  } catch {
    return new Uint8Array();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
