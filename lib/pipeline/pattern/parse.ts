/** Reads a pattern, and refuses what one language reads otherwise than another, with what to write for it. */
import { anyCharacter, CONTROLS, inBothCases, oneCharacter, oneOf, SHORTHANDS } from "./sets";
import type { Node, Pattern, PatternProblem, Ranges } from "./syntax";

/** The text of a pattern as people write it: `^(?<level>[A-Z]+) (?<message>.*)$`. */
export const parsePattern = (text: string): Pattern | PatternProblem => {
  const ignoreCase = text.startsWith("(?i)");
  const reader = new Reader(ignoreCase ? text.slice("(?i)".length) : text, ignoreCase);
  try {
    return { node: reader.whole(), names: reader.names };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message, mend: error.mend };
    throw error;
  }
};

class Refusal extends Error {
  constructor(
    problem: string,
    readonly mend: string,
  ) {
    super(problem);
  }
}

const AT_ITS_ENDS =
  "let the pattern begin with ^ and end with $, or leave them out; for a line within a text write \\n";

/** What begins with `(?` and is no plain group, and what to write for it. */
const FOREIGN_GROUPS: readonly (readonly [form: RegExp, problem: string, mend: string])[] = [
  [/^\(\?P</, "has a group in the spelling of Python", "write (?<name>…)"],
  [
    /^\(\?<?[=!]/,
    "looks ahead or behind, which RE2 does not",
    "say what may stand there, e.g. [^\\]]* up to a bracket",
  ],
  [/^\(\?>/, "has an atomic group, which is Ruby's alone", "write (?:…)"],
  [/^\(\?#/, "has a comment, which is Ruby's alone", "leave it out"],
  [/^\(\?[a-z-]+[:)]/, "switches options inside of it", "write (?i) at its very beginning, for the whole of it"],
  [/^\(\?'/, "has a group in quotes", "write (?<name>…)"],
  [/^\(\?/, "has a group that is not known", "write (?:…) or (?<name>…)"],
];

/** Letters behind a backslash that mean something in one language only. */
const FOREIGN_ESCAPES: Readonly<Record<string, readonly [problem: string, mend: string]>> = {
  ...Object.fromEntries([..."AzZ"].map((each) => [each, ["has an anchor of Ruby's", "write ^ and $"]])),
  h: ["has \\h, which is Ruby's alone", "write [0-9A-Fa-f]"],
  H: ["has \\H, which is Ruby's alone", "write [^0-9A-Fa-f]"],
  R: ["has \\R, which is Ruby's alone", "write (?:\\r\\n|\\n)"],
  p: ["names a class of Unicode, which needs another encoding", "write the characters, e.g. [A-Za-z]"],
  P: ["names a class of Unicode, which needs another encoding", "write the characters, e.g. [^A-Za-z]"],
  k: ["refers back to a group, which RE2 cannot", "write what the group takes once more"],
};

const MOST_REPETITIONS = 1_000;

class Reader {
  readonly names: string[] = [];
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly ignoreCase: boolean,
  ) {}

  whole(): Node {
    const node = this.choice();
    if (this.at < this.text.length)
      throw new Refusal("closes a bracket that is not open", "write \\) for the character");
    return node;
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.skip("|")) options.push(this.sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  private sequence(): Node {
    const items: Node[] = [];
    while (this.at < this.text.length && !/[|)]/.test(this.next())) items.push(this.repeated());
    return { kind: "sequence", items };
  }

  private repeated(): Node {
    const node = this.atom();
    const [sign, least, comma, most] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.rest()) ?? [];
    if (sign === undefined) {
      if (this.next() === "{") throw new Refusal("has a { that repeats nothing", "write \\{ for the character");
      return node;
    }
    if (node.kind === "edge" || node.kind === "wordEdge")
      throw new Refusal("repeats an anchor", "leave the repetition out");
    this.at += sign.length;
    const bounds = sign.startsWith("{")
      ? { least: Number(least), most: most !== "" ? Number(most) : comma === "" ? Number(least) : Infinity }
      : { least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
    if (bounds.most < bounds.least)
      throw new Refusal(`repeats ${sign}, which is never`, "write the smaller number first");
    if (bounds.least > MOST_REPETITIONS || (bounds.most > MOST_REPETITIONS && bounds.most !== Infinity))
      throw new Refusal(`repeats ${sign}, more often than RE2 does`, `write at most ${MOST_REPETITIONS}, or * or +`);
    if (this.next() === "+")
      throw new Refusal(`has ${sign}+, which Ruby and others read in different ways`, `write ${sign}`);
    const lazy = this.skip("?");
    if (/^[*?{]/.test(this.rest())) throw new Refusal("repeats a repetition", "put the inner one into (?:…)");
    return { kind: "repeat", node, ...bounds, lazy };
  }

  private atom(): Node {
    const rest = this.rest();
    const character = this.character();
    switch (character) {
      case "(":
        return this.group(rest);
      case "[":
        return this.set();
      case ".":
        return anyCharacter;
      case "^":
        if (this.at !== 1) throw new Refusal("has a ^ inside, which to Ruby is the beginning of any line", AT_ITS_ENDS);
        return { kind: "edge", of: "start" };
      case "$":
        if (this.at !== this.text.length)
          throw new Refusal("has a $ inside, which to Ruby is the end of any line", AT_ITS_ENDS);
        return { kind: "edge", of: "end" };
      case "\\":
        return this.escape();
      case "*":
      case "+":
      case "?":
        throw new Refusal(`has a ${character} that repeats nothing`, `write \\${character} for the character`);
      case "]":
      case "}":
        throw new Refusal(`has a bare ${character}`, `write \\${character} for the character`);
      default:
        return this.one(character);
    }
  }

  private one(character: string): Node {
    const at = codeOf(this.known(character));
    return this.ignoreCase && /[a-z]/i.test(character)
      ? oneOf(inBothCases([[at, at]]), false)
      : oneCharacter(character);
  }

  /** Beyond A to Z, languages disagree on what the other case of a letter is: of ß, two letters to Ruby and none to RE2. */
  private known(character: string): string {
    if (this.ignoreCase && codeOf(character) > 0x7f && character.toLowerCase() !== character.toUpperCase())
      throw new Refusal(
        `ignores the case of ${character}, which languages do in different ways`,
        "leave (?i) out, and write both cases of each letter, e.g. [Éé]",
      );
    return character;
  }

  private group(rest: string): Node {
    const [plain, name] = /^\((?:\?:|\?<([A-Za-z_]\w*)>)/.exec(rest) ?? [];
    if (plain === undefined) {
      const foreign = FOREIGN_GROUPS.find(([form]) => form.test(rest));
      throw foreign === undefined
        ? new Refusal("has a group without a name, which Ruby does not count once another has one", "write (?:…)")
        : new Refusal(foreign[1], foreign[2]);
    }
    if (name !== undefined && this.names.includes(name))
      throw new Refusal(`has two groups ${name}`, "give each a name of its own");
    if (name !== undefined) this.names.push(name);
    this.at += plain.length - 1;
    const node = this.choice();
    if (!this.skip(")")) throw new Refusal("opens a bracket that is not closed", "close it, or write \\(");
    return name === undefined ? { kind: "group", node } : { kind: "group", name, node };
  }

  private escape(): Node {
    if (this.at >= this.text.length) throw new Refusal("ends with a backslash", "write \\\\ for the character");
    const letter = this.character();
    if (letter === "b" || letter === "B") return { kind: "wordEdge", negated: letter === "B" };
    const ranges = SHORTHANDS[letter];
    return ranges === undefined ? this.one(this.escaped(letter)) : oneOf(ranges, false);
  }

  /** The character that a backslash and a letter stand for. */
  private escaped(letter: string): string {
    const control = CONTROLS[letter];
    if (control !== undefined) return control;
    const [number, hex] =
      letter === "x" || letter === "u" ? (/^([0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})/.exec(this.rest()) ?? []) : [];
    if (number !== undefined && hex !== undefined) {
      const digits = letter === "x" ? hex.slice(0, 2) : this.rest().slice(0, 4);
      if (/^([0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})$/.test(digits) && (letter === "x") === (digits.length === 2)) {
        this.at += digits.length;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
    }
    const foreign = FOREIGN_ESCAPES[letter];
    if (foreign !== undefined) throw new Refusal(foreign[0], foreign[1]);
    if (/\d/.test(letter))
      throw new Refusal("refers back to a group, which RE2 cannot", "write what it takes once more");
    if (/[A-Za-z]/.test(letter))
      throw new Refusal(`has \\${letter}, which languages read in different ways`, "write the characters themselves");
    return letter;
  }

  private set(): Node {
    const negated = this.skip("^");
    const ranges: (readonly [number, number])[] = [];
    for (let first = true; ; first = false) {
      if (this.at >= this.text.length) throw new Refusal("opens a set that is not closed", "close it, or write \\[");
      if (!first && this.skip("]")) return oneOf(this.ignoreCase ? inBothCases(ranges) : ranges, negated);
      if (first && this.next() === "]") throw new Refusal("has an empty set, or one with a bare ]", "write \\]");
      ranges.push(...this.inSet());
    }
  }

  private inSet(): Ranges {
    if (this.next() === "[")
      throw new Refusal("has a [ in a set, where Ruby begins another set", "write \\[, and [A-Za-z] for [[:alpha:]]");
    if (this.rest().startsWith("&&"))
      throw new Refusal("has && in a set, which to Ruby is what two sets share", "write \\& once");
    const from = this.memberOfSet();
    if (typeof from !== "string") return from;
    this.known(from);
    if (!/^-[^\]]/.test(this.rest())) return [[codeOf(from), codeOf(from)]];
    this.at += 1;
    const to = this.memberOfSet();
    if (typeof to !== "string" || codeOf(to) < codeOf(from))
      throw new Refusal("has a range that goes nowhere in a set", "write the smaller character first; \\- for a dash");
    return [[codeOf(from), codeOf(this.known(to))]];
  }

  private memberOfSet(): string | Ranges {
    const character = this.character();
    if (character !== "\\") return character;
    const letter = this.character();
    return SHORTHANDS[letter] ?? (letter === "b" ? "\b" : this.escaped(letter));
  }

  private next = (): string => this.text[this.at] ?? "";
  private rest = (): string => this.text.slice(this.at);

  private character(): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  private skip(character: string): boolean {
    if (this.next() !== character) return false;
    this.at += 1;
    return true;
  }
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
