/** Reads a regular expression of RE2 as the language that it stands for. */
import { codeOf, EVERY, except, inBothCases, oneOf, united, type Characters } from "./characters";
import { EMPTY, either, many, one, then, type Language } from "./language";

/** What is rarely written in routes and not read here: word boundaries, Unicode classes, anchors in the middle, very long repetitions. */
class NotRead extends Error {}

const notRead = (): never => {
  throw new NotRead();
};

/** The language of an expression that RE2 takes; undefined where it is beyond what is read here. */
export const languageOf = (regex: string): Language | undefined => {
  try {
    return withoutAnchors(new Reader(regex).alternatives({ fold: false, dotAll: false }), true, true);
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
};

interface Flags {
  readonly fold: boolean;
  /** A dot matches a line break, too. */
  readonly dotAll: boolean;
}

/** A part of an expression; anchors are told apart until it is known where they stand. */
type Part = { readonly anchor: "start" | "end" } | { readonly language: Language } | Parts;
interface Parts {
  readonly kind: "sequence" | "choice";
  readonly parts: readonly Part[];
}

const isParts = (part: Part): part is Parts => "parts" in part;

const hasAnchor = (part: Part): boolean => ("anchor" in part ? true : isParts(part) && part.parts.some(hasAnchor));

/** Anchors at the ends say what is so anyway. */
const withoutAnchors = (part: Part, atStart: boolean, atEnd: boolean): Language => {
  if ("language" in part) return part.language;
  if ("anchor" in part) return (part.anchor === "start" ? atStart : atEnd) ? EMPTY : notRead();
  const { kind, parts } = part;
  if (kind === "choice") return either(parts.map((each) => withoutAnchors(each, atStart, atEnd)));
  const isAnchor = (each: Part): boolean => "anchor" in each;
  return parts
    .map((each, index) =>
      withoutAnchors(
        each,
        atStart && parts.slice(0, index).every(isAnchor),
        atEnd && parts.slice(index + 1).every(isAnchor),
      ),
    )
    .reduceRight((rest, first) => then(first, rest), EMPTY);
};

const DIGITS: Characters = [[0x30, 0x39]];
const WORD: Characters = united([...DIGITS, [0x41, 0x5a], [0x61, 0x7a], ...oneOf("_")]);
const SPACE = oneOf("\t\n\f\r ");
const CLASSES: Readonly<Record<string, Characters>> = {
  d: DIGITS,
  D: except(DIGITS),
  w: WORD,
  W: except(WORD),
  s: SPACE,
  S: except(SPACE),
};
const POSIX: Readonly<Record<string, Characters>> = {
  alnum: united([...DIGITS, [0x41, 0x5a], [0x61, 0x7a]]),
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  digit: DIGITS,
  lower: [[0x61, 0x7a]],
  upper: [[0x41, 0x5a]],
  word: WORD,
};
const CONTROL: Readonly<Record<string, string>> = { a: "\x07", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Longer repetitions are not unrolled. */
const MOST_COPIES = 64;

class Reader {
  private readonly characters: readonly string[];
  private position = 0;

  constructor(regex: string) {
    this.characters = [...regex];
  }

  private next(): string {
    return this.characters[this.position] ?? "";
  }

  /** The rest of the expression, as far as it is of that form. */
  private take(form: RegExp): RegExpExecArray | undefined {
    const found = form.exec(this.characters.slice(this.position).join(""));
    if (found === null) return undefined;
    this.position += [...found[0]].length;
    return found;
  }

  alternatives(given: Flags): Part {
    let flags = given;
    const options: Part[] = [];
    let parts: Part[] = [];
    while (this.position < this.characters.length && this.next() !== ")") {
      if (this.take(/^\|/)) {
        options.push({ kind: "sequence", parts });
        parts = [];
        continue;
      }
      const set = this.take(/^\(\?([a-zA-Z-]+)\)/);
      if (set !== undefined) {
        flags = withFlags(flags, set[1] ?? "");
        continue;
      }
      parts.push(this.repeated(this.atom(flags)));
    }
    const last: Part = { kind: "sequence", parts };
    return options.length === 0 ? last : { kind: "choice", parts: [...options, last] };
  }

  private atom(flags: Flags): Part {
    const group = this.take(/^\((?:\?(?:P?<\w+>|([a-zA-Z-]*):))?/);
    if (group !== undefined) {
      const inner = this.alternatives(withFlags(flags, group[1] ?? ""));
      this.position += 1;
      return inner;
    }
    if (this.take(/^(\^|\\A)/)) return { anchor: "start" };
    if (this.take(/^(\$|\\z)/)) return { anchor: "end" };
    if (this.take(/^\./)) return { language: one(flags.dotAll ? EVERY : except(oneOf("\n"))) };
    const quoted = this.take(/^\\Q([^]*?)(\\E|$)/);
    if (quoted !== undefined)
      return {
        kind: "sequence",
        parts: [...(quoted[1] ?? "")].map((each) => ({ language: one(folded(oneOf(each), flags)) })),
      };
    return { language: one(this.take(/^\[/) ? this.set(flags) : folded(this.character(), flags)) };
  }

  /** What stands between brackets, the first of which is read. */
  private set(flags: Flags): Characters {
    const isNegated = this.take(/^\^/) !== undefined;
    let ranges: Characters = [];
    for (let isFirst = true; isFirst || this.next() !== "]"; isFirst = false) {
      if (this.position >= this.characters.length) return notRead();
      const posix = this.take(/^\[:(\^?)(\w+):\]/);
      if (posix !== undefined) {
        const named = POSIX[posix[2] ?? ""] ?? notRead();
        ranges = [...ranges, ...(posix[1] === "" ? named : except(named))];
        continue;
      }
      const from = this.character();
      const to = this.take(/^-(?!\])/) ? this.character() : from;
      ranges = [...ranges, ...(from === to ? from : [[from[0]?.[0] ?? 0, to[0]?.[1] ?? 0] as const])];
    }
    this.position += 1;
    const all = folded(united(ranges), flags);
    return isNegated ? except(all) : all;
  }

  /** One character, or a class of them after a backslash. */
  private character(): Characters {
    const spelled = this.take(/^\\(?:x\{([\da-fA-F]+)\}|x([\da-fA-F]{2}))/);
    if (spelled !== undefined) {
      const code = parseInt(spelled[1] ?? spelled[2] ?? "", 16);
      return [[code, code]];
    }
    const octal = this.take(/^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/);
    if (octal !== undefined) {
      const code = parseInt(octal[1] ?? "", 8);
      return [[code, code]];
    }
    const isEscaped = this.take(/^\\/) !== undefined;
    const character = this.next();
    this.position += 1;
    if (!isEscaped || !/[\w]/.test(character)) return [[codeOf(character), codeOf(character)]];
    const control = CONTROL[character];
    return control !== undefined ? oneOf(control) : (CLASSES[character] ?? notRead());
  }

  private repeated(part: Part): Part {
    const found = this.take(/^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/);
    if (found === undefined) return part;
    if (hasAnchor(part)) return notRead();
    const language = withoutAnchors(part, false, false);
    const [text, least, comma, most] = found;
    const count: readonly [number, number] = text.startsWith("*")
      ? [0, Infinity]
      : text.startsWith("+")
        ? [1, Infinity]
        : text.startsWith("?")
          ? [0, 1]
          : [Number(least), comma === "" ? Number(least) : most === "" ? Infinity : Number(most)];
    return this.repeated({ language: times(language, count) });
  }
}

const folded = (characters: Characters, { fold }: Flags): Characters => (fold ? inBothCases(characters) : characters);

const withFlags = (flags: Flags, text: string): Flags => {
  const [on = "", off = ""] = text.split("-");
  if (on.includes("m")) return notRead();
  const value = (flag: string, before: boolean): boolean =>
    on.includes(flag) ? true : off.includes(flag) ? false : before;
  return { fold: value("i", flags.fold), dotAll: value("s", flags.dotAll) };
};

const times = (language: Language, [least, most]: readonly [number, number]): Language => {
  if (least > MOST_COPIES || (most !== Infinity && most > MOST_COPIES)) return notRead();
  let tail: Language = most === Infinity ? many(language) : EMPTY;
  if (most !== Infinity) for (let copy = least; copy < most; copy++) tail = either([EMPTY, then(language, tail)]);
  for (let copy = 0; copy < least; copy++) tail = then(language, tail);
  return tail;
};
