/** Named templates: which ones a text defines, and what stands in them. */
import { templateNodes, readGoTemplate, type TemplateNode } from "../../query";
import { FUNCTIONS } from "./functions";

export interface Definition {
  readonly name: string;
  readonly body: readonly TemplateNode[];
  readonly from: number;
  readonly to: number;
}

export interface ReadTemplate {
  readonly nodes: readonly TemplateNode[];
  /** In the order of the text; one of a name that says nothing may be followed by another one. */
  readonly definitions: readonly Definition[];
  /** Why Alertmanager would not read it. */
  readonly problem?: { readonly from: number; readonly to: number; readonly message: string };
}

const cache = new Map<string, ReadTemplate>();

export const readTemplateText = (text: string): ReadTemplate => {
  const known = cache.get(text) ?? read(text);
  cache.set(text, known);
  return known;
};

const read = (text: string): ReadTemplate => {
  const { steps, problem } = readGoTemplate(text, FUNCTIONS, ["$"]);
  const nodes = templateNodes(steps);
  return {
    nodes,
    definitions: everyNode(nodes).flatMap((node) => (node.kind === "define" || node.kind === "block" ? [node] : [])),
    ...(problem === undefined ? {} : { problem }),
  };
};

/** The nodes and all that stand in them. */
export const everyNode = (nodes: readonly TemplateNode[]): readonly TemplateNode[] =>
  nodes.flatMap((node) => [node, ...everyNode(inside(node))]);

const inside = (node: TemplateNode): readonly TemplateNode[] => [
  ...("body" in node ? node.body : []),
  ...("otherwise" in node ? node.otherwise : []),
];

/** Nothing but space, and definitions of others: Go lets another one of the same name take its place. */
export const isEmpty = (nodes: readonly TemplateNode[]): boolean =>
  nodes.every((node) => node.kind === "define" || (node.kind === "text" && node.text.trim() === ""));

/** Names of the templates that a file defines. */
export const templateNames = (text: string): readonly string[] => [
  ...new Set(readTemplateText(text).definitions.map(({ name }) => name)),
];

/** Templates by name, as one text after the other leaves them. */
export const libraryOf = (texts: readonly string[]): ReadonlyMap<string, readonly TemplateNode[]> => {
  const library = new Map<string, readonly TemplateNode[]>();
  for (const { name, body } of texts.flatMap((text) => readTemplateText(text).definitions))
    if (!library.has(name) || !isEmpty(body)) library.set(name, body);
  return library;
};
