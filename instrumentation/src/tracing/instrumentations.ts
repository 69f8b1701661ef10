/** Which instrumentations of OpenTelemetry run, and how: a trace shall show what a request waited for, not each function that it went through. */
import { type IncomingMessage, ServerResponse } from "node:http";
import type { Span } from "@opentelemetry/api";
import { getNodeAutoInstrumentations, type InstrumentationConfigMap } from "@opentelemetry/auto-instrumentations-node";
import { pathFilter, routeOf } from "../http";
import { ATTRIBUTES } from "./attributes";
import { isTracedByHand } from "./outgoing";

export type Instrumentations = ReturnType<typeof getNodeAutoInstrumentations>;

type PackageName = keyof InstrumentationConfigMap;
const PREFIX = "@opentelemetry/instrumentation-";

/** As the variable `OTEL_NODE_ENABLED_INSTRUMENTATIONS` calls them: `express`, `pg`, `fs`. */
export type InstrumentationName = PackageName extends `${typeof PREFIX}${infer Name}` ? Name : never;

/** Off unless they are asked for, and why. */
export const OFF: Readonly<Partial<Record<InstrumentationName, string>>> = {
  fs: "a span for each file, most of them those of `require`",
  net: "a span for each connection, within the span of the client that opens it",
  dns: "a span for each look-up, within the span of the client that asks for it",
  router: "Express 5 is built on it: each layer would have two spans",
  "runtime-node": "metrics only, which our own default metrics have",
  "host-metrics": "metrics only, which the node exporter has",
};

export interface InstrumentationChoice {
  /** On or off, by name; what is not named is as `OFF` has it. */
  readonly chosen: Readonly<Partial<Record<InstrumentationName, boolean>>>;
  /** Names that a variable enables: only these run, whatever the rest of this says. */
  readonly enabledByVariable?: readonly string[];
  readonly ignorePaths?: readonly (string | RegExp)[];
  /** Whether OpenTelemetry's own metrics are exported. */
  readonly metrics: boolean;
}

/** The instrumentations that run; not started yet. */
export function instrumentationsFor(choice: InstrumentationChoice): Instrumentations {
  const config: Record<string, object> = {};
  for (const [name, settings] of Object.entries(settingsFor(choice))) config[`${PREFIX}${name}`] = settings;
  for (const name of offIn(choice)) config[`${PREFIX}${name}`] = { enabled: false };
  for (const [name, on] of Object.entries(choice.chosen))
    if (on && !choice.enabledByVariable) config[`${PREFIX}${name}`] = { ...config[`${PREFIX}${name}`], enabled: true };
  return getNodeAutoInstrumentations(config);
}

/** What instrumentations have that change modules; others listen to channels of Node. */
interface Changing {
  readonly getModuleDefinitions?: () => readonly { readonly name: string }[];
}

/** The modules that they change, by the names under which a program loads them. */
export function modulesOf(instrumentations: Instrumentations): readonly string[] {
  const names = instrumentations.flatMap(
    (each) => (each as Changing).getModuleDefinitions?.().map(({ name }) => name) ?? [],
  );
  return [...new Set(names)];
}

function offIn({ chosen, enabledByVariable, metrics }: InstrumentationChoice): readonly string[] {
  const byDefault = Object.keys(OFF).filter((name) => !(metrics && name === "runtime-node"));
  const off = new Set<string>(byDefault);
  for (const [name, on] of Object.entries(chosen)) {
    if (on) off.delete(name);
    else off.add(name);
  }
  return [...off].filter((name) => !enabledByVariable?.includes(name));
}

/** A layer of a framework that only hands on is no place where time is spent; what it waits for has a span of its own. */
const QUIET_LAYERS = { ignoreLayersType: ["middleware", "router"] };

/** Log lines of these get the ids of the trace; they are not sent anywhere else. */
const CORRELATION_ONLY = { disableLogSending: true };

function settingsFor({ ignorePaths }: InstrumentationChoice): Partial<Record<InstrumentationName, object>> {
  const isIgnored = pathFilter(ignorePaths);
  return {
    http: {
      ignoreIncomingRequestHook: (request: IncomingMessage) => isIgnored(request.url),
      ignoreOutgoingRequestHook: (request: { readonly headers?: unknown }) => isTracedByHand(request.headers),
      applyCustomAttributesOnSpan: (span: Span, request: unknown, response: unknown) => {
        if (response instanceof ServerResponse)
          describeAnswer(span, request as IncomingMessage, response as ServerResponse);
      },
    },
    undici: { ignoreRequestHook: (request: { readonly headers?: unknown }) => isTracedByHand(request.headers) },
    express: QUIET_LAYERS,
    koa: { ignoreLayersType: ["middleware"] },
    graphql: { mergeItems: true, ignoreTrivialResolveSpans: true },
    pino: CORRELATION_ONLY,
    winston: CORRELATION_ONLY,
    bunyan: CORRELATION_ONLY,
  };
}

/** The route as metrics call it, also where OpenTelemetry knows no framework; and that the client did not wait for the answer. */
function describeAnswer(span: Span, request: IncomingMessage, response: ServerResponse): void {
  const route = routeOf(request);
  if (route !== undefined) {
    span.setAttribute(ATTRIBUTES.httpRoute, route);
    span.updateName(`${request.method ?? "GET"} ${route}`);
  }
  if (!response.writableFinished) span.addEvent("connection closed before the answer was complete");
}
