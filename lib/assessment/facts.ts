/** An assessment as short statements, one string each, so that two assessments of a project can be compared: by a test, or over time. */
import {
  INFRASTRUCTURE,
  type Assessment,
  type AssessedService,
  type InfrastructureKind,
  type Seen,
} from "./assessment";

export const PARTS = ["infrastructure", "services", "monitoring", "needs", "compliance", "recommendations"] as const;
export type Part = (typeof PARTS)[number];

export type Facts = Readonly<Record<Part, readonly string[]>>;

/** @returns for each part what it says, sorted, each statement once: `database postgres`, `checkout port 8080` */
export const factsOf = (assessment: Assessment): Facts => ({
  infrastructure: sorted(
    INFRASTRUCTURE.flatMap((kind) => assessment.infrastructure[kind].map(({ name }) => `${ONE_OF[kind]} ${name}`)),
  ),
  services: sorted(assessment.services.flatMap(factsOfService)),
  monitoring: sorted(factsOfMonitoring(assessment)),
  needs: sorted(assessment.needs.map(({ of, need, status }) => `${of} ${need} ${status}`)),
  compliance: sorted(assessment.compliance.map(({ framework }) => framework)),
  recommendations: sorted(assessment.recommendations.map(({ id }) => id)),
});

const ONE_OF: Readonly<Record<InfrastructureKind, string>> = {
  clouds: "cloud",
  orchestration: "orchestration",
  databases: "database",
  queues: "queue",
  caches: "cache",
  balancers: "balancer",
  objectStores: "object store",
};

const factsOfService = (service: AssessedService): readonly string[] => [
  service.name,
  ...[
    ...said("kind", service.kind),
    ...said("language", service.language),
    ...said("framework", service.framework),
    ...said("port", ...service.ports),
    ...said("health", ...service.health),
    ...said("owner", service.owner),
    ...said("replicas", service.replicas),
    ...said("->", ...service.dependsOn),
  ].map((fact) => `${service.name} ${fact}`),
];

const said = (word: string, ...seen: readonly (Seen<string | number> | undefined)[]): readonly string[] =>
  seen.flatMap((each) => (each === undefined ? [] : [`${word} ${each.value}`]));

const factsOfMonitoring = ({ monitoring }: Assessment): readonly string[] => [
  ...monitoring.tools.map(({ name }) => `tool ${name}`),
  ...monitoring.retired.map(({ name }) => `retired ${name}`),
  ...monitoring.problems.map(({ check, path }) => `problem ${check} ${fileOf(path)}`),
  ...monitoring.scraped.map(({ value }) => `scraped ${value}`),
  ...(monitoring.tellsPeople.length > 0 ? ["tells people"] : []),
];

/** Paths of findings begin with the file and go on within it: `rules/api.yaml:12`, `rules/api.yaml.groups.api`. */
const fileOf = (path: string): string => FILE.exec(path)?.[0] ?? path;
const FILE = /^.*?\.(?:ya?ml|json|jsonnet|libsonnet|toml|rules?|conf|alloy|river|tpl|tf)(?=$|[^A-Za-z0-9_-])/;

const sorted = (facts: readonly string[]): readonly string[] => [...new Set(facts)].sort();
