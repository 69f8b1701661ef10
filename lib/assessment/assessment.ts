/** What an assessment says of a project: plain data, each statement with where it was seen and how sure it is. */
import type { Finding } from "../model";

/** Where something was seen. */
export interface Evidence {
  /** Path below the assessed folder, with `/`. */
  readonly file: string;
  /** Counted from 1. Absent where the file as a whole says it. */
  readonly line?: number;
  /** What stands there, in a few words: `image: postgres:16`. Never a secret. */
  readonly sees: string;
}

/** `certain`: it says so itself. `likely`: it follows from what is usual. `possible`: a hint. */
export type Confidence = "certain" | "likely" | "possible";

/** Something that the project has. */
export interface Sighting<Name extends string = string> {
  readonly name: Name;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

/** Kinds of things that infrastructure is made of, in the order of the page. */
export const INFRASTRUCTURE = [
  "clouds",
  "orchestration",
  "databases",
  "queues",
  "caches",
  "balancers",
  "objectStores",
] as const;
export type InfrastructureKind = (typeof INFRASTRUCTURE)[number];
export type Infrastructure = Readonly<Record<InfrastructureKind, readonly Sighting[]>>;

export type ServiceKind = "web" | "worker" | "queue consumer" | "cron" | "database" | "frontend";

/** A port with where it was seen, an endpoint with where, … */
export interface Seen<Value> {
  readonly value: Value;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

/** A program that the people of the project write and run; servers that they only run are infrastructure. */
export interface AssessedService {
  readonly name: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly kind: Seen<ServiceKind>;
  readonly language?: Seen<string>;
  readonly framework?: Seen<string>;
  readonly ports: readonly Seen<number>[];
  readonly health: readonly Seen<string>[];
  /** Asks something else than a path: `grpc`, `tcp`, `command`. */
  readonly probe?: Seen<string>;
  readonly owner?: Seen<string>;
  readonly replicas?: Seen<number>;
  /** Kubernetes namespace, where a manifest says it. */
  readonly namespace?: Seen<string>;
  /** Names of other services, or of databases, queues, caches and object stores by their name in `infrastructure`. */
  readonly dependsOn: readonly Seen<string>[];
  /** Its folder below the project, "" for the project itself. Absent where only a manifest names it. */
  readonly folder?: string;
}

/** What the monitoring that is there is made of. */
export interface Monitoring {
  /** Tools: `prometheus`, `grafana`, `datadog`, … */
  readonly tools: readonly Sighting[];
  /** Tools that nobody maintains any more, with what to move to. */
  readonly retired: readonly RetiredTool[];
  /** What our own checks and our evaluator of routes say of the rules, dashboards and routes that are there; paths begin with the file. */
  readonly problems: readonly Finding[];
  /** How much there is: what was judged. */
  readonly judged: {
    readonly rules: number;
    readonly alerts: number;
    readonly dashboards: number;
    readonly receivers: number;
  };
  /** Names of metrics that rules and dashboards ask for, and that code defines. */
  readonly metrics: { readonly asked: readonly string[]; readonly exported: readonly string[] };
  /** Names of services whose metrics are scraped, as far as it can be told. */
  readonly scraped: readonly Seen<string>[];
  /** At least one alert reaches people (a receiver with a channel). */
  readonly tellsPeople: readonly Evidence[];
}

export interface RetiredTool extends Sighting {
  readonly successor: string;
  /** Why, with the source: `end of life 2026-03-02`. */
  readonly since: string;
}

/** Something that should be measured of a service or of a part of the infrastructure. */
export interface NeededMetric {
  /** Name of the service, or of the database, queue, cache or balancer. */
  readonly of: string;
  /** One of `NEEDS` (lib/assessment/needs): `traffic`, `errors`, `latency`, `saturation`, `replication-lag`, … */
  readonly need: string;
  /** In a sentence: what it tells. */
  readonly tells: string;
  readonly status: "exists" | "missing";
  /** Where it was seen, when it exists. */
  readonly evidence: readonly Evidence[];
  /** Pack, construct or import that brings it. */
  readonly broughtBy: string;
}

export type Framework = "PCI DSS" | "HIPAA" | "GDPR" | "SOC 2" | "ISO 27001";

/** Signs that a set of rules may apply. Never legal advice: what to verify. */
export interface ComplianceSign {
  readonly framework: Framework;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** What it asks of logs, retention, audit and access, each as what to verify. */
  readonly verify: readonly { readonly topic: "logs" | "retention" | "audit" | "access"; readonly text: string }[];
}

export interface Recommendation {
  /** Stable: `deploy-platform`, `instrument/checkout`, `replace/promtail`, … */
  readonly id: string;
  readonly title: string;
  /** 1 low … 5 high: what happens if nobody does it. */
  readonly risk: 1 | 2 | 3 | 4 | 5;
  readonly effort: "hours" | "days" | "weeks";
  /** Why, in a sentence or two. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** The pack, construct or code that does it. */
  readonly what: string;
  /** How to see that it is done: a command or a thing to look at. */
  readonly done: string;
}

/** A pillar of maturity: points reached of those that can be. */
export interface PillarScore {
  readonly pillar: "metrics" | "alerting" | "dashboards" | "logs" | "traces" | "objectives" | "operations";
  readonly points: number;
  readonly of: number;
  /** The arithmetic: each line a criterion with its points. */
  readonly lines: readonly {
    readonly text: string;
    readonly points: number;
    readonly of: number;
    readonly evidence: readonly Evidence[];
  }[];
}

export interface Assessment {
  /** Name of the folder. */
  readonly name: string;
  readonly looked: { readonly files: number; readonly bytes: number };
  /** What was not looked at, and why: too large, too deep, a link that leads out, vendored. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  readonly infrastructure: Infrastructure;
  readonly services: readonly AssessedService[];
  readonly monitoring: Monitoring;
  readonly needs: readonly NeededMetric[];
  readonly compliance: readonly ComplianceSign[];
  readonly recommendations: readonly Recommendation[];
  readonly maturity: readonly PillarScore[];
  /** Files that cannot be read or are malformed. */
  readonly findings: readonly Finding[];
}
