/** Who talks to whom in an environment and around it: told by the code that makes each connection, read by documents. Plain data. */
import type { Duration } from "./duration";
import type { Bytes } from "./quantity";

/** What a connection is there for. */
export const FLOW_KINDS = [
  "scrape",
  "probe",
  "samples",
  "rules",
  "alerts",
  "notifications",
  "logs",
  "traces",
  "sampling",
  "queries",
  "people",
  "storage",
  "replication",
  "discovery",
  "logins",
  "mail",
] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** One side of a connection. */
export interface FlowEnd {
  /** `component`: pods of the platform. `service`: what teams run and register. `outside`: no part of the platform, in the cluster or beyond it. */
  readonly kind: "component" | "service" | "applications" | "people" | "kubernetes" | "node" | "outside";
  /** `loki-gateway`, `orders-db.data.svc`, `API server` */
  readonly name: string;
  readonly namespace?: string;
}

/** A port as network policies name it: of the pod. */
export interface FlowPort {
  readonly port: number | string;
  /** @default "TCP" */
  readonly protocol?: "TCP" | "UDP";
}

/** One connection for one purpose. */
export interface Flow {
  /** The component that makes it: `prod.fluentd`. */
  readonly path: string;
  /** Who opens it. */
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly what: FlowKind;
  /** `HTTP`, `gRPC`, `PostgreSQL`. */
  readonly protocol: string;
  /** None where it is no network connection, or where only the other end knows. */
  readonly ports: readonly FlowPort[];
  /** `TLS to the door`: as far as the ingress controller or the Gateway. */
  readonly encryption: "TLS" | "TLS to the door" | "none" | "as the target says";
  /** Where the data run: `forth` with the connection, `back` against it. */
  readonly direction: "forth" | "back" | "both";
  /** What the one who opens it is told to connect to: `http://jaeger.observability.svc:4318`. */
  readonly address?: string;
  /** The network policy that allows it, where there is one. */
  readonly policy?: string;
}

/** What waits in a component while the one that it is for is away. */
export interface Buffer {
  /** `prod.fluentd.buffer` */
  readonly path: string;
  /** Name of the workload that holds it. */
  readonly workload: string;
  /** What waits: `lines of each node`. */
  readonly holds: string;
  /** What it waits for: `loki-gateway`. */
  readonly for: string;
  /** How much there is room for, at each replica. */
  readonly size?: Bytes;
  readonly items?: number;
  readonly lasts?: Duration;
  /** What happens beyond that, as the end of a sentence. */
  readonly whenFull: string;
  /** It outlives its pod. */
  readonly onDisk: boolean;
}

/** Two of these that say the same are one connection. */
export const distinctFlows = (flows: readonly Flow[]): readonly Flow[] => [
  ...new Map(
    flows.map((flow) => [JSON.stringify([flow.from, flow.to, flow.what, flow.ports, flow.protocol]), flow]),
  ).values(),
];
