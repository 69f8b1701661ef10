/** A portable pattern in the spelling of each language. Only the ends differ, the edges of words, and what makes a dot take line breaks. */
import type { Node, Pattern } from "./syntax";

/** The inner part of a Ruby pattern, without flags. */
export const rubySource = ({ node }: Pattern): string =>
  source(node, { start: "\\A", end: "\\z", word: (edge) => `(?a:${edge})` });

/** As Fluentd's parameters take it: `/…/m`, in which a dot takes line breaks. */
export const rubyPattern = (pattern: Pattern): string => `/${rubySource(pattern)}/m`;

/** The same pattern, to be tried here. */
export const javaScriptPattern = (pattern: Pattern, flags = ""): RegExp =>
  new RegExp(source(pattern.node, { start: "^", end: "$", word: (edge) => edge }), `su${flags}`);

interface Ends {
  readonly start: string;
  readonly end: string;
  /** Ruby's `\b` knows letters of all alphabets, unless it is told to know those of ASCII only, as everybody else does. */
  readonly word: (edge: string) => string;
}

const source = (node: Node, ends: Ends): string => {
  switch (node.kind) {
    case "set":
      return node.text;
    case "edge":
      return ends[node.of];
    case "wordEdge":
      return ends.word(node.negated ? "\\B" : "\\b");
    case "sequence":
      return node.items.map((item) => source(item, ends)).join("");
    case "choice":
      return node.options.map((option) => source(option, ends)).join("|");
    case "group":
      return `(?${node.name === undefined ? ":" : `<${node.name}>`}${source(node.node, ends)})`;
    case "repeat":
      return `${source(node.node, ends)}${times(node)}${node.lazy ? "?" : ""}`;
  }
};

const times = ({ least, most }: { readonly least: number; readonly most: number }): string => {
  if (most === Infinity) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  if (least === 0 && most === 1) return "?";
  return least === most ? `{${least}}` : `{${least},${most}}`;
};
