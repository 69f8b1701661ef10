/** Whose metrics somebody collects: targets of Prometheus, monitors and annotations of Kubernetes, labels of containers. */
import type { AssessedService, Confidence, Evidence, Infrastructure, Seen } from "../assessment";
import type { KubernetesObject, Project, Structured } from "../project";
import { configurationsOf } from "./configurations";
import { at, labelsOf, listOf, manyOf, mapOf, textOf, textsIn } from "./reading";
import { behind, sees, selects, workloadsWith } from "./selectors";
import { composeLabels } from "./things-in-compose";
import { evidenceFrom, evidenceOf, ORDER, shortened } from "./thing";
import { podTemplate } from "./things-in-kubernetes";
import { thingsOf } from "./things";
import { toolsOf } from "./tool-table";

/** A name under which something is scraped: a host, a workload, a container. */
export interface Target {
  readonly name: string;
  readonly port?: number;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
}

export const targetsOf = (project: Project): readonly Target[] => [
  ...configurationsOf(project).flatMap(({ shape, document }) => JOBS[shape]?.(document) ?? []),
  ...annotated(project),
  ...monitored(project),
  ...labelled(project),
  ...charted(project),
];

/** Charts of exporters say where they are scraped in values that nobody sees here. */
const charted = (project: Project): readonly Target[] =>
  thingsOf(project).flatMap((thing) =>
    thing.kind !== "chart"
      ? []
      : toolsOf(thing)
          .filter((tool) => tool in EXPORTERS)
          .map((name): Target => ({ name, confidence: "likely", evidence: evidenceOf(thing) })),
  );

type Keys = readonly (string | number)[];

const JOBS: Readonly<Record<string, (document: Structured) => readonly Target[]>> = {
  prometheus: (document) => jobsAt(document, ["scrape_configs"]),
  collector: (document) =>
    Object.keys(mapOf(at(document.value, "receivers")))
      .filter((receiver) => receiver.split("/", 1)[0] === "prometheus")
      .flatMap((receiver) => jobsAt(document, ["receivers", receiver, "config", "scrape_configs"])),
  "grafana-agent": (document) =>
    listOf(at(document.value, "metrics", "configs")).flatMap((_, index) =>
      jobsAt(document, ["metrics", "configs", index, "scrape_configs"]),
    ),
};

const inside = (value: unknown, keys: Keys): unknown =>
  keys.reduce<unknown>((inner, key) => (typeof key === "number" ? listOf(inner)[key] : mapOf(inner)[key]), value);

const jobsAt = (document: Structured, keys: Keys): readonly Target[] =>
  listOf(inside(document.value, keys)).flatMap((entry, index) => {
    const job = mapOf(entry);
    // What is asked through the blackbox exporter is probed, not scraped.
    if ((textOf(job["metrics_path"]) ?? "").endsWith("/probe")) return [];
    const name = textOf(job["job_name"]) ?? "";
    return [
      ...listOf(job["static_configs"]).flatMap((each, which) =>
        manyOf(mapOf(each)["targets"]).flatMap((target, number) => {
          const evidence = {
            file: document.file.path,
            line: document.lineOf([...keys, index, "static_configs", which, "targets", number]),
            sees: shortened(`target ${textOf(target) ?? ""}`),
          };
          return targetOf(textOf(target) ?? "", name, evidence);
        }),
      ),
      ...listOf(job["consul_sd_configs"]).flatMap((each) =>
        textsIn(mapOf(each)["services"]).map((service): Target => ({
          name: service,
          confidence: "certain",
          evidence: {
            file: document.file.path,
            line: document.lineOf([...keys, index, "consul_sd_configs"]),
            sees: shortened(`service ${service}`),
          },
        })),
      ),
      ...listOf(job["dns_sd_configs"]).flatMap((each) =>
        textsIn(mapOf(each)["names"]).flatMap((host) =>
          targetOf(host, name, {
            file: document.file.path,
            line: document.lineOf([...keys, index, "dns_sd_configs"]),
            sees: shortened(`names ${host}`),
          }),
        ),
      ),
    ];
  });

/** Hosts that say nothing but that the program runs somewhere. */
const NOWHERE = /^(?:localhost|host\.docker\.internal|host\.minikube\.internal|\d{1,3}(?:\.\d{1,3}){3}|\[?::1\]?)$/;

const targetOf = (target: string, job: string, evidence: Evidence): readonly Target[] => {
  const address = target.replace(/^https?:\/\//, "").split("/", 1)[0] ?? "";
  const colon = address.lastIndexOf(":");
  const host = (colon < 0 ? address : address.slice(0, colon)).replace(/^tasks\./, "");
  const port = colon < 0 ? undefined : Number(address.slice(colon + 1));
  const withPort = port === undefined || Number.isNaN(port) ? {} : { port };
  // Prometheus looks at itself.
  if (NOWHERE.test(host) && /^prometheus$/i.test(job)) return [];
  return NOWHERE.test(host)
    ? [{ name: job, confidence: "likely", evidence, ...withPort }]
    : [{ name: host.split(".", 1)[0] ?? host, confidence: "certain", evidence }];
};

/** `prometheus.io/scrape: "true"` on pods, or on the Service before them. */
const annotated = (project: Project): readonly Target[] =>
  project.kubernetes.flatMap((object) => {
    const pod = podTemplate(object);
    const keys = [...(pod?.keys ?? []), "metadata", "annotations"];
    const places = pod === undefined || pod.keys.length === 0 ? [keys] : [keys, ["metadata", "annotations"]];
    return places.flatMap((place) => {
      const scrape = labelsOf(inside(object.value, place))["prometheus.io/scrape"];
      if (scrape !== "true") return [];
      const evidence = {
        file: object.file.path,
        line: object.lineOf([...place, "prometheus.io/scrape"]),
        sees: 'prometheus.io/scrape: "true"',
      };
      const names = object.kind === "Service" ? behind(project, object) : [object.name];
      return names.map((name): Target => ({ name, confidence: "certain", evidence }));
    });
  });

const OF_SERVICES: ReadonlySet<string> = new Set(["ServiceMonitor", "VMServiceScrape"]);
const OF_PODS: ReadonlySet<string> = new Set(["PodMonitor", "VMPodScrape", "PodMonitoring", "ClusterPodMonitoring"]);

const monitored = (project: Project): readonly Target[] =>
  project.kubernetes.flatMap((monitor) => {
    const evidence = {
      file: monitor.file.path,
      line: monitor.lineOf(["kind"]),
      sees: `kind: ${monitor.kind} ${monitor.name}`,
    };
    if (monitor.kind === "ScrapeConfig")
      return listOf(at(monitor.value, "spec", "staticConfigs")).flatMap((each) =>
        textsIn(mapOf(each)["targets"]).flatMap((target) => targetOf(target, monitor.name, evidence)),
      );
    if (isOwnMonitor(monitor)) return [{ name: "postgres", confidence: "certain" as const, evidence }];
    if (!OF_SERVICES.has(monitor.kind) && !OF_PODS.has(monitor.kind)) return [];
    const found = meant(project, monitor);
    // Where the Service stands in a chart elsewhere, the name is all there is.
    return found.length === 0
      ? [{ name: monitor.name, confidence: "likely" as const, evidence }]
      : found.map((name): Target => ({ name, confidence: "certain", evidence }));
  });

/** CloudNativePG makes a monitor for its clusters where they ask for one. */
export const isOwnMonitor = ({ apiVersion, kind, value }: KubernetesObject): boolean =>
  apiVersion.startsWith("postgresql.cnpg.io/") &&
  kind === "Cluster" &&
  at(value, "spec", "monitoring", "enablePodMonitor") === true;

const meant = (project: Project, monitor: KubernetesObject): readonly string[] => {
  const selector = mapOf(at(monitor.value, "spec", "selector"));
  return OF_PODS.has(monitor.kind)
    ? workloadsWith(project, (labels) => selects(selector, labels))
    : project.kubernetes
        .filter((object) => object.kind === "Service" && sees(monitor, object))
        .filter(({ value }) => selects(selector, labelsOf(at(value, "metadata", "labels"))))
        .flatMap((service) => behind(project, service));
};

/** Labels that discovery of containers looks for. */
const labelled = ({ compose }: Project): readonly Target[] =>
  compose.flatMap((document) =>
    Object.entries(mapOf(at(document.value, "services"))).flatMap(([name, service]): readonly Target[] => {
      const labels = composeLabels(mapOf(service)["labels"]);
      const key = Object.keys(labels).find((label) =>
        /^prometheus[._-](?:io\/)?(?:scrape|job|port|enable)/.test(label),
      );
      if (key === undefined || labels[key] === "false") return [];
      const line = document.lineOf(["services", name, "labels"]);
      return [
        { name, confidence: "certain", evidence: { file: document.file.path, line, sees: shortened(`label ${key}`) } },
      ];
    }),
  );

/** Exporters, and what they tell of. */
export const EXPORTERS: Readonly<Record<string, readonly string[]>> = {
  "postgres-exporter": ["postgres", "timescaledb"],
  "mysqld-exporter": ["mysql", "mariadb"],
  "mongodb-exporter": ["mongodb"],
  "redis-exporter": ["redis", "valkey"],
  "memcached-exporter": ["memcached"],
  "kafka-exporter": ["kafka"],
  "rabbitmq-exporter": ["rabbitmq"],
  "nginx-exporter": ["nginx"],
  "elasticsearch-exporter": ["elasticsearch", "opensearch"],
};

export const infrastructureNames = (infrastructure: Infrastructure): readonly string[] => [
  ...new Set(
    (["databases", "queues", "caches", "balancers", "objectStores"] as const).flatMap((kind) =>
      infrastructure[kind].map(({ name }) => name),
    ),
  ),
];

/** Services, and parts of the infrastructure, whose metrics are collected. */
export const scrapedOf = (
  project: Project,
  services: readonly AssessedService[],
  infrastructure: Infrastructure,
): readonly Seen<string>[] => {
  const exporters = exporterNames(project);
  const parts = infrastructureNames(infrastructure);
  const containers = containerNames(project);
  const found = targetsOf(project).flatMap((target) =>
    namesOf(target, { services, exporters, parts, containers }).map((value) => ({ value, target })),
  );
  return [...new Set(found.map(({ value }) => value))].sort().map((value) => {
    const targets = found.filter((each) => each.value === value).map(({ target }) => target);
    const confidence = ORDER.find((sure) => targets.some((each) => each.confidence === sure)) ?? "possible";
    return { value, confidence, evidence: evidenceFrom(targets.map(({ evidence }) => evidence)) };
  });
};

interface Known {
  readonly services: readonly AssessedService[];
  /** Name of the container or workload → what its exporter tells of. */
  readonly exporters: ReadonlyMap<string, readonly string[]>;
  readonly parts: readonly string[];
  /** `container_name` → name of the service. */
  readonly containers: ReadonlyMap<string, string>;
}

const plain = (name: string): string => name.toLowerCase().replaceAll("_", "-");

const namesOf = ({ name, port }: Target, { services, exporters, parts, containers }: Known): readonly string[] => {
  const wanted = plain(containers.get(name) ?? name);
  const served = services.filter((service) => isNamed(service, wanted));
  if (served.length > 0) return served.map((service) => service.name);
  const told = exporters.get(wanted) ?? exporterOf(wanted);
  if (told !== undefined) return parts.filter((part) => told.includes(part));
  const byPort = port === undefined ? [] : services.filter(({ ports }) => ports.some(({ value }) => value === port));
  if (byPort.length === 1) return byPort.map((service) => service.name);
  // An exporter that nobody here knows tells of its server who knows what.
  if (wanted.includes("exporter")) return [];
  return parts.filter((part) => wanted === part || wanted.endsWith(`-${part}`) || wanted.startsWith(`${part}-`));
};

const ENDINGS = ["-service", "-svc", "-metrics", "-monitor", "-app"];

const isNamed = ({ name }: AssessedService, wanted: string): boolean => {
  const own = plain(name);
  return own === wanted || ENDINGS.some((ending) => `${own}${ending}` === wanted || own === `${wanted}${ending}`);
};

const exporterOf = (name: string): readonly string[] | undefined =>
  Object.entries(EXPORTERS).find(([exporter]) => name.includes(exporter))?.[1];

const exporterNames = (project: Project): ReadonlyMap<string, readonly string[]> =>
  new Map(
    thingsOf(project).flatMap((thing) =>
      thing.kind !== "image" || thing.of === undefined
        ? []
        : toolsOf(thing).flatMap((tool) => {
            const told = EXPORTERS[tool];
            return told === undefined ? [] : [[plain(thing.of ?? ""), told] as const];
          }),
    ),
  );

const containerNames = ({ compose }: Project): ReadonlyMap<string, string> =>
  new Map(
    compose.flatMap(({ value }) =>
      Object.entries(mapOf(at(value, "services"))).flatMap(([name, service]) => {
        const container = textOf(mapOf(service)["container_name"]);
        return container === undefined ? [] : [[container, name] as const];
      }),
    ),
  );
