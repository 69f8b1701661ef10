/**
 * Reads the queries that hold nothing unusual, in a tenth of the time that the grammar takes: there are thousands, and hardly one that the grammar is
 * needed for. What is not certain to be read alike is left to the grammar: unusual spellings, comments, and all that is wrong.
 */
import type { Aggregation, Binary, DurationText, Matcher, Matching, MatchOperator, Node, VectorSelector } from "./ast";
import { AGGREGATION_PARAMETERS, FUNCTIONS } from "./functions";
import { numberValue } from "./numbers";
import { POWER, precedenceOf } from "./precedence";
import { signed } from "./read-tree";
import { regexProblem } from "./regex";
import { unquote } from "./strings";
import { typeProblems } from "./types";

/** A text as words, and how far they have been read. */
interface Words {
  readonly text: string;
  readonly words: readonly string[];
  /** Where each of them ends. */
  readonly ends: readonly number[];
  next: number;
  /** In how many expressions, one inside the other, the next word stands. */
  depth: number;
}

/** More than anybody writes, and a tree that Node has room to walk. */
const MOST_WORDS = 1000;

/** The tree of a query without problems; undefined where the grammar has to say. */
export const plainQuery = (text: string): Node | undefined => {
  const words = wordsOf(text);
  if (words === undefined || words.words.length > MOST_WORDS) return undefined;
  const node = expression(words, 0);
  if (node === undefined || words.next !== words.words.length) return undefined;
  return typeProblems(node, text).length === 0 ? node : undefined;
};

const WORD = new RegExp(
  [
    '"(?:\\\\[^]|[^"\\\\\\n])*"',
    "[a-zA-Z_][\\w:]*",
    "(?:\\d|\\.\\d)(?:[eE][-+]|[\\w.])*",
    "\\$\\w+|\\$\\{[^{}\\n]*\\}",
    "[=!]~|[=!<>]=",
    "[-+*/%^<>=(){}[\\],:@]",
  ].join("|"),
  "y",
);

const BLANK: ReadonlySet<string | undefined> = new Set([" ", "\n", "\t", "\r"]);

const wordsOf = (text: string): Words | undefined => {
  const words: string[] = [];
  const ends: number[] = [];
  let at = 0;
  for (;;) {
    while (BLANK.has(text[at])) at += 1;
    if (at === text.length) return { text, words, ends, next: 0, depth: 0 };
    WORD.lastIndex = at;
    if (!WORD.test(text)) return undefined;
    words.push(text.slice(at, WORD.lastIndex));
    at = WORD.lastIndex;
    ends.push(at);
  }
};

const peek = (words: Words): string => words.words[words.next] ?? "";

const take = (words: Words): string => {
  const word = peek(words);
  words.next += 1;
  return word;
};

/** Whether that word is the next one, which is taken then. */
const takes = (words: Words, word: string): boolean => {
  if (peek(words) !== word) return false;
  words.next += 1;
  return true;
};

/** Where the next word begins, and where the one before it ends. */
const begin = ({ words, ends, next }: Words): number => (ends[next] ?? 0) - (words[next] ?? "").length;
const behind = ({ ends, next }: Words): number => ends[next - 1] ?? 0;

const AGGREGATIONS: ReadonlySet<string> = new Set(
  "avg bottomk count count_values group limit_ratio limitk max min quantile stddev stdvar sum topk".split(" "),
);

/** They mean something in one place or another, in any case of letters. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...AGGREGATIONS,
  ..."and anchored atan2 bool by end fill fill_left fill_right group_left group_right ignoring inf nan".split(" "),
  ..."offset on or smoothed start unless without".split(" "),
  ..."min_of max_of range step".split(" "),
]);

/** Nothing else that is a word begins so: not even a number does. */
const LETTER = /^[a-zA-Z_]/;

const isName = (word: string): boolean =>
  LETTER.test(word) && !FUNCTIONS.has(word) && !KEYWORDS.has(word.toLowerCase());

const isLabel = (word: string): boolean => isName(word) && !word.includes(":") && word !== "__name__";

/** Deeper than anybody nests, and far from where Node has no room left for a call. */
const DEEPEST = 100;

const expression = (words: Words, least: number): Node | undefined => {
  words.depth += 1;
  const node = words.depth > DEEPEST ? undefined : chain(words, least);
  words.depth -= 1;
  return node;
};

/** Operators that bind at least so strongly, and what they stand between. */
const chain = (words: Words, least: number): Node | undefined => {
  let left = operand(words);
  while (left !== undefined) {
    const operator = peek(words);
    const precedence = precedenceOf(operator);
    if (precedence === 0 || precedence < least) return left;
    words.next += 1;
    const modifiers = modifiersOf(words);
    const right = modifiers && expression(words, precedence === POWER ? POWER : precedence + 1);
    left = right && { kind: "binary", operator, ...modifiers, left, right, from: left.from, to: right.to };
  }
  return undefined;
};

const modifiersOf = (words: Words): Pick<Binary, "bool" | "matching"> | undefined => {
  const bool = takes(words, "bool");
  const kind = peek(words);
  if (kind !== "on" && kind !== "ignoring") return { bool };
  words.next += 1;
  const labels = labelsOf(words);
  const group = groupOf(words);
  return labels && group && { bool, matching: { kind, labels, ...group } };
};

const groupOf = (words: Words): Pick<Matching, "group"> | undefined => {
  const word = peek(words);
  if (word !== "group_left" && word !== "group_right") return {};
  words.next += 1;
  const labels = peek(words) === "(" ? labelsOf(words) : [];
  return labels && { group: { side: word === "group_left" ? "left" : "right", labels } };
};

/** `(namespace, pod)` */
const labelsOf = (words: Words): readonly string[] | undefined => {
  const labels: string[] = [];
  if (!takes(words, "(")) return undefined;
  while (!takes(words, ")")) {
    const label = take(words);
    if (!isLabel(label) || (!takes(words, ",") && peek(words) !== ")")) return undefined;
    labels.push(label);
  }
  return labels;
};

const operand = (words: Words): Node | undefined => {
  const from = begin(words);
  const first = peek(words);
  if (first === "-" || first === "+") {
    words.next += 1;
    const expr = expression(words, POWER);
    return expr && signed({ operator: first, from }, expr);
  }
  let node = primary(words, from);
  while (node !== undefined && SUFFIXES.has(peek(words))) node = suffixed(node, words);
  return node;
};

const primary = (words: Words, from: number): Node | undefined => {
  const word = take(words);
  if (word === "(") {
    const expr = expression(words, 0);
    return expr && takes(words, ")") ? { kind: "parentheses", expr, from, to: behind(words) } : undefined;
  }
  if (word.startsWith('"')) {
    const { value, problem } = unquote(word);
    return problem === undefined ? { kind: "string", value, from, to: behind(words) } : undefined;
  }
  if (/^[\d.]/.test(word)) {
    const value = numberValue(word);
    return value === undefined ? undefined : { kind: "number", value, text: word, from, to: behind(words) };
  }
  if (AGGREGATIONS.has(word)) return aggregation(word, words, from);
  if (FUNCTIONS.has(word)) {
    const args = argumentsOf(words);
    return args && { kind: "call", function: word, args, from, to: behind(words) };
  }
  if (word === "{") words.next -= 1;
  else if (!isName(word)) return undefined;
  return selector(word === "{" ? {} : { metric: word }, words, from);
};

const argumentsOf = (words: Words): readonly Node[] | undefined => {
  const args: Node[] = [];
  if (!takes(words, "(")) return undefined;
  if (takes(words, ")")) return args;
  do {
    const arg = expression(words, 0);
    if (arg === undefined) return undefined;
    args.push(arg);
  } while (takes(words, ","));
  return takes(words, ")") ? args : undefined;
};

const aggregation = (operator: string, words: Words, from: number): Aggregation | undefined => {
  const before = groupingOf(words);
  const args = argumentsOf(words);
  const grouping = before?.grouping === undefined ? groupingOf(words) : before;
  const wanted = AGGREGATION_PARAMETERS.has(operator) ? 2 : 1;
  if (before === undefined || grouping === undefined || args?.length !== wanted) return undefined;
  const [first, second] = args;
  const to = behind(words);
  if (first === undefined) return undefined;
  return second === undefined
    ? { kind: "aggregation", operator, ...grouping, expr: first, from, to }
    : { kind: "aggregation", operator, ...grouping, parameter: first, expr: second, from, to };
};

const groupingOf = (words: Words): Pick<Aggregation, "grouping"> | undefined => {
  const kind = peek(words);
  if (kind !== "by" && kind !== "without") return {};
  words.next += 1;
  const labels = labelsOf(words);
  return labels && { grouping: { kind, labels } };
};

const selector = (named: Pick<VectorSelector, "metric">, words: Words, from: number): VectorSelector | undefined => {
  const matchers = takes(words, "{") ? matchersOf(words) : [];
  return matchers && { kind: "selector", ...named, matchers, from, to: behind(words) };
};

const MATCH_OPERATORS: ReadonlySet<string> = new Set<MatchOperator>(["=", "!=", "=~", "!~"]);

const matchersOf = (words: Words): readonly Matcher[] | undefined => {
  const matchers: Matcher[] = [];
  while (!takes(words, "}")) {
    const label = take(words);
    const operator = take(words);
    const literal = take(words);
    if (!isLabel(label) || !MATCH_OPERATORS.has(operator) || !literal.startsWith('"')) return undefined;
    const { value, problem } = unquote(literal);
    if (problem !== undefined || (operator.endsWith("~") && regexProblem(value) !== undefined)) return undefined;
    if (!takes(words, ",") && peek(words) !== "}") return undefined;
    matchers.push({ label, operator: operator as MatchOperator, value });
  }
  return matchers;
};

const SUFFIXES: ReadonlySet<string> = new Set(["[", "offset", "@"]);

/** With a range, an offset or a time behind it. */
const suffixed = (node: Node, words: Words): Node | undefined => {
  const kind = take(words);
  if (kind === "[") return ranged(node, words);
  if (node.kind !== "selector" && node.kind !== "subquery") return undefined;
  if (kind === "@") {
    const from = begin(words);
    words.next += 3;
    const to = behind(words);
    const at = words.text.slice(from, to);
    return node.at === undefined && (at === "end()" || at === "start()") ? { ...node, at, to } : undefined;
  }
  const offset = durationOf(take(words));
  return offset && node.offset === undefined ? { ...node, offset, to: behind(words) } : undefined;
};

const ranged = (node: Node, words: Words): Node | undefined => {
  const range = rangeOf(take(words));
  if (range === undefined) return undefined;
  if (takes(words, "]")) {
    const bare = node.kind === "selector" && node.range === undefined && node.offset === undefined;
    return bare && node.at === undefined ? { ...node, range, to: behind(words) } : undefined;
  }
  if (!takes(words, ":")) return undefined;
  const subquery = { kind: "subquery", expr: node, range, from: node.from } as const;
  if (takes(words, "]")) return { ...subquery, to: behind(words) };
  const step = rangeOf(take(words));
  return step && takes(words, "]") ? { ...subquery, step, to: behind(words) } : undefined;
};

const rangeOf = (word: string): DurationText | undefined => {
  if (word.startsWith("$")) return { text: word };
  const duration = durationOf(word);
  return (duration?.milliseconds ?? 0) > 0 ? duration : undefined;
};

/** Longer than anybody means, and shorter than what Prometheus refuses. */
const LONGEST_SECONDS = 1e9;

const durationOf = (text: string): DurationText | undefined => {
  const seconds = /^\d/.test(text) ? numberValue(text) : undefined;
  if (seconds === undefined || !(seconds < LONGEST_SECONDS)) return undefined;
  return { text, milliseconds: Math.round(seconds * 1000) };
};
