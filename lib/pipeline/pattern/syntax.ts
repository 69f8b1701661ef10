/** What a portable pattern is made of: the part of regular expressions that Ruby, JavaScript and RE2 read alike. */

/** Code points, from and to included, in order and apart from each other. */
export type Ranges = readonly (readonly [from: number, to: number])[];

export type Node =
  /** One character out of a set; `text` is the set as all languages read it. */
  | { readonly kind: "set"; readonly ranges: Ranges; readonly text: string }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly node: Node;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  /** Without a name, a pair of brackets that captures nothing. */
  | { readonly kind: "group"; readonly name?: string; readonly node: Node }
  | { readonly kind: "edge"; readonly of: "start" | "end" }
  | { readonly kind: "wordEdge"; readonly negated: boolean };

export interface Pattern {
  readonly node: Node;
  /** The groups' names, in order. */
  readonly names: readonly string[];
}

/** Why a text is no portable pattern. */
export interface PatternProblem {
  readonly problem: string;
  readonly mend: string;
}

export const isProblem = (parsed: Pattern | PatternProblem): parsed is PatternProblem => "problem" in parsed;

export const LAST_CODE_POINT = 0x10_ffff;

/** In order, and none touching the next. */
export const merged = (ranges: Ranges): Ranges => {
  const found: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
};

export const others = (ranges: Ranges): Ranges => {
  const found: [number, number][] = [];
  let next = 0;
  for (const [from, to] of merged(ranges)) {
    if (from > next) found.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST_CODE_POINT) found.push([next, LAST_CODE_POINT]);
  return found;
};

/** Whether a character is in both. */
export const overlap = (a: Ranges, b: Ranges): boolean =>
  a.some(([from, to]) => b.some(([start, end]) => from <= end && start <= to));
