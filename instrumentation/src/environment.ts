/**
 * What the environment variables say: the one file that reads `process.env`, so that spelling and precedence are decided once.
 * A variable wins over the option of the same meaning, and the option over the default: who runs a service may correct who wrote it.
 */
import { RESOURCE_ATTRIBUTES } from "@cdktf-observability/contract";
import type { Finding } from "./findings";

export type Variables = Readonly<Record<string, string | undefined>>;

export const OTLP_PROTOCOLS = ["http/protobuf", "http/json", "grpc"] as const;
export type OtlpProtocol = (typeof OTLP_PROTOCOLS)[number];

export const SPAN_EXPORTERS = ["otlp", "console", "none"] as const;
export type SpanExporterName = (typeof SPAN_EXPORTERS)[number];

/** How spans wait and travel. */
export interface SpanBatches {
  /** Spans that wait at most; what comes on top is dropped. @default 2048, of the specification */
  readonly queue: number;
  /** Spans of one export at most. @default 512, of the specification */
  readonly size: number;
  /** Seconds that a span waits for others at most. @default 5, of the specification */
  readonly delay: number;
  /** Seconds after which an export is given up. @default 30, of the specification */
  readonly timeout: number;
}

/** What variables decide; what they leave open is undefined. Endpoints, headers, certificates, limits of spans: OpenTelemetry reads them itself. */
export interface Environment {
  /** `OTEL_SDK_DISABLED` */
  readonly disabled: boolean;
  /** `OTEL_RESOURCE_ATTRIBUTES`, with `OTEL_SERVICE_NAME` as its `service.name`. */
  readonly resource: Readonly<Record<string, string>>;
  /** `OTEL_TRACES_EXPORTER` */
  readonly exporters?: readonly SpanExporterName[];
  /** `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL`, else `OTEL_EXPORTER_OTLP_PROTOCOL` */
  readonly protocol?: OtlpProtocol;
  /** `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` or `OTEL_EXPORTER_OTLP_ENDPOINT` is set. */
  readonly endpointIsSet: boolean;
  /** `OTEL_TRACES_SAMPLER` is set. */
  readonly samplerIsSet: boolean;
  /** `OTEL_BSP_*` */
  readonly batches: Partial<SpanBatches>;
  /** `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT` or its sibling for spans is set. */
  readonly lengthLimitIsSet: boolean;
  /** `OTEL_METRICS_EXPORTER`: whether OpenTelemetry's own metrics are exported. */
  readonly metrics?: boolean;
  /** `OTEL_NODE_RESOURCE_DETECTORS` is set. */
  readonly detectorsAreSet: boolean;
  /** `OTEL_NODE_ENABLED_INSTRUMENTATIONS`, without the common prefix. */
  readonly instrumentations?: readonly string[];
  /** `OTEL_LOG_LEVEL` */
  readonly logLevel?: string;
  /** `LOG_LEVEL`, as it was written: the logger knows the levels, and tells of a wrong one in a line. */
  readonly logThreshold?: string;
  readonly findings: readonly Finding[];
}

export function readEnvironment(variables: Variables = process.env): Environment {
  const findings: Finding[] = [];
  const found = (path: string, problem: string, mend: string): undefined => {
    findings.push({ path, problem, mend });
    return undefined;
  };
  const read = (name: string): string | undefined => variables[name]?.trim() || undefined;
  const isSet = (...names: readonly string[]): boolean => names.some((name) => read(name) !== undefined);

  const word = <Word extends string>(words: readonly Word[], ...names: readonly string[]): Word | undefined => {
    const name = names.find((each) => isSet(each));
    if (name === undefined) return undefined;
    const value = read(name);
    const match = words.find((each) => each === value);
    return match ?? found(name, `"${value}" is none of its values`, `write one of ${words.join(", ")}`);
  };
  const whole = (name: string, scale = 1): number | undefined => {
    const value = read(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (Number.isFinite(number) && number > 0) return number / scale;
    return found(name, `"${value}" is no number above 0`, "write a whole number");
  };
  const list = (name: string): readonly string[] | undefined =>
    read(name)
      ?.split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "");

  const exporters = list("OTEL_TRACES_EXPORTER")?.flatMap((name): readonly SpanExporterName[] => {
    const known = SPAN_EXPORTERS.find((each) => each === name);
    if (known) return [known];
    found("OTEL_TRACES_EXPORTER", `"${name}" is not built in`, `write some of ${SPAN_EXPORTERS.join(", ")}`);
    return [];
  });
  if (isSet("OTEL_TRACES_SAMPLER_ARG") && !isSet("OTEL_TRACES_SAMPLER"))
    found("OTEL_TRACES_SAMPLER_ARG", "it says nothing alone", "set OTEL_TRACES_SAMPLER=parentbased_traceidratio too");

  const metrics = read("OTEL_METRICS_EXPORTER");
  return {
    disabled: read("OTEL_SDK_DISABLED")?.toLowerCase() === "true",
    resource: resourceOf(read("OTEL_RESOURCE_ATTRIBUTES"), read("OTEL_SERVICE_NAME"), found),
    exporters: exporters?.length ? exporters : undefined,
    protocol: word(OTLP_PROTOCOLS, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
    endpointIsSet: isSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
    samplerIsSet: isSet("OTEL_TRACES_SAMPLER"),
    batches: {
      queue: whole("OTEL_BSP_MAX_QUEUE_SIZE"),
      size: whole("OTEL_BSP_MAX_EXPORT_BATCH_SIZE"),
      delay: whole("OTEL_BSP_SCHEDULE_DELAY", 1000),
      timeout: whole("OTEL_BSP_EXPORT_TIMEOUT", 1000),
    },
    lengthLimitIsSet: isSet("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
    metrics: metrics === undefined ? undefined : metrics !== "none",
    detectorsAreSet: isSet("OTEL_NODE_RESOURCE_DETECTORS"),
    instrumentations: list("OTEL_NODE_ENABLED_INSTRUMENTATIONS"),
    logLevel: read("OTEL_LOG_LEVEL")?.toLowerCase(),
    logThreshold: read("LOG_LEVEL"),
    findings,
  };
}

type Found = (path: string, problem: string, mend: string) => undefined;

/** `key=value,key=value`, both percent-encoded. The specification wants all of it dropped when a part is wrong. */
function resourceOf(pairs = "", service: string | undefined, found: Found): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  const named: Record<string, string> = service === undefined ? {} : { [RESOURCE_ATTRIBUTES.service]: service };
  for (const pair of pairs.split(",").filter((each) => each.trim() !== "")) {
    const [key = "", value, ...rest] = pair.split("=").map((each) => decoded(each.trim()));
    if (!key || value === undefined || rest.length > 0) {
      found(
        "OTEL_RESOURCE_ATTRIBUTES",
        `"${pair.trim().slice(0, 60)}" is no pair, so none of it counts`,
        "write key=value,key=value with %2C for a comma and %3D for an equals sign",
      );
      return named;
    }
    attributes[key] = value;
  }
  return { ...attributes, ...named };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
