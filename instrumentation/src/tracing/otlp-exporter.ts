/**
 * Exports spans by OTLP. Encoding and configuration (all variables of the specification) are OpenTelemetry's; the sending is our own, because nothing in it may keep a
 * process alive: neither the socket to a collector that hangs nor the pause before another attempt.
 */
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
import { GrpcTransport } from "./grpc-transport";
import { HttpTransport } from "./http-transport";
import type { Transport, TransportConfig } from "./transport";
import { redactedUrl } from "./url";

export interface OtlpExporterOptions {
  readonly protocol: OtlpProtocol;
  /** The whole address of the receiver: `http://jaeger:4318/v1/traces`. Of gRPC its path does not count. */
  readonly url: string;
  /** Hears of spans that the collector refused. */
  readonly report: (problem: string) => void;
}

interface Format {
  readonly type: string;
  readonly serializer: ISerializer<ReadableSpan[], IExportTraceServiceResponse>;
  readonly transport: new (config: TransportConfig) => Transport;
}

const FORMATS: Readonly<Record<OtlpProtocol, Format>> = {
  "http/protobuf": { type: "application/x-protobuf", serializer: ProtobufTraceSerializer, transport: HttpTransport },
  "http/json": { type: "application/json", serializer: JsonTraceSerializer, transport: HttpTransport },
  grpc: { type: "application/grpc", serializer: ProtobufTraceSerializer, transport: GrpcTransport },
};

/** The pauses between attempts, in seconds, spread so that not all processes come back at the same moment. */
const PAUSES = [1, 1.5, 2.25, 3.4, 5];
const SPREAD = 0.2;

export class OtlpExporter implements HurryingExporter {
  readonly #serializer: Format["serializer"];
  readonly #config: TransportConfig;
  readonly #transport: Transport;
  /** Where the spans go, as messages may show it. */
  readonly #shownUrl: string;
  readonly #report: (problem: string) => void;
  /** What ends the pauses that are being made. */
  readonly #wake = new Set<() => void>();
  #hurried = 0;

  constructor({ protocol, url, report }: OtlpExporterOptions) {
    const { type, serializer, transport } = FORMATS[protocol];
    this.#serializer = serializer;
    this.#report = report;
    this.#config = convertLegacyHttpOptions({ url }, "TRACES", "v1/traces", { "Content-Type": type });
    this.#transport = new transport(this.#config);
    this.#shownUrl = redactedUrl(protocol === "grpc" ? new URL("/", url).href : url);
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
    this.#transport.close();
    return Promise.resolve();
  }

  #told(problem: string): string {
    return `spans do not reach ${this.#shownUrl}: ${problem}`;
  }

  /** What went wrong in the end. */
  async #deliver(spans: ReadableSpan[]): Promise<string | undefined> {
    const encoded = this.#serializer.serializeRequest(spans);
    if (!encoded) return "they cannot be encoded";
    const compressed = this.#config.compression === "gzip";
    const body = compressed ? await promisify(gzip)(encoded) : encoded;
    const deadline = performance.now() + this.#config.timeoutMillis;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#transport.send({ body, compressed, timeLeft: deadline - performance.now() });
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
  #read(body: Uint8Array): undefined {
    try {
      const { rejectedSpans, errorMessage } = this.#serializer.deserializeResponse(body).partialSuccess ?? {};
      if (rejectedSpans || errorMessage)
        this.#report(this.#told(`${rejectedSpans ?? 0} refused: ${errorMessage ?? ""}`));
    } catch {
      // It took them; that its answer is of another kind (a proxy's page) is no concern of ours.
    }
  }
}

/** Undefined after the last attempt. */
function pauseBefore(attempt: number): number | undefined {
  const pause = PAUSES[attempt];
  return pause === undefined ? undefined : pause * (1 - SPREAD + 2 * SPREAD * Math.random());
}
