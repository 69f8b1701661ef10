/** Programs that no deployment of the project names: code that starts a server, takes from a queue or is a page's application. */
import type { Project } from "../project";
import type { Cluster } from "./cluster";
import type { CodeFacts } from "./code";
import { merelyRuns } from "./docker";
import { evidence, type ServiceHint } from "./hint";
import { isOneOff } from "./commands";
import { keyOf } from "./names";
import { isAside, lies } from "./paths";
import { at, text } from "./values";
import type { Unit } from "./units";

export const standalone = (
  project: Project,
  units: readonly Unit[],
  deployed: readonly Cluster[],
  factsOf: (unit: Unit) => CodeFacts,
): readonly Cluster[] => {
  const taken = deployed.flatMap((cluster) =>
    cluster.unit === undefined || leavesTheServer(cluster, factsOf) ? [] : [cluster.unit],
  );
  const found: Cluster[] = [];
  for (const unit of units) {
    if (taken.includes(unit) || isAside(unit.folder)) continue;
    if ([...taken, ...found.flatMap((cluster) => cluster.unit ?? [])].some((other) => isPartOf(unit, other, factsOf)))
      continue;
    // The folder of a Dockerfile that a deployed unit below it is packed with.
    if (unit.manifests.length === 0 && !unit.main && taken.some((other) => lies(other.folder, unit.folder))) continue;
    if (isProgram(project, unit, factsOf)) found.push({ unit, hints: [hintOf(project, unit)] });
  }
  return found;
};

/** A unit of systemd that works through a queue says nothing of the server that the same code is. */
const leavesTheServer = ({ hints, unit }: Cluster, factsOf: (unit: Unit) => CodeFacts): boolean => {
  const kind = hints.map((hint) => hint.kind?.value).find((told) => told !== undefined);
  return (
    hints.every(({ source }) => source === "processes") &&
    kind !== undefined &&
    kind !== "web" &&
    unit !== undefined &&
    factsOf(unit).kind?.value === "web"
  );
};

/** Code below a program's own folder is a part of it, unless it is packed or shown by itself. */
const isPartOf = (unit: Unit, other: Unit, factsOf: (unit: Unit) => CodeFacts): boolean => {
  if (unit.folder === other.folder || !lies(unit.folder, other.folder)) return false;
  if (unit.dockerfiles.length > 0) return false;
  if (other.folder === "") return unit.manifests.length === 0 && !unit.main;
  return !unit.main && factsOf(unit).kind?.value !== "frontend";
};

const isProgram = (project: Project, unit: Unit, factsOf: (unit: Unit) => CodeFacts): boolean => {
  const facts = factsOf(unit);
  if (facts.sources.length === 0) return false;
  const [packed] = unit.dockerfiles;
  if (packed !== undefined && merelyRuns(project, packed) !== undefined) return false;
  if (
    isOneOff(unit.names[0] ?? "") ||
    /(?:^|\/)(?:libs?|packages\/(?:shared|common|config|eslint|tsconfig)[\w-]{0,40}|scripts?|tools?|ci|build|infra|infrastructure|cdk|pulumi|terraform|deploy)(?:\/|$)/.test(
      unit.folder,
    )
  )
    return false;
  if (isLibrary(project, unit)) return false;
  if (facts.kind?.value === "frontend") return facts.starts;
  if (!facts.starts) return false;
  return (
    facts.serves ||
    facts.consumes ||
    facts.kind?.value === "cron" ||
    facts.kind?.value === "worker" ||
    (packed?.command !== undefined && unit.manifests.length > 0 && !unit.main && facts.language?.value !== "rust")
  );
};

/** A package that others install. */
const isLibrary = (project: Project, unit: Unit): boolean =>
  unit.manifests.some((file) => {
    if (file.name !== "package.json") return false;
    const manifest = project.structured(file)[0]?.value;
    const published =
      at(manifest, "private") !== true &&
      (at(manifest, "exports") !== undefined ||
        at(manifest, "types") !== undefined ||
        at(manifest, "bin") !== undefined ||
        at(manifest, "peerDependencies") !== undefined);
    return published && text(at(manifest, "scripts", "start")) === undefined;
  });

const hintOf = (project: Project, unit: Unit): ServiceHint => {
  const [first = project.name, ...rest] = unit.names;
  const packaged = unit.folder === "" ? rest[0] : undefined;
  const name =
    packaged ??
    (keyOf(first).length < 2 ? (rest[0] ?? first) : PLAIN.has(first.toLowerCase()) ? (rest[0] ?? first) : first);
  return {
    source: "code",
    name,
    aliases: unit.names,
    evidence: evidence(unit.evidence.file, unit.evidence.line, unit.evidence.sees),
    confidence: "likely",
    folder: unit.folder,
  };
};

const PLAIN = new Set(["src", "app", "code", "cmd", "main"]);
