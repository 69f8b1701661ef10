/** Signs that a set of rules may apply, and what it would ask: for a person to verify, and never legal advice. */
import type {
  AssessedService,
  ComplianceSign,
  Confidence,
  Evidence,
  Framework,
  Infrastructure,
  Monitoring,
} from "../assessment";
import type { Project, ProjectFile } from "../project";
import { AUDITORS, DOCUMENTS, EUROPE, FIELDS, LIBRARIES } from "./signs";
import { CARDS_ELSEWHERE, VERIFY } from "./verify";

export interface ComplianceProps {
  readonly project: Project;
  readonly services: readonly AssessedService[];
  readonly infrastructure: Infrastructure;
  readonly monitoring: Monitoring;
}

const FRAMEWORKS: readonly Framework[] = ["PCI DSS", "HIPAA", "GDPR", "SOC 2", "ISO 27001"];

/** One sign for each set of rules that something speaks for, in the order of the page. */
export const complianceOf = ({ project }: Pick<ComplianceProps, "project">): readonly ComplianceSign[] => {
  const marks = [...documents(project), ...libraries(project), ...fields(project), ...auditors(project)];
  const signs = FRAMEWORKS.flatMap((framework) =>
    signOf(
      framework,
      marks.filter((mark) => mark.framework === framework),
    ),
  );
  return signs.map((sign) =>
    sign.framework === "GDPR" ? { ...sign, evidence: withRegion(project, sign.evidence) } : sign,
  );
};

interface Mark {
  readonly framework: Framework;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** A field of a card itself. */
  readonly card?: boolean;
}

const RANK: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };
const PLACES = 5;

/** Two hints are as good as one sign. */
const signOf = (framework: Framework, marks: readonly Mark[]): readonly ComplianceSign[] => {
  const best = [...marks].sort(
    (a, b) =>
      RANK[a.confidence] - RANK[b.confidence] ||
      compared(a.evidence.file, b.evidence.file) ||
      (a.evidence.line ?? 0) - (b.evidence.line ?? 0),
  );
  const [first] = best;
  if (first === undefined) return [];
  const files = new Set(best.map(({ evidence }) => evidence.file));
  if (first.confidence === "possible" && files.size < 2 && !isPayment(first)) return [];
  const elsewhere = framework === "PCI DSS" && !marks.some(({ card }) => card === true);
  return [
    {
      framework,
      confidence: first.confidence,
      evidence: [
        ...new Map(best.map(({ evidence }) => [`${evidence.file}:${evidence.line ?? 0}`, evidence])).values(),
      ].slice(0, PLACES),
      verify: elsewhere ? [CARDS_ELSEWHERE, ...VERIFY[framework]] : VERIFY[framework],
    },
  ];
};

const isPayment = ({ framework, evidence }: Mark): boolean =>
  framework === "PCI DSS" && evidence.sees.startsWith("npm:");

const TESTS =
  /(?:^|\/)(?:tests?|__tests__|spec|specs|testdata|fixtures?|examples?|mocks?|e2e|locales?|i18n|translations?)\//i;
const DOCUMENT = /\.(?:md|mdx|txt|rst|adoc|html)$/i;
const NO_DOCUMENT =
  /^(?:changelog|changes|history|license|licence|notice|copying|authors|contributors|requirements|robots|third[-_]party|code_of_conduct)/i;
const LONGEST = 300_000;

const short = (text: string): string => {
  const line = text
    .trim()
    .replace(/:\/\/[^\s/@]{0,300}@/g, "://…@")
    .replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

/** A title or a file's name says what a document is about; else it has to be said more than once. */
const documents = (project: Project): readonly Mark[] =>
  project.files
    .filter(({ path, name }) => DOCUMENT.test(name) && !NO_DOCUMENT.test(name) && !TESTS.test(path))
    .flatMap((file) => {
      const text = (project.text(file) ?? "").slice(0, LONGEST);
      return DOCUMENTS.flatMap(({ framework, pattern }): readonly Mark[] => {
        if (!pattern.test(text)) return [];
        const lines = linesWith(text, pattern);
        const title = lines.find(({ text }) => /^\s{0,3}#{1,3}\s|<h[1-3]/i.test(text));
        const about = title !== undefined || pattern.test(spelled(file));
        const [first] = title === undefined ? lines : [title];
        if (first === undefined) return [];
        const policy = /privacy|data[-_ ]?protection|datenschutz|security|compliance|policy|polic/i.test(file.path);
        const confidence: Confidence = about ? "certain" : policy || lines.length > 1 ? "likely" : "possible";
        return [{ framework, confidence, evidence: { file: file.path, line: first.line, sees: short(first.text) } }];
      });
    });

/** `docs/pci-dss.md` → `PCI DSS`, as the patterns of texts write it. */
const spelled = ({ name }: ProjectFile): string =>
  name
    .replace(/\.[a-z]{2,4}$/i, "")
    .replace(/[-_]/g, " ")
    .toUpperCase();

const linesWith = (text: string, pattern: RegExp): readonly { readonly line: number; readonly text: string }[] =>
  text
    .split("\n")
    .flatMap((raw, index) => (pattern.test(raw.slice(0, 1000)) ? [{ line: index + 1, text: raw.slice(0, 1000) }] : []));

const libraries = (project: Project): readonly Mark[] =>
  project.dependencies
    .filter(({ development, file }) => !development && !TESTS.test(file.path))
    .flatMap(({ name, ecosystem, file, line }) => {
      const lower = name.toLowerCase();
      return LIBRARIES.flatMap(({ framework, confidence, names, prefixes }) =>
        names.has(lower) || prefixes.some((start) => lower.startsWith(start))
          ? [{ framework, confidence, evidence: { file: file.path, line, sees: `${ecosystem}: ${name}` } }]
          : [],
      );
    });

interface Written {
  readonly file: ProjectFile;
  readonly text: string;
}

/** Programs, and what describes data. */
const written = (project: Project): readonly Written[] => [
  ...project.sources.filter(({ file }) => !TESTS.test(file.path)),
  ...project
    .matching("**/*.{sql,prisma,proto,graphql,avsc}")
    .filter(({ path }) => !TESTS.test(path))
    .flatMap((file) => {
      const text = project.text(file);
      return text === undefined ? [] : [{ file, text }];
    }),
];

/** Where data are described: there a plain field is one of people, and not of a form or of a message. */
const MODEL =
  /(?:^|[/._-])(?:models?|entit(?:y|ies)|migrations?|migrate|schemas?|domain)(?:[/._-]|s?\.)|\.(?:sql|prisma|proto|avsc)$/i;
/** Kinds of plain fields in one file that together describe a person. */
const ENOUGH = 3;

const fields = (project: Project): readonly Mark[] => written(project).flatMap(fieldsIn);

const fieldsIn = ({ file, text: whole }: Written): readonly Mark[] => {
  const text = whole.slice(0, LONGEST);
  const hits = FIELDS.filter(
    ({ pattern, strength, framework }) =>
      (strength === "strong" || framework !== "GDPR" || MODEL.test(file.path)) && pattern.test(text),
  );
  return FRAMEWORKS.flatMap((framework): readonly Mark[] => {
    const own = hits.filter((hit) => hit.framework === framework);
    const strong = own.some(({ strength }) => strength === "strong");
    const kinds = new Set(own.map(({ kind }) => kind)).size;
    if (!strong && kinds < (framework === "GDPR" ? ENOUGH : 2)) return [];
    return own.flatMap(({ pattern, strength, kind }) => {
      const [first] = linesWith(text, pattern).filter(({ text }) => !/^\s*(?:\/\/|#|\*|--|<!--)/.test(text));
      if (first === undefined || (strength === "weak" && strong)) return [];
      const confidence: Confidence = framework === "PCI DSS" && kinds > 1 ? "certain" : "likely";
      const evidence = {
        file: file.path,
        line: first.line,
        sees: `${kind}: ${short(pattern.exec(first.text)?.[0] ?? "")}`,
      };
      return [{ framework, confidence, evidence, card: framework === "PCI DSS" }];
    });
  });
};

/** Names of programs that prove controls, in the names of files and in libraries. */
const auditors = (project: Project): readonly Mark[] =>
  AUDITORS.flatMap(([pattern, framework]) => [
    ...project.files
      .filter(({ path, name }) => pattern.test(name) && !TESTS.test(path))
      .map((file): Mark => ({ framework, confidence: "likely", evidence: { file: file.path, sees: file.name } })),
    ...project.hcl
      .filter(
        ({ labels, file }) => labels.some((label) => pattern.test(label.replace(/_/g, " "))) && !TESTS.test(file.path),
      )
      .map(({ file, line, type, labels }): Mark => ({
        framework,
        confidence: "likely",
        evidence: { file: file.path, line, sees: `${type} ${labels.join(" ")}` },
      })),
  ]);

/** A region in the European Union says where the data lie; alone it says nothing of data. */
const withRegion = (project: Project, evidence: readonly Evidence[]): readonly Evidence[] => {
  const region = project.files
    .filter(({ name, path }) => /\.(?:tf|tfvars|bicep|bicepparam|ya?ml)$/.test(name) && !TESTS.test(path))
    .flatMap((file) => {
      const text = (project.text(file) ?? "").slice(0, LONGEST);
      const found = EUROPE.test(text) ? linesWith(text, EUROPE)[0] : undefined;
      return found === undefined
        ? []
        : [{ file: file.path, line: found.line, sees: `region: ${EUROPE.exec(found.text)?.[0] ?? ""}` }];
    })[0];
  return region === undefined ? evidence : [...evidence.slice(0, PLACES - 1), region];
};

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
