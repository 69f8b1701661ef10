/** Go's template language as a tree: what stands in the braces of an annotation, and what Prometheus would refuse of it. */
import type { Action, Operand, Pipeline, Step } from "./go-template-tree";
import { tokensOf, type Token, type TokenKind } from "./go-template-tokens";
import type { SyntaxProblem } from "./problem";
import { unquote } from "./strings";

export interface GoTemplate {
  /** Everything in braces that computes something. */
  readonly actions: readonly Action[];
  /** All of it, with the text and the ends of what is nested. */
  readonly steps: readonly Step[];
  readonly problem?: SyntaxProblem;
}

interface Frame {
  readonly keyword: "if" | "range" | "with" | "define" | "block";
  /** Known outside of it. */
  readonly variables: readonly string[];
  readonly atRoot: boolean;
  readonly inRange: boolean;
  readonly hasElse: boolean;
  readonly from: number;
}

class Refusal extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.message);
  }
}

/** Reads a template that may use these functions and variables. */
export const readGoTemplate = (
  source: string,
  functions: ReadonlySet<string>,
  variables: readonly string[],
): GoTemplate => {
  const { tokens, problem } = tokensOf(source);
  const steps: Step[] = [];
  const read = (first: SyntaxProblem | undefined): GoTemplate => ({
    actions: steps.flatMap((step) => (step.kind === "action" ? [step.action] : [])),
    steps,
    problem: first,
  });
  try {
    readSteps(tokens, functions, variables, steps, problem === undefined);
    return read(problem);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // The words end where one of them is none; what is missing after that is not the first thing to say.
    const first = problem !== undefined && problem.from <= error.problem.from ? problem : error.problem;
    return read(first);
  }
};

const refuse = ({ from, to }: { readonly from: number; readonly to: number }, message: string): never => {
  throw new Refusal({ from, to, message });
};

const readSteps = (
  tokens: readonly Token[],
  functions: ReadonlySet<string>,
  known: readonly string[],
  steps: Step[],
  isWhole: boolean,
): void => {
  const frames: Frame[] = [];
  let variables = [...known];
  let next = 0;
  const end: Token = { kind: "end of text", text: "", from: tokens.at(-1)?.to ?? 0, to: tokens.at(-1)?.to ?? 0 };
  const peek = (): Token => tokens[next] ?? end;
  const take = (): Token => tokens[next++] ?? end;
  const skipSpace = (): Token => {
    while (peek().kind === "space") next += 1;
    return peek();
  };
  const expect = (kind: TokenKind, context: string): Token => {
    const token = skipSpace();
    return token.kind === kind ? take() : refuse(token, `unexpected ${shown(token)} in ${context}`);
  };

  const stringAfter = (context: string): string => unquote(expect("string", context).text).value;

  const path = (): readonly string[] => {
    const names: string[] = [];
    while (peek().kind === "field") names.push(take().text.slice(1));
    return names;
  };

  const operand = (): Operand | undefined => {
    const token = peek();
    const plain = (value: Operand): Operand => {
      next += 1;
      return peek().kind === "field" ? refuse(peek(), `unexpected ${peek().text} after ${token.text}`) : value;
    };
    switch (token.kind) {
      case "identifier": {
        if (!functions.has(token.text)) return refuse(token, `there is no function ${token.text}`);
        next += 1;
        const more = path();
        const name: Operand = { kind: "function", name: token.text };
        return more.length === 0
          ? name
          : { kind: "pipeline", pipeline: { declares: [], commands: [[name]] }, path: more };
      }
      case "dot":
        return plain({ kind: "dot" });
      case "nil":
        return plain({ kind: "nil" });
      case "literal":
        return plain({ kind: "literal", text: token.text });
      case "string":
        return plain({ kind: "string", value: unquote(token.text).value });
      case "field":
        return { kind: "field", path: path() };
      case "variable":
        if (!variables.includes(token.text)) return refuse(token, `there is no variable ${token.text}`);
        next += 1;
        return { kind: "variable", name: token.text.slice(1), path: path() };
      case "(":
        next += 1;
        return { kind: "pipeline", pipeline: pipeline(")", "parentheses"), path: path() };
      default:
        return undefined;
    }
  };

  const command = (): readonly Operand[] => {
    const operands: Operand[] = [];
    for (;;) {
      skipSpace();
      const found = operand();
      if (found !== undefined) operands.push(found);
      const token = peek();
      if (token.kind === "space") next += 1;
      else if (token.kind === "pipe") {
        next += 1;
        break;
      } else if (token.kind === "close" || token.kind === ")") break;
      else refuse(token, `unexpected ${shown(token)}`);
    }
    return operands.length === 0 ? refuse(peek(), "there is nothing before |, or nothing in the braces") : operands;
  };

  const pipeline = (closing: "close" | ")", context: string): Pipeline => {
    const start = next;
    const declares = declarations(context);
    const assigns = declares.length > 0 && tokens.slice(start, next).at(-1)?.text === "=";
    const commands: (readonly Operand[])[] = [];
    while (skipSpace().kind !== closing) {
      if (!STARTS.has(peek().kind)) refuse(peek(), `unexpected ${shown(peek())} in ${context}`);
      const from = peek();
      const operands = command();
      const isValue = commands.length > 0 && VALUES.has(operands[0]?.kind ?? "");
      if (isValue) refuse(from, `${from.text} stands after | but is no function`);
      commands.push(operands);
    }
    if (commands.length === 0) refuse(peek(), `a value is missing in ${context}`);
    next += 1;
    return { declares, ...(assigns ? { assigns } : {}), commands };
  };

  const declarations = (context: string): readonly string[] => {
    const names: string[] = [];
    for (;;) {
      const start = next;
      const name = skipSpace();
      if (name.kind !== "variable") return names;
      next += 1;
      const token = skipSpace();
      if (token.kind === "assign") {
        next += 1;
        variables = [...variables, name.text];
        return [...names, name.text];
      }
      if (token.text !== ",") {
        next = start;
        return names;
      }
      next += 1;
      variables = [...variables, name.text];
      names.push(name.text);
      if (context !== "range" || names.length > 1) refuse(token, `unexpected , in ${context}`);
      if (!["variable", "close", ")"].includes(skipSpace().kind)) refuse(peek(), "range can only set variables");
    }
  };

  const atRoot = (): boolean => frames.at(-1)?.atRoot ?? true;
  const openFrame = (keyword: Frame["keyword"], from: number, visible: readonly string[]): void => {
    frames.push({
      keyword,
      variables: visible,
      atRoot: atRoot() && keyword === "if",
      // A block is a template of its own.
      inRange: keyword === "range" || (keyword !== "block" && (frames.at(-1)?.inRange ?? false)),
      hasElse: false,
      from,
    });
  };
  const add = (
    open: Token,
    keyword: Action["keyword"],
    read: () => Pipeline,
    more: { readonly name?: string; readonly isElse?: boolean } = {},
  ): void => {
    const pipeline = read();
    const { to } = tokens[next - 1] ?? end;
    const after = peek().kind === "text" ? peek().text : "";
    const action = { ...(keyword ? { keyword } : {}), pipeline, atRoot: atRoot(), after, from: open.from, to };
    steps.push({ kind: "action", action, ...more });
  };

  const control = (open: Token, keyword: "if" | "range" | "with"): void => {
    const visible = variables;
    add(open, keyword, () => pipeline("close", keyword));
    openFrame(keyword, open.from, visible);
  };

  const otherwise = (open: Token, word: Token): void => {
    const frame = frames.at(-1);
    if (frame === undefined || frame.keyword === "define" || frame.keyword === "block")
      return refuse(word, "there is no if, range or with for this else");
    if (frame.hasElse) return refuse(word, `a second else in one ${frame.keyword}`);
    const following = skipSpace();
    if (following.kind === "keyword" && following.text === frame.keyword && frame.keyword !== "range") {
      next += 1;
      return add(open, frame.keyword, () => pipeline("close", frame.keyword), { isElse: true });
    }
    expect("close", "else");
    steps.push({ kind: "else" });
    const outside = frames.at(-2);
    frames[frames.length - 1] = {
      ...frame,
      hasElse: true,
      atRoot: outside?.atRoot ?? true,
      inRange: frame.keyword === "range" ? (outside?.inRange ?? false) : frame.inRange,
    };
  };

  const keyword = (open: Token, word: Token): void => {
    const frame = frames.at(-1);
    switch (word.text) {
      case "if":
      case "range":
      case "with":
        return control(open, word.text);
      case "else":
        return otherwise(open, word);
      case "end":
        expect("close", "end");
        if (frame === undefined) return refuse(word, "there is nothing to end");
        variables = [...frame.variables];
        frames.pop();
        steps.push({ kind: "end" });
        return;
      case "break":
      case "continue":
        expect("close", word.text);
        return frame?.inRange ? undefined : refuse(word, `${word.text} stands outside of a range`);
      case "template": {
        const name = stringAfter("template");
        if (skipSpace().kind !== "close") return add(open, "template", () => pipeline("close", "template"), { name });
        steps.push({ kind: "call", name, from: open.from, to: take().to });
        return;
      }
      case "define":
        if (frame !== undefined) return refuse(word, "define can only stand on its own, not within something else");
        steps.push({ kind: "define", name: stringAfter("define"), from: open.from, to: expect("close", "define").to });
        openFrame("define", open.from, variables);
        variables = ["$"];
        return;
      case "block": {
        const name = stringAfter("block");
        add(open, "block", () => pipeline("close", "block"), { name });
        openFrame("block", open.from, variables);
        variables = ["$"];
        return;
      }
    }
  };

  while (next < tokens.length && peek().kind !== "end of text") {
    const open = take();
    if (open.kind === "text") steps.push({ kind: "text", text: open.text });
    if (open.kind !== "open") continue;
    const word = skipSpace();
    if (word.kind === "keyword") {
      next += 1;
      keyword(open, word);
    } else add(open, undefined, () => pipeline("close", "braces"));
  }
  const unclosed = frames.at(-1);
  if (isWhole && unclosed)
    refuse({ from: unclosed.from, to: end.to }, `{{ ${unclosed.keyword} … }} lacks its {{ end }}`);
};

const STARTS = new Set<TokenKind>(["literal", "dot", "field", "identifier", "nil", "string", "variable", "("]);
const VALUES = new Set(["dot", "nil", "literal", "string"]);

const shown = ({ kind, text }: Token): string => (kind === "close" ? "}}" : kind === "end of text" ? "end" : text);
