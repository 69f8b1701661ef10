/** What tracing does, decided: each option is checked, a variable of the environment wins over it, and a default stands in where neither says anything. */
import { RESOURCE_ATTRIBUTES } from "@cdktf-observability/contract";
import {
  type Environment,
  type LogLevelName,
  OTLP_PROTOCOLS,
  type OtlpProtocol,
  type SpanBatches,
  type SpanExporterName,
  urlBelow,
} from "../environment";
import {
  address,
  anything,
  type Check,
  checked,
  count,
  type Finding,
  flag,
  listener,
  listOf,
  oneOf,
  secondsUpTo,
  share,
  text,
} from "../findings";
import type { OnDiagnostic } from "./diagnostics";
import type { InstrumentationName } from "./instrumentations";

/** How an application is traced. Variables of OpenTelemetry's specification win over what is said here, and this over the defaults. */
export interface TracingOptions {
  /** As on metrics and log lines; `service.name` of the spans. `OTEL_SERVICE_NAME` wins. */
  readonly service: string;
  /** `service.version` of the spans. @default none */
  readonly version?: string;
  /** `deployment.environment.name` of the spans: `production`. @default none */
  readonly environment?: string;
  /** Other attributes of everything that this process exports: `{ "service.namespace": "shop" }`. `OTEL_RESOURCE_ATTRIBUTES` wins. @default none */
  readonly resource?: Readonly<Record<string, string>>;
  /** The address of Jaeger or another OTLP receiver, without a path of its own. `OTEL_EXPORTER_OTLP_ENDPOINT` wins. @default "http://localhost:4318", for gRPC "http://localhost:4317" */
  readonly endpoint?: string;
  /** `OTEL_EXPORTER_OTLP_PROTOCOL` wins. @default "http/protobuf" */
  readonly protocol?: OtlpProtocol;
  /**
   * The share of the traces beginning here that are kept, from 0 to 1. A trace that began elsewhere is kept where it is kept there. `OTEL_TRACES_SAMPLER` wins.
   * @default 1, all
   */
  readonly sampleRatio?: number;
  /** `OTEL_BSP_*` win. @default those of the specification, see `SpanBatches` */
  readonly batches?: Partial<SpanBatches>;
  /** Instrumentations by name, on or off: `{ fs: true, redis: false }`. `OTEL_NODE_ENABLED_INSTRUMENTATIONS` and `OTEL_NODE_DISABLED_INSTRUMENTATIONS` win. @default all but those of `OFF` */
  readonly instrumentations?: Readonly<Partial<Record<InstrumentationName, boolean>>>;
  /** Requests that are not traced, nor anything that they cause: whole paths without their query, or expressions. @default `IGNORED_PATHS`: scrapes and probes */
  readonly ignorePaths?: readonly (string | RegExp)[];
  /** Whether OpenTelemetry's own metrics are pushed as well, to where the variables say, beside those that Prometheus scrapes. `OTEL_METRICS_EXPORTER` wins. @default false */
  readonly metrics?: boolean;
  /** Whether waiting spans are sent when SIGTERM or SIGINT comes. @default true */
  readonly signals?: boolean;
  /** Seconds that the end of the process may be delayed at most to send spans. @default 5 */
  readonly shutdownTimeout?: number;
  /** Whether `import` is instrumented as well. @default true unless the program is surely CommonJS */
  readonly esModules?: boolean;
  /** Hears what goes wrong with tracing itself, each kind once a minute at most. @default a line on standard error */
  readonly onDiagnostic?: OnDiagnostic;
}

export interface TracingSettings {
  readonly disabled: boolean;
  /** Attributes of the resource. */
  readonly resource: Readonly<Record<string, string>>;
  readonly exporters: readonly SpanExporterName[];
  readonly protocol: OtlpProtocol;
  /** The whole address of the receiver; of gRPC its path does not count. */
  readonly url: string;
  /** Undefined: OpenTelemetry reads its variables. */
  readonly sampleRatio?: number;
  readonly batches: SpanBatches;
  /** Characters of an attribute. Undefined: OpenTelemetry reads its variables. */
  readonly longestAttribute?: number;
  readonly metrics: boolean;
  readonly detectorsAreSet: boolean;
  readonly instrumentations: Readonly<Partial<Record<InstrumentationName, boolean>>>;
  readonly enabledByVariable?: readonly string[];
  readonly ignorePaths?: readonly (string | RegExp)[];
  readonly signals: boolean;
  /** Seconds. */
  readonly shutdownTimeout: number;
  readonly esModules?: boolean;
  readonly onDiagnostic?: OnDiagnostic;
  readonly logLevel?: LogLevelName;
  readonly logLevelIsSet: boolean;
  readonly findings: readonly Finding[];
}

const DEFAULT_BATCHES: SpanBatches = { queue: 2048, size: 512, delay: 5, timeout: 30 };

/** Of the specification. */
const DEFAULT_ENDPOINTS: Readonly<Record<OtlpProtocol, string>> = {
  "http/protobuf": "http://localhost:4318",
  "http/json": "http://localhost:4318",
  grpc: "http://localhost:4317",
};

/** The specification has no limit. A statement or a stack is readable within this, and a full queue stays below some ten MiB. */
const LONGEST_ATTRIBUTE = 8192;

const texts: Check = (value) =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "string")
    ? undefined
    : "write an object of texts";

const switches: Check = (value) =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "boolean")
    ? undefined
    : "write an object of true and false, by name of the instrumentation";

const path: Check = (value) =>
  value instanceof RegExp || (typeof value === "string" && value.startsWith("/")) ? undefined : "";

const CHECKS: Readonly<Record<keyof TracingOptions, Check>> = {
  service: text,
  version: text,
  environment: text,
  resource: texts,
  endpoint: address,
  protocol: oneOf(OTLP_PROTOCOLS),
  sampleRatio: share,
  batches: anything,
  instrumentations: switches,
  ignorePaths: listOf(path, "write a list of paths, each beginning with /, or of regular expressions"),
  metrics: flag,
  signals: flag,
  shutdownTimeout: secondsUpTo(60),
  esModules: flag,
  onDiagnostic: listener,
};

const BATCH_CHECKS: Readonly<Record<keyof SpanBatches, Check>> = {
  queue: count,
  size: count,
  delay: secondsUpTo(3600),
  timeout: secondsUpTo(3600),
};

/** @param at the path of the options, for findings */
export function tracingSettings(options: TracingOptions, environment: Environment, at = "tracing"): TracingSettings {
  const { props, findings } = checked<TracingOptions>(options, CHECKS, at);
  const batches = checked<SpanBatches>(props.batches ?? {}, BATCH_CHECKS, `${at}.batches`);
  const { service, version, environment: name } = props;
  const protocol = environment.protocol ?? props.protocol ?? "http/protobuf";
  return {
    disabled: environment.disabled,
    resource: {
      ...props.resource,
      ...(service === undefined ? {} : { [RESOURCE_ATTRIBUTES.service]: service }),
      ...(version === undefined ? {} : { [RESOURCE_ATTRIBUTES.version]: version }),
      ...(name === undefined ? {} : { [RESOURCE_ATTRIBUTES.environment]: name }),
      ...environment.resource,
    },
    exporters: environment.exporters ?? ["otlp"],
    protocol,
    url: environment.url ?? urlBelow(props.endpoint ?? DEFAULT_ENDPOINTS[protocol]),
    sampleRatio: environment.samplerIsSet ? undefined : (props.sampleRatio ?? 1),
    batches: fitting({ ...DEFAULT_BATCHES, ...batches.props, ...set(environment.batches) }),
    longestAttribute: environment.lengthLimitIsSet ? undefined : LONGEST_ATTRIBUTE,
    metrics: environment.metrics ?? props.metrics ?? false,
    detectorsAreSet: environment.detectorsAreSet,
    instrumentations: props.instrumentations ?? {},
    enabledByVariable: environment.instrumentations,
    ignorePaths: props.ignorePaths,
    signals: props.signals ?? true,
    shutdownTimeout: props.shutdownTimeout ?? 5,
    esModules: props.esModules,
    onDiagnostic: props.onDiagnostic,
    logLevel: environment.logLevel,
    logLevelIsSet: environment.logLevelIsSet,
    findings: [...findings, ...batches.findings, ...environment.findings],
  };
}

/** A batch cannot be larger than what may wait: it would never be full. */
const fitting = (batches: SpanBatches): SpanBatches => ({ ...batches, size: Math.min(batches.size, batches.queue) });

/** Without the keys whose value is undefined: spread over defaults, they would hide them. */
function set(batches: Partial<SpanBatches>): Partial<SpanBatches> {
  return Object.fromEntries(Object.entries(batches).filter(([, value]) => value !== undefined));
}
