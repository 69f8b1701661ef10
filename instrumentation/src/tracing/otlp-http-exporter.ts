/**
 * Sends spans by OTLP over HTTP, as protobuf or JSON. Encoding and configuration (all variables of the specification) are OpenTelemetry's; the sending is our own, because
 * nothing in it may keep a process alive: neither the socket to a collector that hangs nor the pause before another attempt.
 */
import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { convertLegacyHttpOptions } from "@opentelemetry/otlp-exporter-base/node-http";
import {
  type IExportTraceServiceResponse,
  type ISerializer,
  JsonTraceSerializer,
  ProtobufTraceSerializer,
} from "@opentelemetry/otlp-transformer";
import { core } from "@opentelemetry/sdk-node";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { OtlpProtocol } from "../environment";
import type { HurryingExporter } from "./batch-processor";
import { messageOf } from "./failure";
import { redactedUrl } from "./url";

export interface OtlpHttpExporterOptions {
  readonly protocol: Exclude<OtlpProtocol, "grpc">;
  /** The address of the receiver, without `v1/traces`. @default what the environment says, else `http://localhost:4318` */
  readonly endpoint?: string;
  /** Hears of spans that the collector refused. */
  readonly report: (problem: string) => void;
}

type Serializer = ISerializer<ReadableSpan[], IExportTraceServiceResponse>;

const FORMATS: Readonly<
  Record<OtlpHttpExporterOptions["protocol"], { readonly type: string; readonly serializer: Serializer }>
> = {
  "http/protobuf": { type: "application/x-protobuf", serializer: ProtobufTraceSerializer },
  "http/json": { type: "application/json", serializer: JsonTraceSerializer },
};

/** The pauses between attempts, in seconds, spread so that not all processes come back at the same moment. */
const PAUSES = [1, 1.5, 2.25, 3.4, 5];
const SPREAD = 0.2;

/** The largest answer that is read. What a collector has to say is short. */
const LONGEST_ANSWER = 64 * 1024;

/** Says that it could work later: too many requests, or a proxy whose collector is away. */
const PASSING_STATUSES = new Set([429, 502, 503, 504]);

type Answer =
  | { readonly kind: "accepted"; readonly body: Buffer }
  | { readonly kind: "refused"; readonly problem: string }
  | { readonly kind: "away"; readonly problem: string; readonly retryAfter?: number };

export class OtlpHttpExporter implements HurryingExporter {
  readonly #format: (typeof FORMATS)[OtlpHttpExporterOptions["protocol"]];
  readonly #config: ReturnType<typeof convertLegacyHttpOptions>;
  readonly #report: (problem: string) => void;
  /** What ends the pauses that are being made. */
  readonly #wake = new Set<() => void>();
  #hurried = 0;
  #agent: Agent | undefined;

  constructor({ protocol, endpoint, report }: OtlpHttpExporterOptions) {
    this.#format = FORMATS[protocol];
    this.#report = report;
    const url = endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, "")}/v1/traces`;
    this.#config = convertLegacyHttpOptions({ url }, "TRACES", "v1/traces", { "Content-Type": this.#format.type });
  }

  export(spans: ReadableSpan[], done: (result: core.ExportResult) => void): void {
    this.#deliver(spans).then(
      (problem) =>
        done(
          problem === undefined
            ? { code: core.ExportResultCode.SUCCESS }
            : { code: core.ExportResultCode.FAILED, error: new Error(this.#told(problem)) },
        ),
      (error: unknown) => done({ code: core.ExportResultCode.FAILED, error: new Error(this.#told(messageOf(error))) }),
    );
  }

  hurry(): () => void {
    this.#hurried++;
    for (const wake of this.#wake) wake();
    return () => void this.#hurried--;
  }

  shutdown(): Promise<void> {
    this.#agent?.destroy();
    return Promise.resolve();
  }

  #told(problem: string): string {
    return `spans do not reach ${redactedUrl(this.#config.url)}: ${problem}`;
  }

  /** What went wrong in the end. */
  async #deliver(spans: ReadableSpan[]): Promise<string | undefined> {
    const encoded = this.#format.serializer.serializeRequest(spans);
    if (!encoded) return "they cannot be encoded";
    const compressed = this.#config.compression === "gzip";
    const body = compressed ? await promisify(gzip)(encoded) : encoded;
    const deadline = performance.now() + this.#config.timeoutMillis;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#post(body, compressed, deadline - performance.now());
      if (answer.kind === "accepted") return this.#read(answer.body);
      const pause = answer.kind === "away" ? (answer.retryAfter ?? pauseBefore(attempt)) : undefined;
      const isOver = pause === undefined || performance.now() + pause * 1000 >= deadline;
      if (isOver || this.#hurried > 0) return answer.problem;
      await this.#pause(pause);
    }
  }

  #pause(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#wake.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, seconds * 1000).unref();
      this.#wake.add(wake);
    });
  }

  /** A collector may accept a batch and still leave out spans of it. */
  #read(body: Buffer): undefined {
    try {
      const { rejectedSpans, errorMessage } = this.#format.serializer.deserializeResponse(body).partialSuccess ?? {};
      if (rejectedSpans || errorMessage)
        this.#report(this.#told(`${rejectedSpans ?? 0} refused: ${errorMessage ?? ""}`));
    } catch {
      // It took them; that its answer is of another kind (a proxy's page) is no concern of ours.
    }
  }

  async #post(body: Uint8Array, compressed: boolean, timeLeft: number): Promise<Answer> {
    const url = new URL(this.#config.url);
    const headers = {
      ...(await this.#config.headers()),
      "Content-Length": body.byteLength,
      ...(compressed ? { "Content-Encoding": "gzip" } : {}),
    };
    const isEncrypted = url.protocol === "https:";
    // Certificates and keys that variables name are in the agent of OpenTelemetry's making.
    this.#agent ??= isEncrypted ? await this.#config.agentFactory(url.protocol) : new Agent({ keepAlive: true });
    const agent = this.#agent;
    const request = isEncrypted ? httpsRequest : httpRequest;
    return new Promise((resolve) => {
      const sent = request(url, { method: "POST", headers, agent }, (response) => readAnswer(response, resolve));
      const timer = setTimeout(() => {
        resolve({ kind: "away", problem: `no answer within ${this.#config.timeoutMillis / 1000} s` });
        sent.destroy();
      }, timeLeft).unref();
      sent.on("close", () => clearTimeout(timer));
      sent.on("error", (error) => resolve({ kind: "away", problem: messageOf(error) }));
      detach(sent);
      sent.end(body);
    });
  }
}

/** The socket shall not keep the process alive, nor any of those by which it tries one address after the other. */
function detach(sent: ClientRequest): void {
  sent.on("socket", (socket) => {
    socket.unref();
    if (socket.connecting) socket.on("connectionAttempt", () => socket.unref());
  });
}

function readAnswer(response: IncomingMessage, resolve: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LONGEST_ANSWER) chunks.push(chunk);
  });
  const status = response.statusCode ?? 0;
  const end = (): void => {
    if (status >= 200 && status < 300) return resolve({ kind: "accepted", body: Buffer.concat(chunks) });
    const problem = `HTTP ${status} ${response.statusMessage ?? ""}`.trim();
    if (!PASSING_STATUSES.has(status)) return resolve({ kind: "refused", problem });
    resolve({ kind: "away", problem, retryAfter: secondsOf(response.headers["retry-after"]) });
  };
  response.on("end", end);
  response.on("error", end);
}

function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Undefined after the last attempt. */
function pauseBefore(attempt: number): number | undefined {
  const pause = PAUSES[attempt];
  return pause === undefined ? undefined : pause * (1 - SPREAD + 2 * SPREAD * Math.random());
}
