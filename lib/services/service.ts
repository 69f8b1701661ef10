/** What a team says of what it runs, and what follows from it: plain data that a platform, or another stack, deploys. */
import type { PostgresExporterProps, RedisExporterProps } from "../components";
import type {
  AlertOverrides,
  Duration,
  MetricContract,
  MonitoringPack,
  ServiceDependency,
  ServiceSource,
  Slo,
  WatchedKind,
} from "../model";
import type { Registered } from "../packs";
import type { KubernetesObject } from "../terraform";

/** Kinds of servers of data. */
export type Product = "postgres" | "redis";

/** A server that a service needs, by the name under which it is registered. */
export interface NeededServer {
  /** `prod.services.checkout.dependencies[0].postgres` */
  readonly path: string;
  readonly product: Product;
  readonly name: string;
}

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
  /** Names of its modules; undefined where nobody knows. */
  readonly modules: readonly string[] | undefined;
  /** Servers of data by name, with the labels of their series; asked when somebody looks, after all have been registered. */
  readonly servers: (product: Product) => ReadonlyMap<string, Registered>;
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
  readonly kind: WatchedKind;
  /** How its metrics come in. */
  readonly source: ServiceSource;
  /** What it needs to work. @default nothing that is known */
  readonly dependencies?: readonly ServiceDependency[];
  /** Namespace of what it runs in, or of what watches it. */
  readonly namespace: string;
  readonly team: string;
  /** What tells the Prometheus operator whom to scrape, or to probe. */
  readonly objects: readonly KubernetesObject[];
  readonly exporters: readonly NeededExporter[];
  /** What it is as a server that others need. @default none */
  readonly server?: Registered & { readonly product: Product };
  /** Servers that must be registered in the same place. @default none */
  readonly needs?: readonly NeededServer[];
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
