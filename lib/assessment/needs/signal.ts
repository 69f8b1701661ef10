/** What tells that something is measured: of whom, what, and where it was seen. */
import type { AssessedService, Evidence, Infrastructure, Monitoring } from "../assessment";
import { toolsOf, thingsOf, type Thing } from "../monitoring";
import type { Project } from "../project";

export interface Assessed {
  readonly project: Project;
  readonly services: readonly AssessedService[];
  readonly infrastructure: Infrastructure;
  readonly monitoring: Monitoring;
}

export interface Signal {
  /** Name of the service or of the part of the infrastructure; `*` for every service. */
  readonly of: string;
  readonly need: string;
  readonly evidence: Evidence;
}

export const signals = (of: string, needs: readonly string[], evidence: Evidence): readonly Signal[] =>
  needs.map((need) => ({ of, need, evidence }));

export const GOLDEN = ["traffic", "errors", "latency", "saturation"] as const;

/** The service in whose folder a file stands: of several, the one nearest to it. */
export const serviceAt = (file: string, services: readonly AssessedService[]): readonly AssessedService[] => {
  const around = services.filter(
    ({ folder }) => folder !== undefined && (folder === "" || file.startsWith(`${folder}/`)),
  );
  const deepest = Math.max(...around.map(({ folder }) => folder?.length ?? 0));
  return around.filter(({ folder }) => (folder?.length ?? 0) === deepest);
};

/** `BookLambdaFunction` and `book_lambda_function` alike. */
const plain = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[_\s]/g, "-");

export const isNamed = (text: string, name: string): boolean => plain(text) === plain(name);

/** Whether a text speaks of a name as a word of its own: `aws_lambda_function.checkout.function_name`. */
export const speaksOf = (text: string, name: string): boolean => {
  const [inner, wanted] = [plain(text), plain(name)];
  for (let at = inner.indexOf(wanted); at >= 0; at = inner.indexOf(wanted, at + 1))
    if (!/[a-z0-9]/.test(inner[at - 1] ?? "") && !/[a-z0-9]/.test(inner[at + wanted.length] ?? "")) return true;
  return false;
};

/** Services that a thing is about: the one that it stands in, that whose folder it stands in, or those that share a manifest above them. */
export const servicesOfThing = (
  { of, file, kind }: Thing,
  { project, services }: Pick<Assessed, "project" | "services">,
): readonly AssessedService[] => {
  const named = of === undefined ? [] : services.filter(({ name }) => isNamed(name, of));
  if (named.length > 0) return named;
  if (of !== undefined) return [];
  const around = serviceAt(file, services);
  return around.length > 0 || kind !== "library"
    ? around
    : services.filter((service) => shares(service, file, project));
};

/** Whether a service has no manifest of its own, and this one is the nearest above it. */
const shares = ({ folder }: AssessedService, manifest: string, project: Project): boolean => {
  if (folder === undefined || folder === "") return false;
  const slash = manifest.lastIndexOf("/");
  const [above, name] = [manifest.slice(0, slash + 1), manifest.slice(slash + 1)];
  if (!folder.startsWith(above)) return false;
  const parts = folder.slice(above.length).split("/");
  return parts.every(
    (_, index) => project.file(`${above}${parts.slice(0, index + 1).join("/")}/${name}`) === undefined,
  );
};

const SCRAPERS: ReadonlySet<string> = new Set(["prometheus", "collector", "grafana-agent", "alloy"]);

/** Ways in which they find their targets by themselves. */
const DISCOVERY =
  /\b(?:kubernetes|consul|ec2|nomad|http|docker|dockerswarm|azure|gce|eureka|file|hetzner|digitalocean|ecs)_sd_configs\b|\bdiscovery\.(?:kubernetes|docker|consul|ec2)\b/;

/** Whether the metrics that a service exposes get to somebody. */
export const collectedBy = ({ project, monitoring }: Assessed): ((service: AssessedService) => boolean) => {
  const scraped = new Set(monitoring.scraped.map(({ value }) => value));
  const discovers = thingsOf(project).some(
    (thing) => thing.kind === "configuration" && SCRAPERS.has(thing.name) && DISCOVERY.test(textAt(project, thing)),
  );
  const anyAnnotation = thingsOf(project).some(({ name }) => name === "annotation:prometheus.io/scrape");
  return ({ name }) => scraped.has(name) || (discovers && !anyAnnotation);
};

export const textAt = (project: Project, { file }: Thing): string => {
  const found = project.file(file);
  return found === undefined ? "" : (project.text(found) ?? "");
};

/** Whether one of the tools that keep metrics of Prometheus's kind is there. */
export const hasPrometheus = (project: Project): Thing | undefined =>
  thingsOf(project).find(
    (thing) =>
      ["image", "chart", "configuration", "resource"].includes(thing.kind) &&
      toolsOf(thing).some((tool) => tool === "prometheus" || tool === "victoriametrics" || tool === "mimir"),
  );
