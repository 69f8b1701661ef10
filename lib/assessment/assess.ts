/** Looks at a project and says what it is made of, what watches it, what is missing and what to do about it. */
import { sortFindings, type Finding } from "../model";
import { INFRASTRUCTURE, type Assessment, type Infrastructure, type Monitoring } from "./assessment";
import { complianceOf } from "./compliance";
import { infrastructureOf } from "./infrastructure";
import { maturityOf } from "./maturity";
import { monitoringOf } from "./monitoring";
import { needsOf } from "./needs";
import { openProject, type Limits, type Project } from "./project";
import { recommendationsOf } from "./recommendations";
import { servicesOf } from "./services";

export interface AssessOptions {
  /** Told what is being done, in a few words: an assessment of a large project takes some seconds. */
  readonly progress?: (text: string) => void;
  readonly limits?: Partial<Limits>;
}

const NO_INFRASTRUCTURE = Object.fromEntries(INFRASTRUCTURE.map((kind) => [kind, []])) as unknown as Infrastructure;

const NO_MONITORING: Monitoring = {
  tools: [],
  retired: [],
  problems: [],
  judged: { rules: 0, alerts: 0, dashboards: 0, receivers: 0 },
  metrics: { asked: [], exported: [] },
  scraped: [],
  tellsPeople: [],
};

/**
 * Reads the folder and nothing else: no network, no link that leads out, no code of it is run, and nothing is written. What cannot be read
 * is told in `findings`, and the rest is assessed.
 * @throws where there is no such folder
 */
export const assess = async (
  folder: string,
  { progress = () => undefined, limits }: AssessOptions = {},
): Promise<Assessment> => {
  const project = await openProject(folder, { progress, ...(limits === undefined ? {} : { limits }) });
  const incomplete: Finding[] = [];
  /** A part that stumbles over what nobody has thought of leaves the others their work, and says so. */
  const part = <Result>(name: string, none: Result, work: () => Result): Result => {
    progress(name);
    try {
      return work();
    } catch (error) {
      incomplete.push(stumbled(name, error));
      return none;
    }
  };
  const infrastructure = part("infrastructure", NO_INFRASTRUCTURE, () => infrastructureOf(project));
  const services = part("services", [], () => servicesOf(project, infrastructure));
  const monitoring = part("monitoring", NO_MONITORING, () => monitoringOf(project, services, infrastructure));
  const seen = { project, services, infrastructure, monitoring };
  const needs = part("needs", [], () => needsOf(seen));
  const compliance = part("compliance", [], () => complianceOf(seen));
  part("malformed files", undefined, () => readTheRest(project));
  const assessed = {
    name: project.name,
    looked: { files: project.files.length, bytes: project.bytes },
    leftOut: project.leftOut,
    infrastructure,
    services,
    monitoring,
    needs,
    compliance,
    findings: sortFindings([...project.findings, ...incomplete]),
  };
  const recommendations = part("recommendations", [], () => recommendationsOf(assessed, project));
  const maturity = part("maturity", [], () => maturityOf(assessed, project));
  return { ...assessed, recommendations, maturity, findings: sortFindings([...project.findings, ...incomplete]) };
};

const stumbled = (name: string, error: unknown): Finding => ({
  check: "assessment/incomplete",
  severity: "error",
  path: name,
  problem: `this part could not be assessed: ${error instanceof Error ? error.name : "it failed"}`,
  mend: "tell the people who maintain cdktf-observability which files the project has",
});

/** Bytes of configuration that nobody has asked for and that is read all the same, so that mistakes in it are told. */
const REST = 8_388_608;
/** Bytes of a file above which it is data, not configuration. */
const DATA = 131_072;

const FORMATS: readonly (readonly [RegExp, (project: Project) => (file: Project["files"][number]) => unknown])[] = [
  [/\.(?:ya?ml|json)$/i, ({ structured }) => structured],
  [/\.toml$/i, ({ toml }) => toml],
  [/^pom\.xml$|\.(?:cs|fs|vb)proj$|\.config$|^(?:web|app|logback.{0,40}|log4j2?)\.xml$/i, ({ xml }) => xml],
];

const readTheRest = (project: Project): undefined => {
  let bytes = 0;
  for (const file of project.files) {
    const read = FORMATS.find(([name]) => name.test(file.name))?.[1];
    if (read === undefined || file.size > DATA) continue;
    bytes += file.size;
    if (bytes > REST) return;
    read(project)(file);
  }
  for (const file of project.dockerfiles) project.dockerfile(file);
};
