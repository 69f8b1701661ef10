/** Whether Alertmanager can read and fill in a template: its syntax, its functions, the templates and the fields that it names. */
import { didYouMean } from "../../model";
import type { Operand, Pipeline, TemplateNode } from "../../query";
import { DEFAULT_TEMPLATES } from "./default-templates";
import { FUNCTIONS } from "./functions";
import { everyNode, isEmpty, libraryOf, readTemplateText, type Definition, type ReadTemplate } from "./library";
import { namesIn, type Type } from "./types";
import { walk } from "./walk";

export interface TemplateProblem {
  /** Where it stands in the text. */
  readonly from: number;
  readonly to?: number;
  readonly message: string;
  readonly mend: string;
}

/** What a template can rely on. */
export interface TemplateSurroundings {
  /** It is filled in as HTML: e-mail, Telegram and Pushover in their HTML modes. @default false */
  readonly html?: boolean;
  /** It is the payload of a webhook, which knows more than other texts: the key of the group. @default false */
  readonly payload?: boolean;
  /** Names of templates beside Alertmanager's own. */
  readonly defined: ReadonlySet<string>;
  /** Texts of the other files: a template is followed into them with what it hands over. @default none */
  readonly files?: readonly string[];
}

/** What Alertmanager would refuse of a text of a channel, which is given a notification. */
export const templateProblems = (text: string, surroundings: TemplateSurroundings): readonly TemplateProblem[] =>
  problemsOf(text, surroundings, (read) => [
    [read.nodes, surroundings.payload === true ? "webhook message" : "notification"],
  ]);

/** What Alertmanager would refuse of a file of templates. What nothing in it calls is taken to be given what it fits best. */
export const templateFileProblems = (text: string, surroundings: TemplateSurroundings): readonly TemplateProblem[] =>
  problemsOf(text, surroundings, ({ nodes, definitions }) => {
    const called = new Set(everyNode(nodes).flatMap((node) => (isCall(node) ? [node.name] : [])));
    const roots = definitions.filter(({ name }) => !called.has(name));
    return [
      [nodes, "notification"],
      ...roots.map(({ body }): [readonly TemplateNode[], Type] => [body, likelyDot(body, text, surroundings)]),
    ];
  });

type Starts = (read: ReadTemplate) => readonly (readonly [nodes: readonly TemplateNode[], dot: Type])[];

const problemsOf = (text: string, surroundings: TemplateSurroundings, starts: Starts): readonly TemplateProblem[] => {
  const read = readTemplateText(text);
  if (read.problem !== undefined) return [{ ...read.problem, mend: mendOf(read.problem.message) }];
  const problems = [
    ...twice(read.definitions),
    ...undefinedNames(read, surroundings),
    ...starts(read).flatMap(([nodes, dot]) => wrongWith(nodes, dot, text, surroundings)),
  ];
  const seen = new Set<string>();
  return problems
    .filter(({ from, message }) => !seen.has(`${from} ${message}`) && seen.add(`${from} ${message}`))
    .sort((a, b) => a.from - b.from);
};

const mendOf = (message: string): string => {
  const name = /^there is no function (\S+)/.exec(message)?.[1];
  return name === undefined
    ? "write it as Go's template language has it"
    : `use a function that Alertmanager or Go has${didYouMean(name, FUNCTIONS)}`;
};

const wrongWith = (
  nodes: readonly TemplateNode[],
  dot: Type,
  text: string,
  { html = false, files = [] }: TemplateSurroundings,
): readonly TemplateProblem[] => {
  const problems: TemplateProblem[] = [];
  walk(nodes, dot, {
    own: libraryOf([text]),
    others: libraryOf(files),
    html,
    report: ({ from, to }, complaint) => problems.push({ from, to, ...complaint }),
  });
  return problems;
};

/** Go takes a second template of a name only where one of the two says nothing. */
const twice = (definitions: readonly Definition[]): readonly TemplateProblem[] => {
  const filled = definitions.filter(({ body }) => !isEmpty(body));
  return filled
    .filter(({ name }, index) => filled.findIndex((each) => each.name === name) < index)
    .map(({ name, from, to }) => ({
      from,
      to,
      message: `a second template is called ${name}`,
      mend: "give it another name, or remove one of them",
    }));
};

type Call = Extract<TemplateNode, { readonly kind: "template" }>;
const isCall = (node: TemplateNode): node is Call => node.kind === "template";

const undefinedNames = (
  { nodes, definitions }: ReadTemplate,
  { defined, files = [] }: TemplateSurroundings,
): readonly TemplateProblem[] => {
  const own = [...definitions.map(({ name }) => name), ...defined, ...libraryOf(files).keys()];
  const known = new Set([...own, ...DEFAULT_TEMPLATES.keys()]);
  return everyNode(nodes)
    .filter(isCall)
    .filter(({ name }) => !known.has(name))
    .map(({ name, from, to }) => ({
      from,
      to,
      message: `no template is called ${name}${didYouMean(name, own) || didYouMean(name, DEFAULT_TEMPLATES.keys())}`,
      mend: `define it: {{ define "${name}" }}…{{ end }}, or use one that is there`,
    }));
};

/** What a template is written for that nobody in sight calls: what leaves the fewest problems; unknown where it names no field. */
const likelyDot = (body: readonly TemplateNode[], text: string, surroundings: TemplateSurroundings): Type => {
  const fields = new Set(fieldsOfDot(body, true));
  const candidates = (["notification", "alert"] as const).filter((type) =>
    namesIn(type).some((name) => fields.has(name)),
  );
  const [best] = candidates
    .map((type) => ({ type, problems: wrongWith(body, type, text, surroundings).length }))
    .sort((a, b) => a.problems - b.problems);
  return best?.type ?? "any";
};

/** Fields that are taken of what the template is given. */
const fieldsOfDot = (nodes: readonly TemplateNode[], isDot: boolean): readonly string[] =>
  nodes.flatMap((node) => {
    switch (node.kind) {
      case "text":
      case "define":
        return [];
      case "action":
      case "template":
      case "block":
        return fieldsIn(node.pipeline, isDot);
      case "if":
      case "range":
      case "with":
        return [
          ...fieldsIn(node.pipeline, isDot),
          ...fieldsOfDot(node.body, isDot && node.kind === "if"),
          ...fieldsOfDot(node.otherwise, isDot),
        ];
    }
  });

const fieldsIn = (pipeline: Pipeline | undefined, isDot: boolean): readonly string[] =>
  (pipeline?.commands ?? []).flat().flatMap((operand: Operand) => {
    if (operand.kind === "pipeline") return fieldsIn(operand.pipeline, isDot);
    const isOfDot = (operand.kind === "field" && isDot) || (operand.kind === "variable" && operand.name === "");
    return isOfDot ? operand.path.slice(0, 1) : [];
  });
