/** Spans as they arrive at a receiver, whichever of the encodings they travelled in. */
import { join } from "node:path";
import { loadSync, type ServiceDefinition } from "@grpc/proto-loader";

export const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;
export const STATUSES = ["unset", "ok", "error"] as const;

type Value = string | number | boolean | readonly Value[] | undefined;
export type Attributes = Readonly<Record<string, Value>>;

export interface ReceivedSpan {
  readonly name: string;
  readonly kind: (typeof KINDS)[number];
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first span of a trace. */
  readonly parentSpanId: string;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly status: (typeof STATUSES)[number];
  readonly statusMessage: string;
  /** Of the process that made it. */
  readonly resource: Attributes;
  /** The library that made it. */
  readonly scope: string;
}

interface RawValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly RawValue[] };
}
type RawAttributes = readonly { readonly key: string; readonly value?: RawValue }[];
type Id = string | Uint8Array | undefined;

interface RawSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: Id;
  readonly spanId: Id;
  readonly parentSpanId: Id;
  readonly attributes?: RawAttributes;
  readonly events?: readonly { readonly name: string; readonly attributes?: RawAttributes }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}

/** A request to export, as JSON has it, and as it is decoded from protobuf. */
export interface RawRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: RawAttributes };
    readonly scopeSpans?: readonly {
      readonly scope?: { readonly name: string };
      readonly spans?: readonly RawSpan[];
    }[];
  }[];
}

const SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";

/** The service that takes spans, for a gRPC server. */
export const traceService = loadSync(join(__dirname, "otlp.proto"), { longs: Number })[SERVICE] as ServiceDefinition;

export function decoded(body: Buffer, contentType: string): RawRequest {
  if (contentType.startsWith("application/json")) return JSON.parse(body.toString()) as RawRequest;
  return traceService["Export"]?.requestDeserialize(body) as RawRequest;
}

/** What a receiver answers; with a number of spans that it left out, where it did. */
export function encodedAnswer(refused: number, why: string): Buffer {
  const { responseSerialize } = traceService["Export"] as unknown as { responseSerialize: (answer: object) => Buffer };
  return responseSerialize(refused > 0 ? { partialSuccess: { rejectedSpans: refused, errorMessage: why } } : {});
}

export function spansOf({ resourceSpans = [] }: RawRequest): readonly ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ scope, spans = [] }) =>
      spans.map((span): ReceivedSpan => ({
        name: span.name,
        kind: KINDS[span.kind] ?? "unspecified",
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        attributes: attributesOf(span.attributes),
        events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: attributesOf(attributes) })),
        status: STATUSES[span.status?.code ?? 0] ?? "unset",
        statusMessage: span.status?.message ?? "",
        resource: attributesOf(resource?.attributes),
        scope: scope?.name ?? "",
      })),
    ),
  );
}

const hex = (id: Id): string => (typeof id === "string" ? id : Buffer.from(id ?? []).toString("hex"));

const attributesOf = (attributes: RawAttributes = []): Attributes =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

function valueOf({ stringValue, boolValue, intValue, doubleValue, arrayValue }: RawValue = {}): Value {
  if (arrayValue) return (arrayValue.values ?? []).map(valueOf);
  return stringValue ?? boolValue ?? (intValue === undefined ? doubleValue : Number(intValue));
}
