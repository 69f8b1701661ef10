/**
 * Metrics, traces and logs of an application in one call, in a file of its own that is loaded before the application:
 *
 *     // observability.mjs, for node --import ./observability.mjs app.js
 *     import { observe } from "@cdktf-observability/instrumentation";
 *     export const { metrics, tracer, logger } = observe({ service: "shop", version: "1.2.0", environment: "production" });
 */
import { AsyncResource } from "node:async_hooks";
import { RESOURCE_ATTRIBUTES } from "@cdktf-observability/contract";
import { type Environment, readEnvironment } from "./environment";
import { type Check, checked, type Finding, object, reportOf, text } from "./findings";
import { type LoggerOptions, StructuredLogger } from "./logging";
import { MetricsCollector, metricsOptions, type MetricsCollectorOptions, type MetricsProblem } from "./metrics";
import { CustomTracer, type Diagnostic, TracingSetup, type TracingOptions } from "./tracing";

type Identity = "service" | "version" | "environment";

export interface ObserveProps {
  /** The name under which metrics, traces and logs are found together. `OTEL_SERVICE_NAME` wins. */
  readonly service: string;
  /** What is deployed: `1.2.0`, a commit. `service.version` of `OTEL_RESOURCE_ATTRIBUTES` wins. */
  readonly version: string;
  /** Where it is deployed: `production`. `deployment.environment.name` of `OTEL_RESOURCE_ATTRIBUTES` wins. */
  readonly environment: string;
  readonly tracing?: Omit<TracingOptions, Identity>;
  readonly metrics?: MetricsCollectorOptions;
  readonly logger?: Omit<LoggerOptions, Identity>;
}

export interface Observability {
  readonly metrics: MetricsCollector;
  readonly tracer: CustomTracer;
  readonly logger: StructuredLogger;
  /** What did not fit; the same that has been logged. A test of yours may want it to be empty. */
  readonly findings: readonly Finding[];
  /** Sends the last spans and writes the last lines: call it before `process.exit`. Bounded in time; never rejects. */
  readonly shutdown: () => Promise<void>;
}

const CHECKS: Readonly<Record<keyof ObserveProps, Check>> = {
  service: text,
  version: text,
  environment: text,
  tracing: object,
  metrics: object,
  logger: object,
};

let running: Observability | undefined;

/**
 * Starts all three; called again, it gives back what runs already. It never throws: what is wrong with the props is logged as one error, with what to write instead, and the
 * defaults stand in. An application that cannot be observed is better than one that does not start, and a prop may well be wrong in production alone.
 */
export function observe(props: ObserveProps): Observability {
  running ??= started(props, readEnvironment());
  return running;
}

function started(given: ObserveProps, environment: Environment): Observability {
  const { props, findings: unfit } = checked<ObserveProps>(given, CHECKS);
  const { identity, missing } = identityFrom(props, environment, unfit);

  const logger = new StructuredLogger({ ...objectOf(props.logger), ...identity, reportFindings: false });
  // Spans of many requests go in one batch: what is wrong with it must not be logged as of the request that happened to begin it.
  const onDiagnostic = AsyncResource.bind(({ level, message }: Diagnostic): void =>
    logger[level](`tracing: ${message}`),
  );
  const tracing = new TracingSetup({ onDiagnostic, ...objectOf(props.tracing), ...identity }, environment);
  tracing.start({ reportFindings: false });
  const wanted = metricsOptions(props.metrics);
  const onError = ({ metric, message }: MetricsProblem): void => logger.warn(`metrics: ${message}`, { metric });
  const metrics = new MetricsCollector({ onError, ...wanted.props });

  const findings = [...unfit, ...missing, ...tracing.findings, ...wanted.findings, ...logger.findings];
  if (findings.length > 0) logger.error(`not all props of observe() fit, the rest counts\n${reportOf(findings)}`);
  return {
    metrics,
    tracer: new CustomTracer({ version: identity.version }),
    logger,
    findings,
    shutdown: async () => {
      await tracing.shutdown();
      logger.flush();
    },
  };
}

type KnownIdentity = Pick<ObserveProps, Identity>;

/** Stands for what nobody told. */
const UNKNOWN = "unknown";

const MENDS: Readonly<Record<Identity, string>> = {
  service: "write the name of the service, or set OTEL_SERVICE_NAME",
  version: "write what is deployed, or set service.version in OTEL_RESOURCE_ATTRIBUTES",
  environment: "write where it is deployed, or set deployment.environment.name in OTEL_RESOURCE_ATTRIBUTES",
};

/** The same on metrics, spans and lines: what the environment says of the resource, else the props. */
function identityFrom(
  props: Partial<ObserveProps>,
  { resource }: Environment,
  unfit: readonly Finding[],
): { readonly identity: KnownIdentity; readonly missing: readonly Finding[] } {
  const names: readonly Identity[] = ["service", "version", "environment"];
  const valueOf = (name: Identity): string | undefined => resource[RESOURCE_ATTRIBUTES[name]] ?? props[name];
  const identity = Object.fromEntries(names.map((name) => [name, valueOf(name) ?? UNKNOWN])) as Record<
    Identity,
    string
  >;
  const missing = names
    .filter((name) => valueOf(name) === undefined && !unfit.some(({ path }) => path === name))
    .map((name) => ({ path: name, problem: `it is missing, so it is "${UNKNOWN}"`, mend: MENDS[name] }));
  return { identity, missing };
}

/** What is no object has been found unfit already. */
function objectOf<Options extends object>(options: Options | undefined): Partial<Options> {
  return typeof options === "object" && options !== null ? options : {};
}
