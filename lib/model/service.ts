/** A service as its team has registered it: what it is, whose, what it needs, and what is deployed to watch it. Plain data. */

export type WatchedKind = "http" | "worker" | "queue" | "cronjob" | "postgres" | "redis" | "endpoint";

/** Something that a service needs to work. */
export interface ServiceDependency {
  readonly kind: "postgres" | "redis" | "http" | "other";
  readonly name: string;
  /** Where another repository has registered it. */
  readonly namespace?: string;
}

/** How its metrics come in. */
export type ServiceSource =
  /** A ServiceMonitor or PodMonitor selects these labels and this port. */
  | {
      readonly kind: "monitor";
      readonly selects: "services" | "pods";
      readonly labels: Readonly<Record<string, string>>;
      readonly port: string;
      readonly metricsPath: string;
    }
  /** A probe asks from outside. */
  | { readonly kind: "probe"; readonly url: string; readonly module: string }
  /** An exporter speaks of it. */
  | { readonly kind: "exporter"; readonly name: string; readonly namespace: string }
  /** kube-state-metrics tells of it. */
  | { readonly kind: "cluster" }
  /** Somebody else scrapes it, or it pushes. */
  | { readonly kind: "elsewhere" };

export interface ServiceFact {
  /** `prod.services.checkout` */
  readonly path: string;
  readonly name: string;
  readonly kind: WatchedKind;
  readonly team: string;
  readonly namespace: string;
  readonly dependencies: readonly ServiceDependency[];
  readonly source: ServiceSource;
  /** Name of the pack with its alerts. */
  readonly pack: string;
  /** Names of all packs that came with it, the first included. */
  readonly packs: readonly string[];
  /** Names of its objectives. */
  readonly slos: readonly string[];
  /** Uid of the dashboard that its alerts open. */
  readonly dashboard: string;
}
