/** What a team says of what it runs, and what follows from it: plain data that a platform, or another stack, deploys. */
import type { PostgresExporterProps, RedisExporterProps } from "../components";
import type { AlertOverrides, Duration, MetricContract, MonitoringPack, Slo } from "../model";
import type { KubernetesObject } from "../terraform";

/** What must be known of the platform that watches. */
export interface Host {
  /** What paths of findings begin with: `prod.services`. */
  readonly path: string;
  /** Where the operator's objects are put, and exporters run. */
  readonly namespace: string;
  /** How far back its Prometheus can look. */
  readonly retention: Duration;
  /** Its blackbox exporter, `host:port`; undefined where it has none. */
  readonly prober: string | undefined;
  /** Teams that alerts can be told to; undefined where nobody knows. */
  readonly teams: readonly string[] | undefined;
}

/** An exporter that has to be deployed. */
export type NeededExporter =
  | { readonly kind: "postgres"; readonly name: string; readonly props: PostgresExporterProps }
  | { readonly kind: "redis"; readonly name: string; readonly props: RedisExporterProps };

/** All that watches one service. */
export interface MonitoredService {
  /** `prod.services.checkout` */
  readonly path: string;
  readonly name: string;
  readonly team: string;
  /** What tells the Prometheus operator whom to scrape, or to probe. */
  readonly objects: readonly KubernetesObject[];
  readonly exporters: readonly NeededExporter[];
  /** Its alerts, its dashboard, and the sign that it is registered. */
  readonly pack: MonitoringPack;
  /** Alerts of its pack set anew. */
  readonly alerts: AlertOverrides;
  /** Time between two scrapes of it. @default as Prometheus does */
  readonly interval?: Duration;
  /** What is promised, and what that reads. */
  readonly slos: readonly Slo[];
  readonly metrics: MetricContract;
  /** Further packs of its own. */
  readonly packs: readonly MonitoringPack[];
}
