/** What exporters, servers with metrics of their own, meshes and collectors tell of. */
import { isMap } from "../../charts";
import type { AssessedService } from "../assessment";
import {
  configurationsOf,
  evidenceOf,
  infrastructureNames,
  isOwnMonitor,
  thingsOf,
  toolsOf,
  type Thing,
} from "../monitoring";
import { hasPrometheus, servicesOfThing, signals, textAt, type Assessed, type Signal } from "./signal";

/** Exporters by the name of their tool: whom they tell of, and what. */
const EXPORTED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "postgres-exporter": both(["postgres", "timescaledb"], ["connections", "replication-lag", "storage"]),
  "mysqld-exporter": both(["mysql", "mariadb"], ["connections", "replication-lag"]),
  "mongodb-exporter": both(["mongodb"], ["connections", "replication-lag"]),
  "redis-exporter": both(["redis", "valkey"], ["hit-ratio", "memory", "evictions"]),
  "memcached-exporter": both(["memcached"], ["hit-ratio", "memory", "evictions"]),
  "rabbitmq-exporter": both(["rabbitmq"], ["queue-length", "dead-letters"]),
  "kafka-exporter": both(["kafka"], ["queue-length"]),
  "nginx-exporter": both(["nginx"], ["requests"]),
  "elasticsearch-exporter": both(["elasticsearch", "opensearch"], ["query-duration", "storage"]),
};

/** Servers that expose metrics themselves, once somebody scrapes them. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  traefik: ["requests", "error-responses", "latency"],
  haproxy: ["requests", "error-responses", "latency"],
  envoy: ["requests", "error-responses", "latency"],
  kong: ["requests", "error-responses", "latency"],
  caddy: ["requests", "error-responses", "latency"],
  rabbitmq: ["queue-length", "dead-letters"],
  cockroachdb: ["query-duration", "connections", "replication-lag", "storage"],
  clickhouse: ["query-duration", "connections", "storage"],
  nats: ["queue-length"],
  pulsar: ["queue-length", "processing-time"],
  etcd: ["query-duration", "storage"],
};

export const partSignals = (assessed: Assessed): readonly Signal[] => [
  ...exporters(assessed),
  ...scrapedServers(assessed),
  ...ownMonitors(assessed),
  ...clusterMetrics(assessed),
  ...mesh(assessed),
  ...spanMetrics(assessed),
  ...javaClients(assessed),
  ...certificates(assessed),
];

const exporters = ({ project, infrastructure, monitoring }: Assessed): readonly Signal[] => {
  const parts = new Set(infrastructureNames(infrastructure));
  const scraped = new Set(monitoring.scraped.map(({ value }) => value));
  // Where everything is discovered, nothing is seen to be scraped.
  const isCollected = (name: string): boolean =>
    scraped.has(name) ||
    (hasPrometheus(project) !== undefined && !infrastructureNames(infrastructure).some((each) => scraped.has(each)));
  return thingsOf(project).flatMap((thing) =>
    toolsOf(thing).flatMap((tool) =>
      Object.entries(EXPORTED[tool] ?? {}).flatMap(([name, needs]) =>
        parts.has(name) && isCollected(name) ? signals(name, needs, evidenceOf(thing)) : [],
      ),
    ),
  );
};

const scrapedServers = ({ monitoring, infrastructure }: Assessed): readonly Signal[] => {
  const parts = new Set(infrastructureNames(infrastructure));
  return monitoring.scraped.flatMap(({ value, evidence: [first] }) =>
    first !== undefined && parts.has(value) ? signals(value, OWN[value] ?? [], first) : [],
  );
};

const ownMonitors = ({ project }: Assessed): readonly Signal[] =>
  project.kubernetes.filter(isOwnMonitor).flatMap(({ file, lineOf, kind, name }) =>
    signals("postgres", ["connections", "replication-lag", "storage"], {
      file: file.path,
      line: lineOf(["spec", "monitoring", "enablePodMonitor"]),
      sees: `kind: ${kind} ${name}`,
    }),
  );

const inCluster = ({ evidence, namespace }: AssessedService, { project }: Assessed): boolean =>
  namespace !== undefined ||
  evidence.some(
    ({ file }) => project.kubernetes.some((object) => object.file.path === file) || /\/templates\//.test(file),
  );

/** Kubelets and kube-state-metrics tell of all that runs in the cluster; cAdvisor of all containers of a host. */
const clusterMetrics = (assessed: Assessed): readonly Signal[] => {
  const tell = (tool: string): Thing | undefined =>
    thingsOf(assessed.project).find((thing) => toolsOf(thing).includes(tool));
  const cluster = hasPrometheus(assessed.project) === undefined ? undefined : tell("kube-state-metrics");
  const host = tell("cadvisor") ?? scrapesKubelets(assessed) ?? agentOnNodes(assessed);
  return assessed.services.flatMap((service) => {
    const isInside = inCluster(service, assessed);
    const thing = isInside ? (cluster ?? host) : host;
    if (thing === undefined) return [];
    const isCron = isInside && service.kind.value === "cron";
    return signals(
      service.name,
      isCron ? ["last-success", "run-duration", "errors"] : ["saturation"],
      evidenceOf(thing),
    );
  });
};

const scrapesKubelets = ({ project }: Assessed): Thing | undefined =>
  thingsOf(project).find(
    (thing) =>
      thing.kind === "configuration" &&
      thing.name === "prometheus" &&
      textAt(project, thing).includes("/metrics/cadvisor"),
  );

/** Agents of vendors that measure all containers of their nodes. */
const agentOnNodes = ({ project }: Assessed): Thing | undefined =>
  thingsOf(project).find((thing) =>
    thing.kind === "chart" || thing.kind === "image" || thing.kind === "object"
      ? toolsOf(thing).some((tool) => tool === "datadog" || tool === "new-relic" || tool === "cloudwatch")
      : false,
  );

const mesh = (assessed: Assessed): readonly Signal[] => {
  const istio = assessed.infrastructure.balancers.find(({ name }) => name === "istio");
  const evidence = istio?.evidence[0];
  if (evidence === undefined || hasPrometheus(assessed.project) === undefined) return [];
  return assessed.services
    .filter((service) => service.kind.value === "web" && inCluster(service, assessed))
    .flatMap(({ name }) => signals(name, ["traffic", "errors", "latency"], evidence));
};

/** A collector that counts spans: whoever sends spans is measured. */
const spanMetrics = ({ project, services }: Assessed): readonly Signal[] => {
  const counting = configurationsOf(project).find(({ shape, document }) => {
    const { value } = document;
    if (shape !== "collector" || !isMap(value)) return false;
    return [value["connectors"], value["processors"]].some(
      (each) => isMap(each) && Object.keys(each).some((key) => /^span_?metrics(?:\/|$)/.test(key)),
    );
  });
  if (counting === undefined) return [];
  const { document } = counting;
  const evidence = { file: document.file.path, line: document.lineOf(["connectors"]), sees: "spanmetrics" };
  return thingsOf(project)
    .filter((thing) => ["library", "setting", "agent"].includes(thing.kind) && toolsOf(thing).includes("opentelemetry"))
    .flatMap((thing) => servicesOfThing(thing, { project, services }))
    .flatMap(({ name }) => signals(name, ["traffic", "errors", "latency"], evidence));
};

interface JavaRow {
  readonly library: RegExp;
  readonly of: readonly string[];
  readonly needs: readonly string[];
}

/** What Micrometer measures of clients by itself. */
const JAVA: readonly JavaRow[] = [
  {
    library: /^maven:org\.springframework\.boot:spring-boot-starter-(?:data-)?(?:jpa|jdbc)$/,
    of: ["postgres", "mysql", "mariadb", "oracle", "sqlserver"],
    needs: ["pool-usage"],
  },
  {
    library: /^maven:org\.springframework\.kafka:spring-kafka$/,
    of: ["kafka"],
    needs: ["processing-time", "queue-length"],
  },
];

const javaClients = ({ project, services, infrastructure, monitoring }: Assessed): readonly Signal[] => {
  const things = thingsOf(project).filter(({ kind }) => kind === "library");
  const parts = new Set(infrastructureNames(infrastructure));
  const scraped = new Set(monitoring.scraped.map(({ value }) => value));
  const measured = new Set(
    things
      .filter(({ name }) => name.startsWith("maven:io.micrometer:micrometer-registry-"))
      .flatMap((thing) => servicesOfThing(thing, { project, services }))
      .map(({ name }) => name)
      .filter((name) => scraped.has(name)),
  );
  return things.flatMap((thing) =>
    JAVA.filter(({ library }) => library.test(thing.name)).flatMap(({ of, needs }) =>
      servicesOfThing(thing, { project, services }).some(({ name }) => measured.has(name))
        ? of.filter((name) => parts.has(name)).flatMap((name) => signals(name, needs, evidenceOf(thing)))
        : [],
    ),
  );
};

const PROBES: ReadonlySet<string> = new Set(["google_monitoring_uptime_check_config", "datadog_synthetics_test"]);

/** Probes of https addresses see the certificate. */
const certificates = ({ project }: Assessed): readonly Signal[] =>
  thingsOf(project)
    .filter(
      (thing) =>
        (thing.kind !== "configuration" && toolsOf(thing).includes("blackbox-exporter")) ||
        PROBES.has(thing.name) ||
        thing.name === "monitoring.coreos.com/Probe" ||
        (thing.kind === "image" && thing.name.endsWith("x509-certificate-exporter")),
    )
    .flatMap((thing) => signals("certificates", ["certificate-expiry"], evidenceOf(thing)));

function both(names: readonly string[], needs: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.map((name) => [name, needs]));
}
