/** Objectives that somebody has already, in files of OpenSLO v1 and of Sloth, as objectives of ours. */
import { ConfigurationError, days, didYouMean, errorsIn, type Finding, type Slo, type SloWindow } from "../../model";
import { fieldsOf, listIn, textIn } from "./fields";
import { named, type GivenNames } from "./given-names";
import type { ImportedObjective, UnnamedObjective } from "./imported";
import { madeOf } from "./made";
import { objectivesOf } from "./open-slo";
import { openSloObject, reportTwins, type Objects } from "./open-slo-objects";
import { newReport, type Report } from "./report";
import { slothFile, slothObject } from "./sloth";
import { typescriptOf } from "./typescript";
import { documentsOf, entriesOf, scalarOf, type Written } from "./written";

export interface ImportOptions {
  /** Over which objectives are kept that do not say it: all of Sloth's. @default days(30) */
  readonly window?: SloWindow;
  /**
   * Names of ours, by the name in the file or by service and name: `{ "shop/requests-availability": "shop-availability" }`.
   * @default those of the file, as far as they can be names here
   */
  readonly names?: GivenNames;
  /** Team that owns all of them. @default the label `team` or `owner` of the file */
  readonly owner?: string;
}

/** A file of objectives. */
export interface SloFile {
  /** How it is called in findings. */
  readonly file: string;
  /** YAML, of one or several documents. */
  readonly text: string;
}

export interface ImportedSlos {
  readonly slos: readonly Slo[];
  /** What is carried over with less, or with another meaning. Warnings alone: errors are thrown. */
  readonly findings: readonly Finding[];
}

/**
 * `importSlos(readFileSync("slos.yaml", "utf8"), { file: "slos.yaml" })`
 *
 * All of a file or nothing: an objective that is silently missing would be a promise that nobody watches.
 * @throws ConfigurationError with all that cannot be carried over, each with its line and what to write instead
 */
export const importSlos = (
  yamlText: string,
  {
    file,
    ...options
  }: ImportOptions & {
    /** How the file is called in findings. */
    readonly file: string;
  },
): ImportedSlos => {
  const { slos, findings } = importedFrom([{ file, text: yamlText }], options);
  return { slos, findings };
};

/**
 * The same objectives as TypeScript, for people who keep them as their own. Objects of several files may refer to each other.
 * @throws ConfigurationError as `importSlos` does
 */
export const importedSource = (
  files: readonly SloFile[],
  {
    module,
    ...options
  }: ImportOptions & {
    /** From where the source imports this package: `../../lib`, `cdktf-observability`. */
    readonly module: string;
  },
): { readonly source: string; readonly count: number; readonly findings: readonly Finding[] } => {
  const { objectives, findings } = importedFrom(files, options);
  const source = typescriptOf(objectives, { from: files.map(({ file }) => file), module });
  return { source, count: objectives.length, findings };
};

const importedFrom = (
  files: readonly SloFile[],
  { window = days(30), names = {}, owner }: ImportOptions,
): ImportedSlos & { readonly objectives: readonly ImportedObjective[] } => {
  const report = newReport();
  const documents = files.flatMap(({ file, text }) => {
    const found = documentsOf(text, file, report);
    if (found.length === 0 && report.findings.length === 0)
      report.refuse("import/format", file, "holds nothing", FORMAT_MEND);
    return found;
  });
  const unnamed = objectivesIn(documents.flatMap(withItems), window, report);
  const objectives = named(unnamed, names, report).map((each) => (owner === undefined ? each : { ...each, owner }));
  if (unnamed.length === 0 && errorsIn(report.findings).length === 0)
    report.refuse("import/format", files[0]?.file ?? "", "holds no objective", "name the files of its SLOs, too");
  const slos = madeOf(objectives, report);
  const findings = distinct(report.findings);
  if (errorsIn(findings).length > 0) throw new ConfigurationError(findings);
  return { slos, objectives, findings };
};

/** What is referred to twice is read twice. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

const FORMAT_MEND =
  'write apiVersion: openslo/v1 (OpenSLO), version: "prometheus/v1" or apiVersion: sloth.slok.dev/v1 (Sloth)';

/** Lists of objects, as `kubectl get -o yaml` prints them. */
const withItems = (document: Written): readonly Written[] => {
  const entries = entriesOf(document);
  const items = entries?.get("items");
  const kind = kindOf(entries);
  if (items === undefined || !["List", "PrometheusServiceLevelList"].includes(kind ?? "")) return [document];
  const silent = newReport();
  return listIn(fieldsOf(document, "a list", [...(entries?.keys() ?? [])], silent), "items");
};

const kindOf = (entries: ReadonlyMap<string, Written> | undefined): string | undefined => {
  const kind = entries?.get("kind");
  return kind && scalarOf(kind)?.text;
};

const OPEN_SLO = "openslo/v1";
const SLOTH = "prometheus/v1";
const SLOTH_OBJECT = "sloth.slok.dev/v1";

const objectivesIn = (
  documents: readonly Written[],
  window: SloWindow,
  report: Report,
): readonly UnnamedObjective[] => {
  const forms = documents.map((document) => ({ document, form: formOf(document, report) }));
  const objects: Objects = forms.flatMap(({ document, form }) =>
    form === OPEN_SLO ? (openSloObject(document, report) ?? []) : [],
  );
  reportTwins(objects, report);
  return [
    ...objects.filter(({ kind }) => kind === "SLO").flatMap((slo) => objectivesOf(slo, objects, { window }, report)),
    ...forms.flatMap(({ document, form }) => {
      if (form === SLOTH) return slothFile(document, { window }, report);
      return form === SLOTH_OBJECT ? slothObject(document, { window }, report) : [];
    }),
  ];
};

const FORMS = [OPEN_SLO, SLOTH, SLOTH_OBJECT] as const;

const formOf = (document: Written, report: Report): (typeof FORMS)[number] | undefined => {
  const entries = entriesOf(document);
  if (entries === undefined)
    return report.refuse("import/format", document.at, "is no objective of OpenSLO or Sloth", FORMAT_MEND);
  const fields = fieldsOf(document, "a file", [...entries.keys()], report);
  const [api, version] = [textIn(fields, "apiVersion"), textIn(fields, "version")];
  const form = FORMS.find((each) => each === (each === SLOTH ? version : api));
  if (form === SLOTH_OBJECT && kindOf(entries) !== "PrometheusServiceLevel")
    return report.refuse(
      "import/format",
      document.at,
      `is of kind ${kindOf(entries) ?? "nothing"}, which holds no objectives`,
      "name files of kind PrometheusServiceLevel",
    );
  if (form !== undefined) return form;
  const told = api === undefined ? version : api;
  const place = entries.get(api === undefined ? "version" : "apiVersion")?.at ?? document.at;
  if (told === undefined)
    return report.refuse("import/format", place, "does not say whether it is of OpenSLO or of Sloth", FORMAT_MEND);
  return /^openslo\//.test(told)
    ? report.refuse(
        "import/format",
        place,
        `is written for ${told}, and openslo/v1 alone is read`,
        "convert it to openslo/v1",
      )
    : report.refuse("import/format", place, `is written for ${told}${didYouMean(told, FORMS)}`, FORMAT_MEND);
};
