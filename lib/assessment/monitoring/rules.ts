/** The rules of Prometheus that are there, judged by our own checks. */
import { runForeignChecks } from "../../checks";
import { model, textOf as expressionText, type Finding, type PackFact } from "../../model";
import { packsOf, type RuleFile } from "../rule-files";
import type { Project } from "../project";
import { asked, type AskedQuery } from "./asked";
import { yamlFiles } from "./configurations";
import { embeddedFiles } from "./embedded";
import { LONGEST_QUERY, readOr } from "./within-reach";

export interface Rules {
  readonly packs: readonly PackFact[];
  readonly findings: readonly Finding[];
  readonly rules: number;
  readonly alerts: number;
  readonly asked: readonly AskedQuery[];
}

/** More files than this are not judged. */
const MOST_FILES = 1_000;

const known = new WeakMap<Project, Rules>();

export const rulesOf = (project: Project): Rules => {
  const before = known.get(project) ?? judged(project);
  known.set(project, before);
  return before;
};

const judged = (project: Project): Rules => {
  const texts = [...fileTexts(project), ...embeddedTexts(project)];
  const read = texts.slice(0, MOST_FILES).map(({ path, text }) => readable(path, text));
  const packs = read.flatMap((each) => each.packs);
  const rules = packs.flatMap(({ pack }) => [...pack.recordingRules, ...pack.alerts]);
  return {
    packs,
    rules: rules.length,
    alerts: packs.reduce((sum, { pack }) => sum + pack.alerts.length, 0),
    findings: [
      ...read.flatMap(({ findings }) => findings.map(asNotJudged)),
      ...readOr<readonly Finding[]>([], () =>
        runForeignChecks(model(project.name, "production", [{ packs }]), { habits: false }),
      ),
      ...tooMany(texts.length),
      ...jsonnet(project),
    ],
    asked: rules.flatMap((rule) =>
      asked(expressionText(rule.expr), {
        ...placeOf(rule.place),
        sees: `${rule.kind === "alert" ? "alert" : "record"}: ${rule.name}`,
      }),
    ),
  };
};

/** A line that no person has written, or nesting that no parser goes down to the end of. */
const readable = (path: string, text: string): RuleFile => {
  const refused: RuleFile = {
    packs: [],
    findings: [
      {
        check: "input/yaml",
        severity: "error",
        path,
        problem: "is too long or nested too deeply to be read",
        mend: "write shorter queries",
      },
    ],
  };
  return text.split("\n").some((line) => line.length > LONGEST_QUERY)
    ? refused
    : readOr(refused, () => packsOf(text, path));
};

const placeOf = (place: string | undefined): { readonly file: string; readonly line?: number } => {
  const [, file, line] = /^(.*):(\d+)$/.exec(place ?? "") ?? [];
  return file === undefined ? { file: place ?? "" } : { file, line: Number(line) };
};

/** Lines that a file of rules has, and hardly another. */
const SIGNS: readonly RegExp[] = [
  /^\s*-?\s*["']?groups["']?:/m,
  /^\s*-?\s*["']?(?:alert|record)["']?:/m,
  /\bexpr["']?:/,
];

const isRules = (text: string): boolean => SIGNS.every((sign) => sign.test(text));

/** What is longer is judged only where it is YAML by the letter: to read what is not takes many attempts. */
const SHORT = 50_000;

const fileTexts = (project: Project) =>
  [...yamlFiles(project), ...project.files.filter(({ path }) => /\.rules?$/.test(path))].flatMap((file) => {
    const text = project.text(file);
    if (text === undefined || !isRules(text) || isConfigMap(text)) return [];
    return text.length <= SHORT || project.structured(file).length > 0 ? [{ path: file.path, text }] : [];
  });

const isConfigMap = (text: string): boolean =>
  /^kind: ["']?ConfigMap/m.test(text) && !/^kind: ["']?PrometheusRule/m.test(text);

const MOST_EMBEDDED = 500_000;

/** Moved down to the lines on which they stand in their manifest. */
const embeddedTexts = (project: Project) =>
  embeddedFiles(project)
    .filter(({ text }) => text.length <= MOST_EMBEDDED && isRules(text))
    .map(({ object, text, line }) => ({ path: object.file.path, text: `${"\n".repeat(line)}${text}` }));

/** A template of Helm is no mistake: it is only not judged. */
const asNotJudged = (finding: Finding): Finding =>
  finding.check === "input/helm-template" ? { ...finding, severity: "warning" } : finding;

const tooMany = (count: number): readonly Finding[] =>
  count <= MOST_FILES
    ? []
    : [
        {
          check: "input/too-many-rule-files",
          severity: "warning",
          path: ".",
          problem: `${count} files hold rules, of which the first ${MOST_FILES} were judged`,
          mend: "assess the folders that hold the others by themselves",
        },
      ];

/** Rules and dashboards that a program writes are known only when it has run. */
const jsonnet = (project: Project): readonly Finding[] => {
  const files = project.files.filter(({ path }) => /\.(?:jsonnet|libsonnet)$/.test(path));
  const [first] = files.filter((file) =>
    /prometheus(?:Rules|Alerts)|grafanaDashboards|\balert:/.test(project.text(file) ?? ""),
  );
  return first === undefined
    ? []
    : [
        {
          check: "input/jsonnet",
          severity: "warning",
          path: first.path,
          problem: `is Jsonnet, as ${files.length} files of the project are: its rules and dashboards are not known before Jsonnet has run`,
          mend: "write them first (jsonnet -m or the mixin's Makefile), and assess what comes out",
        },
      ];
};
