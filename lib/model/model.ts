/** What an environment is: plain facts that its components register and that checks, Terraform and documents read. */
import type { AlertRouting } from "./alert-routing";
import type { Dashboard } from "./dashboard";
import type { DeployedPack } from "./deployed";
import type { Duration } from "./duration";
import { distinctFlows, type Buffer, type Flow } from "./flow";
import type { Installation } from "./installation";
import type { LogPipeline } from "./log-pipeline";
import type { Bytes } from "./quantity";
import type { SecretRef } from "./secret";
import type { ServiceFact } from "./service";
import type { Values } from "./values";
import type { WaiverFact } from "./waiver";
import type { ChartSource, Exposure, Resources } from "./workload";

/** What an environment is for; decides the defaults of everything in it. */
export type Profile = "development" | "staging" | "production";

/** A Helm chart at the one version that its values are written for. */
export interface ChartPin {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly repository: string;
  readonly oci?: string;
  /** Key paths (`*` one key, `**` any below) whose text the chart runs through Helm's template engine, and how many times. */
  readonly tpl: readonly { readonly keys: string; readonly times: 1 | 2 }[];
}

export interface Release {
  /** Where its component stands in the input: `prod.loki`. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly chart: ChartPin;
  readonly source?: ChartSource;
  /** What the chart gets, the user's own values merged in. */
  readonly values: Values;
  /** What the component alone would have set. */
  readonly ownValues: Values;
  /** What the user wrote in the escape hatch. */
  readonly userValues: Values;
}

/** What a workload does, in the words of its product. */
export type WorkloadRole =
  | "metrics store"
  | "operator"
  | "cluster exporter"
  | "node exporter"
  | "alert sender"
  | "user interface"
  | "log store"
  | "distributor"
  | "ingester"
  | "query frontend"
  | "query scheduler"
  | "querier"
  | "index gateway"
  | "compactor"
  | "ruler"
  | "gateway"
  | "cache"
  | "canary"
  | "trace store"
  | "log agent"
  | "prober"
  | "database exporter"
  | "cache exporter";

export interface Workload {
  readonly path: string;
  readonly name: string;
  /** Set by every component. @default somebody else's workload, of which nothing is known */
  readonly role?: WorkloadRole;
  readonly namespace?: string;
  readonly replicas: number | "every node";
  /** One is all there can be, or all that is needed: no finding about it. @default false */
  readonly singleton?: boolean;
  readonly resources?: Resources;
}

/** Something that keeps data. */
export interface Store {
  readonly path: string;
  readonly name: string;
  /** `samples`, `log chunks`, `traces`. Set by every component. */
  readonly keeps?: string;
  /** What it is kept in: `volume`, `Elasticsearch`, `the bucket acme-loki-chunks`. */
  readonly medium?: string;
  /** The volume of each replica; absent when data ends with the pod. */
  readonly size?: Bytes;
  /** Data older than this is deleted. */
  readonly retention?: Duration;
  /** Data above this amount is deleted, oldest first. */
  readonly retentionSize?: Bytes;
  /** Data lives outside of the cluster: object storage, a database. */
  readonly external?: boolean;
}

/** Something that people open in a browser. */
export interface UserInterface {
  readonly path: string;
  readonly exposure: Exposure;
  /** It asks for a login by itself (Grafana). */
  readonly ownLogin: boolean;
}

export interface SecretUse {
  readonly path: string;
  readonly namespace: string;
  readonly secret: SecretRef;
}

/** An object in the cluster that we name ourselves. */
export interface NamedObject {
  readonly path: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Size of its content, where the API server limits it. */
  readonly bytes?: number;
}

/** A name in the input that must be the name of something else in it. */
export interface Reference {
  readonly path: string;
  /** What it must be: `receiver`, `team`, `data source`. */
  readonly kind: string;
  readonly name: string;
  readonly known: readonly string[];
  /** What can be written where none of these is meant. @default nothing else */
  readonly otherwise?: string;
}

/** A connection without which a component is of no use. */
export interface Connection {
  readonly path: string;
  /** What it leads to: `log store`. */
  readonly to: string;
  /** The method that makes it. */
  readonly through: string;
  readonly made: boolean;
}

/** A pack that is deployed. */
export interface PackFact {
  /** `prod.packs.http-server` */
  readonly path: string;
  readonly pack: DeployedPack;
  /** Its groups, where others decided the order of the rules. @default those that `ruleGroups` makes */
  readonly groups?: readonly { readonly name: string; readonly rules: readonly string[] }[];
}

/** A dashboard that is provisioned. */
export interface DashboardFact {
  /** `prod.dashboards.loki` */
  readonly path: string;
  /** Uid of its folder. */
  readonly folder: string;
  readonly dashboard: Dashboard;
  /** Its JSON, in bytes. */
  readonly bytes: number;
}

/** Something that dashboards can ask. */
export interface DataSourceFact {
  readonly path: string;
  readonly uid: string;
  /** Plug-in: `prometheus`, `loki`, `jaeger`. */
  readonly type: string;
}

/** What paths of facts begin with that other stacks deploy: rules and links are held against them, but what is wrong with them is told there. */
export const elsewhere = (environment: string): string => `${environment}.elsewhere`;

/** What evaluates the rules of all packs. */
export interface RuleEvaluator {
  readonly path: string;
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  /** How far back a query can look. */
  readonly retention: Duration;
  /** Labels that are added to all that leaves it. */
  readonly externalLabels: Readonly<Record<string, string>>;
}

export interface Facts {
  readonly releases: readonly Release[];
  readonly workloads: readonly Workload[];
  readonly stores: readonly Store[];
  readonly interfaces: readonly UserInterface[];
  readonly secrets: readonly SecretUse[];
  readonly objects: readonly NamedObject[];
  readonly references: readonly Reference[];
  readonly connections: readonly Connection[];
  readonly packs: readonly PackFact[];
  readonly dashboards: readonly DashboardFact[];
  readonly dataSources: readonly DataSourceFact[];
  readonly evaluators: readonly RuleEvaluator[];
  readonly routings: readonly AlertRouting[];
  readonly pipelines: readonly LogPipeline[];
  readonly waivers: readonly WaiverFact[];
  readonly flows: readonly Flow[];
  readonly buffers: readonly Buffer[];
  readonly services: readonly ServiceFact[];
  readonly installations: readonly Installation[];
}

export interface Model extends Facts {
  readonly name: string;
  readonly profile: Profile;
}

/** One model of the facts that several components registered. */
export const model = (name: string, profile: Profile, parts: readonly Partial<Facts>[]): Model => {
  const all = <K extends keyof Facts>(key: K): Facts[K][number][] => parts.flatMap((part) => [...(part[key] ?? [])]);
  return {
    name,
    profile,
    releases: all("releases"),
    workloads: all("workloads"),
    stores: all("stores"),
    interfaces: all("interfaces"),
    secrets: all("secrets"),
    objects: all("objects"),
    references: all("references"),
    connections: all("connections"),
    packs: all("packs"),
    dashboards: all("dashboards"),
    dataSources: all("dataSources"),
    evaluators: all("evaluators"),
    routings: all("routings"),
    pipelines: all("pipelines"),
    waivers: all("waivers"),
    flows: distinctFlows(all("flows")),
    buffers: all("buffers"),
    services: all("services"),
    installations: all("installations"),
  };
};
