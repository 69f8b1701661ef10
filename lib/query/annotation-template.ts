/** Prometheus's template language in labels and annotations of alerts: whether it can be read, and what of the alert it shows. */
import { readGoTemplate } from "./go-template";
import type { Action, Operand } from "./go-template-tree";
import type { SyntaxProblem } from "./problem";

/** A place where the value of the alert is printed. */
export interface PrintedValue {
  /** Functions that it goes through, first one first; none: it is printed raw. */
  readonly functions: readonly string[];
  /** What `printf` is told: `%.2f`. */
  readonly format?: string;
  /** The text right after it. */
  readonly after: string;
  readonly from: number;
  readonly to: number;
}

export interface AnnotationTemplate {
  readonly problems: readonly SyntaxProblem[];
  /** Labels of the alert that it shows or tests, in the order of the text, each once. */
  readonly labels: readonly string[];
  readonly externalLabels: readonly string[];
  readonly values: readonly PrintedValue[];
  /** Whether anything in it depends on the alert. */
  readonly isConstant: boolean;
}

/** Those of Prometheus 3.15 and those of Go. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    "query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink tableLink sortByLabel " +
    "stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now " +
    "pathPrefix externalURL parseDuration urlQueryEscape " +
    "and break call continue html index slice js len not or print printf println urlquery eq ge gt le lt ne"
  ).split(" "),
);

const VARIABLES = ["$", "$labels", "$externalLabels", "$externalURL", "$value"];

/** What an alert gives to its template. */
const FIELDS = new Set(["Labels", "ExternalLabels", "ExternalURL", "Value"]);

const cache = new Map<string, AnnotationTemplate>();

export const readTemplate = (text: string): AnnotationTemplate => {
  const known = cache.get(text) ?? read(text);
  cache.set(text, known);
  return known;
};

const read = (text: string): AnnotationTemplate => {
  const { actions, problem } = readGoTemplate(text, FUNCTIONS, VARIABLES);
  const uses = actions.flatMap((action) => usesIn(action, operandsOf(action)));
  const labelsOf = (source: "Labels" | "ExternalLabels"): readonly string[] => [
    ...new Set(uses.flatMap((use) => (use.path[0] === source && use.path[1] !== undefined ? [use.path[1]] : []))),
  ];
  const unknown = uses.flatMap(({ path: [first = ""], action: { from, to } }) =>
    FIELDS.has(first)
      ? []
      : [
          {
            from,
            to,
            message: `there is no .${first}: an alert gives ${[...FIELDS].map((field) => `.${field}`).join(", ")}`,
          },
        ],
  );
  return {
    problems: problem === undefined ? unknown : [problem],
    labels: labelsOf("Labels"),
    externalLabels: labelsOf("ExternalLabels"),
    values: actions.flatMap(printedValue),
    isConstant: actions.length === 0,
  };
};

/** What an alert gives, as it is named in a template. */
interface Use {
  readonly path: readonly string[];
  readonly action: Action;
}

const operandsOf = ({ pipeline }: Pick<Action, "pipeline">): readonly (readonly Operand[])[] =>
  pipeline.commands.flatMap((command) => [
    command,
    ...command.flatMap((operand) => (operand.kind === "pipeline" ? operandsOf(operand) : [])),
  ]);

const usesIn = (action: Action, commands: readonly (readonly Operand[])[]): readonly Use[] =>
  commands.flatMap((command) => {
    const [called, container, key] = command;
    const isIndex = called?.kind === "function" && called.name === "index" && key?.kind === "string";
    return command.flatMap((operand): readonly Use[] => {
      const path = rootPath(operand, action.atRoot);
      if (path === undefined || path.length === 0) return [];
      return [{ path: isIndex && operand === container ? [...path, key.value] : path, action }];
    });
  });

const ALIASES: Readonly<Record<string, string>> = {
  labels: "Labels",
  externalLabels: "ExternalLabels",
  externalURL: "ExternalURL",
  value: "Value",
};

/** Where in the data of the alert an operand points; undefined where it points elsewhere. */
const rootPath = (operand: Operand, atRoot: boolean): readonly string[] | undefined => {
  if (operand.kind === "field") return atRoot ? operand.path : undefined;
  if (operand.kind !== "variable") return undefined;
  if (operand.name === "") return operand.path;
  const alias = Object.hasOwn(ALIASES, operand.name) ? ALIASES[operand.name] : undefined;
  return alias === undefined ? undefined : [alias, ...operand.path];
};

const isValue = (operand: Operand, atRoot: boolean): boolean => rootPath(operand, atRoot)?.join(".") === "Value";

/** The value, where the braces print nothing but it. */
const printedValue = (action: Action): readonly PrintedValue[] => {
  const { keyword, pipeline, atRoot, after, from, to } = action;
  if (keyword !== undefined || pipeline.declares.length > 0) return [];
  const through = valueThrough(pipeline.commands, atRoot);
  return through === undefined ? [] : [{ ...through, after, from, to }];
};

const valueThrough = (
  commands: readonly (readonly Operand[])[],
  atRoot: boolean,
): Pick<PrintedValue, "functions" | "format"> | undefined => {
  const [first = [], ...rest] = commands;
  const inner = first.findLast((operand) => isValue(operand, atRoot) || operand.kind === "pipeline");
  if (inner === undefined) return undefined;
  const before =
    inner.kind === "pipeline" ? valueThrough(inner.pipeline.commands, atRoot) : ({ functions: [] } as const);
  if (before === undefined) return undefined;
  const calls = [first, ...rest].flatMap((command) => {
    const [called, argument] = command;
    return called?.kind === "function"
      ? [
          {
            name: called.name,
            format: called.name === "printf" && argument?.kind === "string" ? argument.value : undefined,
          },
        ]
      : [];
  });
  const format = calls.findLast((call) => call.format !== undefined)?.format ?? before.format;
  return {
    functions: [...before.functions, ...calls.map(({ name }) => name)],
    ...(format === undefined ? {} : { format }),
  };
};
