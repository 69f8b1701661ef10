/**
 * What the environment variables say: the one file that reads `process.env`, so that spelling and precedence are decided once.
 * A variable wins over the option of the same meaning, and the option over the default: who runs a service may correct who wrote it.
 */
import { RESOURCE_ATTRIBUTES } from "@cdktf-observability/contract";
import { address, type Finding, shown } from "./findings";

export type Variables = Readonly<Record<string, string | undefined>>;

export const OTLP_PROTOCOLS = ["http/protobuf", "http/json", "grpc"] as const;
export type OtlpProtocol = (typeof OTLP_PROTOCOLS)[number];

export const SPAN_EXPORTERS = ["otlp", "console", "none"] as const;
export type SpanExporterName = (typeof SPAN_EXPORTERS)[number];

/** The samplers that OpenTelemetry has built in; those of the second list read `OTEL_TRACES_SAMPLER_ARG`. */
const SAMPLERS = ["always_on", "always_off", "parentbased_always_on", "parentbased_always_off"] as const;
const RATIO_SAMPLERS = ["traceidratio", "parentbased_traceidratio"] as const;

const LOG_LEVELS = ["none", "error", "warn", "info", "debug", "verbose", "all"] as const;
export type LogLevelName = (typeof LOG_LEVELS)[number];

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

/** What variables decide; what they leave open, or say wrongly, is undefined. Headers, certificates, limits of spans: OpenTelemetry reads them itself. */
export interface Environment {
  /** `OTEL_SDK_DISABLED` */
  readonly disabled: boolean;
  /** `OTEL_RESOURCE_ATTRIBUTES`, with `OTEL_SERVICE_NAME` as its `service.name`. */
  readonly resource: Readonly<Record<string, string>>;
  /** `OTEL_TRACES_EXPORTER` */
  readonly exporters?: readonly SpanExporterName[];
  /** `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL`, else `OTEL_EXPORTER_OTLP_PROTOCOL` */
  readonly protocol?: OtlpProtocol;
  /** `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` as it stands, else `v1/traces` below `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url?: string;
  /** `OTEL_TRACES_SAMPLER` is set, to a sampler that there is, with an argument that it understands. */
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
  readonly logLevel?: LogLevelName;
  /** It is set, to whatever. */
  readonly logLevelIsSet: boolean;
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
    return match ?? found(name, `${shown(value)} is none of its values`, `write one of ${words.join(", ")}`);
  };
  const number = (name: string, { least = "above 0", scale = 1 }: NumberRange = {}): number | undefined => {
    const value = read(name);
    if (value === undefined) return undefined;
    const given = Number(value);
    if (Number.isFinite(given) && (given > 0 || (given === 0 && least === "from 0"))) return given / scale;
    return found(name, `${shown(value)} is no number ${least}`, "write a whole number");
  };
  const endpoint = (name: string): string | undefined => {
    const value = read(name);
    const mend = value === undefined ? undefined : address(value);
    return mend === undefined ? value : found(name, `${shown(value)} does not fit, so it does not count`, mend);
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
  const below = endpoint("OTEL_EXPORTER_OTLP_ENDPOINT");
  for (const each of ["OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"]) number(each);
  for (const each of ["OTEL_EXPORTER_OTLP_COMPRESSION", "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION"])
    word(["gzip", "none"], each);

  const level = read("OTEL_LOG_LEVEL");
  const logLevel = LOG_LEVELS.find((each) => each === level?.toLowerCase());
  if (level !== undefined && !logLevel)
    found("OTEL_LOG_LEVEL", `${shown(level)} is no level`, `write one of ${LOG_LEVELS.join(", ")}`);

  const metrics = read("OTEL_METRICS_EXPORTER");
  return {
    disabled: read("OTEL_SDK_DISABLED")?.toLowerCase() === "true",
    resource: resourceOf(read("OTEL_RESOURCE_ATTRIBUTES"), read("OTEL_SERVICE_NAME"), found),
    exporters: exporters?.length ? exporters : undefined,
    protocol: word(OTLP_PROTOCOLS, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
    url: endpoint("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") ?? (below === undefined ? undefined : urlBelow(below)),
    samplerIsSet: hasSampler(word([...SAMPLERS, ...RATIO_SAMPLERS], "OTEL_TRACES_SAMPLER"), read, found),
    batches: {
      queue: number("OTEL_BSP_MAX_QUEUE_SIZE"),
      size: number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE"),
      delay: number("OTEL_BSP_SCHEDULE_DELAY", { least: "from 0", scale: 1000 }),
      timeout: number("OTEL_BSP_EXPORT_TIMEOUT", { scale: 1000 }),
    },
    lengthLimitIsSet: isSet("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
    metrics: metrics === undefined ? undefined : metrics !== "none",
    detectorsAreSet: isSet("OTEL_NODE_RESOURCE_DETECTORS"),
    instrumentations: list("OTEL_NODE_ENABLED_INSTRUMENTATIONS"),
    logLevel,
    logLevelIsSet: level !== undefined,
    logThreshold: read("LOG_LEVEL"),
    findings,
  };
}

/** Where spans go whose receiver has this address. */
export const urlBelow = (endpoint: string): string => `${endpoint.replace(/\/+$/, "")}/v1/traces`;

interface NumberRange {
  /** @default "above 0" */
  readonly least?: "above 0" | "from 0";
  /** What the number is divided by. @default 1 */
  readonly scale?: number;
}

type Read = (name: string) => string | undefined;

type Found = (path: string, problem: string, mend: string) => undefined;

/** Whether the variables decide which traces are kept. A share that is none does not count, nor does the sampler that it is meant for: else it would keep all traces. */
function hasSampler(sampler: string | undefined, read: Read, found: Found): boolean {
  const share = read("OTEL_TRACES_SAMPLER_ARG");
  const takesShare = RATIO_SAMPLERS.some((each) => each === sampler);
  if (share !== undefined && read("OTEL_TRACES_SAMPLER") === undefined)
    found("OTEL_TRACES_SAMPLER_ARG", "it says nothing alone", "set OTEL_TRACES_SAMPLER=parentbased_traceidratio too");
  if (share === undefined || !takesShare) return sampler !== undefined;
  const isShare = Number(share) >= 0 && Number(share) <= 1;
  if (!isShare) found("OTEL_TRACES_SAMPLER_ARG", `${shown(share)} is no share`, "write a number from 0 to 1");
  return isShare;
}

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
