/** Who sends traces to Jaeger, where it keeps them, and what waits in it. */
import { urlOf, type Buffer, type Endpoint, type Flow, type FlowEnd } from "../../model";
import type { Carried } from "../../terraform";
import { outside, reached } from "../address";
import { legacyPorts, PORTS } from "./collector-config";
import type { JaegerSettings } from "./props";
import { SAMPLING_PORTS } from "./sampling";
import type { Storage } from "./storage";

const PRODUCTS: Readonly<Record<Storage["kind"], string>> = {
  memory: "memory of the pod",
  badger: "volume",
  elasticsearch: "Elasticsearch",
  opensearch: "OpenSearch",
  cassandra: "Cassandra",
  clickhouse: "ClickHouse",
};
export const mediumOf = ({ kind }: Storage): string => PRODUCTS[kind];

interface Doors {
  readonly otlpGrpc: Endpoint;
  readonly otlpHttp: Endpoint;
  readonly samplingEndpoint: Endpoint | undefined;
}

/** What comes in from applications. */
export const openFlows = (
  { legacyReceivers, sampling }: JaegerSettings,
  { otlpGrpc, otlpHttp, samplingEndpoint }: Doors,
): readonly [Carried, ...Carried[]] => [
  {
    what: "traces",
    protocol: "OTLP over gRPC",
    ports: [{ port: PORTS.otlpGrpc }],
    address: urlOf({ ...otlpGrpc, scheme: "http" }),
  },
  { what: "traces", protocol: "OTLP over HTTP", ports: [{ port: PORTS.otlpHttp }], address: urlOf(otlpHttp) },
  ...(sampling === "off" || samplingEndpoint === undefined
    ? []
    : [
        {
          what: "sampling" as const,
          protocol: "HTTP, gRPC",
          direction: "back" as const,
          ports: [{ port: SAMPLING_PORTS.http }, { port: SAMPLING_PORTS.grpc }],
          address: urlOf(samplingEndpoint),
        },
      ]),
  ...legacyReceivers.map((name) => ({
    what: "traces" as const,
    protocol: name === "zipkin" ? "Zipkin" : "Jaeger's own",
    ports: legacyPorts([name]),
  })),
];

export const jaegerFlows = ({ namespace, releaseName, storage }: JaegerSettings, path: string): readonly Flow[] => {
  const from: FlowEnd = { kind: "component", name: releaseName, namespace };
  return endsOf(storage).map((end) => ({
    path,
    from,
    what: "storage",
    protocol: mediumOf(storage),
    direction: "both",
    ...end,
  }));
};

type End = Pick<Flow, "to" | "ports" | "encryption" | "address">;

const endsOf = (storage: Storage): readonly End[] => {
  switch (storage.kind) {
    case "memory":
    case "badger":
      return [];
    case "elasticsearch":
    case "opensearch":
      return [...(storage.urls ?? []), ...(storage.url === undefined ? [] : [storage.url])].map(reached);
    case "cassandra":
      return storage.servers.map((server) => ({
        to: outside(server),
        ports: [{ port: storage.port }],
        encryption: storage.tls === undefined ? "none" : "TLS",
      }));
    case "clickhouse":
      return storage.addresses.map((address) => {
        const [host = "", port = ""] = address.split(":");
        return { to: outside(host), ports: [{ port }], encryption: storage.tls === undefined ? "none" : "TLS" };
      });
  }
};

export const jaegerBuffers = (
  { queuedSpans, releaseName, storage }: JaegerSettings,
  path: string,
): readonly Buffer[] => [
  {
    path: `${path}.queuedSpans`,
    workload: releaseName,
    holds: "spans",
    for: endsOf(storage)[0]?.to.name ?? mediumOf(storage),
    items: queuedSpans,
    whenFull: "further spans are refused; SDKs try again for a while and then throw them away",
    onDisk: false,
  },
];
