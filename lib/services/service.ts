/** What a team says of what it runs, and what follows from it: plain data that a platform, or another stack, deploys. */
import type { PostgresExporterProps, RedisExporterProps } from "../components";
import {
  dnsLabel,
  duration,
  type AlertOverrides,
  type Duration,
  type MetricContract,
  type MonitoringPack,
  type Slo,
} from "../model";
import type { Matchers } from "../query";
import { teamName } from "../routing";
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
  /** What must be deployed once for all of its kind. */
  readonly shared: readonly MonitoringPack[];
}

/** The longest name with which `service-<name>` is still a uid of Grafana. */
const LONGEST_NAME = 32;

export const serviceName = dnsLabel.refine((name) => name.length <= LONGEST_NAME, {
  error: `has more than ${LONGEST_NAME} characters, which is too long for the address of its dashboard`,
  params: { mend: `use at most ${LONGEST_NAME}` },
});

/** What every service says. Objectives, packs and overrides are judged where they are made and added. */
export const serviceShape = {
  /** What people call it: the label `service` of its series, its dashboard `service-<name>` and its alerts. */
  name: serviceName,
  /** Namespace of its pods. */
  namespace: dnsLabel,
  /** Who owns it: the label `team` of its alerts, and the folder of its dashboard. */
  team: teamName,
} as const;

/** What is said of any service besides. */
export interface ServiceExtras {
  /** Further promises: `[slo({ … })]`. @default none */
  readonly slos?: readonly Slo[];
  /** What `slos` read beside the metrics that its kind has. @default nothing */
  readonly metrics?: MetricContract;
  /** Further packs: `[businessPack()]`. @default none */
  readonly packs?: readonly MonitoringPack[];
}

/** How often its metrics are read. */
export const interval = duration.optional();

/** The labels of its series. */
export const whereOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): Matchers => ({
  namespace,
  service: name,
});
