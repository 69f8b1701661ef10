/** Where signals are taken in, as the environment has it: addresses, ports, what a Service must have to be found. */
import { code, prose, table, type Flow, type FlowKind, type Model } from "../../model";
import { shell } from "../architecture";

/** Connections that applications open. */
const fromApplications = ({ flows }: Model, what: FlowKind): readonly Flow[] =>
  flows.filter((flow) => flow.what === what && flow.from.kind === "applications" && flow.address !== undefined);

export const addressesTable = (model: Model): string =>
  table(
    ["signal", "how", "where"],
    [
      [
        "metrics",
        "Prometheus scrapes them",
        "the port of the Service or pod that [the table below](#how-services-are-found) names",
      ],
      ...pushed(model, "samples", "metrics that are pushed"),
      ...pushed(model, "traces", "traces"),
      ...pushed(model, "sampling", "which traces to begin"),
      ["logs", "an agent on each node reads them", `standard output of the container${logStore(model)}`],
    ],
  );

const pushed = (model: Model, what: FlowKind, signal: string): readonly (readonly string[])[] =>
  fromApplications(model, what).map(({ address = "", protocol }) => [signal, prose(protocol), code(address)]);

const logStore = ({ flows }: Model): string => {
  const [store] = flows.filter(
    ({ what, to, address }) => what === "logs" && to.kind === "component" && address !== undefined,
  );
  return store === undefined ? "; they go nowhere yet" : `; they end in ${code(store.to.name)}`;
};

/** Whether Prometheus takes in metrics by the OpenTelemetry protocol. */
export const otlpMetrics = (model: Model): string | undefined =>
  fromApplications(model, "samples").find(({ protocol }) => protocol.includes("OTLP"))?.address;

export const otlpTraces = (model: Model): string | undefined =>
  fromApplications(model, "traces").find(({ protocol }) => protocol.includes("HTTP"))?.address;

/** The variables that the SDKs of all languages read. */
export const variables = (model: Model, service: string): string => {
  const [traces, metrics] = [otlpTraces(model), otlpMetrics(model)];
  return shell(
    `OTEL_SERVICE_NAME=${service}`,
    `OTEL_RESOURCE_ATTRIBUTES=service.version=1.4.0,deployment.environment.name=${model.name}`,
    ...endpoints(traces, metrics),
    "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    "OTEL_TRACES_SAMPLER=parentbased_traceidratio",
    "OTEL_TRACES_SAMPLER_ARG=0.1",
    "OTEL_PROPAGATORS=tracecontext,baggage",
    "OTEL_LOGS_EXPORTER=none",
  );
};

/** One address for all, where only traces are pushed. */
const endpoints = (traces: string | undefined, metrics: string | undefined): readonly string[] => [
  ...(traces === undefined
    ? ["OTEL_TRACES_EXPORTER=none"]
    : metrics === undefined
      ? [`OTEL_EXPORTER_OTLP_ENDPOINT=${traces}`]
      : [`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${traces}/v1/traces`]),
  metrics === undefined ? "OTEL_METRICS_EXPORTER=none" : `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=${metrics}/v1/metrics`,
];

/** What each registered service must have. */
export const foundTable = ({ services }: Model): string =>
  services.length === 0
    ? "No service is registered yet. By default a Service, or the pods of a worker, are found by `app.kubernetes.io/name: <name>` and the port `metrics`, at `/metrics`."
    : table(
        ["service", "kind", "found by", "port", "path"],
        services.map(({ kind, name, namespace, source }) => {
          const row = (by: string, port = "", path = ""): readonly string[] => [code(name), kind, by, port, path];
          switch (source.kind) {
            case "monitor":
              return row(
                `labels of ${source.selects === "services" ? "its Service" : "its pods"} in ${code(namespace)}: ${Object.entries(
                  source.labels,
                )
                  .map(([key, value]) => code(`${key}: ${value}`))
                  .join(", ")}`,
                code(source.port),
                code(source.metricsPath),
              );
            case "probe":
              return row(`a probe of ${code(source.url)} with the module ${code(source.module)}`);
            case "exporter":
              return row(`the exporter ${code(source.name)} in ${code(source.namespace)}`);
            case "cluster":
              return row(`kube-state-metrics, as a CronJob in ${code(namespace)}`);
            case "elsewhere":
              return row("somebody else, who sets the label `service`");
          }
        }),
      );
