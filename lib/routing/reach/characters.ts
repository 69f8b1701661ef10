/** Sets of characters as regular expressions speak of them: ranges of code points, sorted, apart from each other. */

export type Characters = readonly (readonly [from: number, to: number])[];

const LAST = 0x10ffff;

export const EVERY: Characters = [[0, LAST]];

export const oneOf = (text: string): Characters => united([...text].map((each) => [codeOf(each), codeOf(each)]));

export const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

/** The same characters in order, ranges that touch made one. */
export const united = (ranges: Characters): Characters => {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
};

/** All characters but these. */
export const except = (ranges: Characters): Characters => {
  const result: [number, number][] = [];
  let next = 0;
  for (const [from, to] of united(ranges)) {
    if (from > next) result.push([next, from - 1]);
    next = to + 1;
  }
  return next > LAST ? result : [...result, [next, LAST]];
};

export const contains = (ranges: Characters, code: number): boolean =>
  ranges.some(([from, to]) => from <= code && code <= to);

/** With both cases of the letters a to z; of other letters Alertmanager knows more, and every answer is tried with the real thing. */
export const inBothCases = (ranges: Characters): Characters =>
  united([...ranges, ...shifted(ranges, [0x41, 0x5a], 0x20), ...shifted(ranges, [0x61, 0x7a], -0x20)]);

const shifted = (ranges: Characters, [first, last]: readonly [number, number], by: number): Characters =>
  ranges.flatMap(([from, to]): Characters => {
    const [low, high] = [Math.max(from, first), Math.min(to, last)];
    return low > high ? [] : [[low + by, high + by]];
  });

/** From the most to the least readable. */
const READABLE: Characters = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x2d, 0x2e],
  [0x21, 0x7e],
  [0xa1, 0xd7ff],
  [0xe000, LAST],
  [0, 0xa0],
];

/** Surrogates are no characters. */
const pick = ([from, to]: Characters[number]): number | undefined => {
  for (const [low, high] of READABLE) if (Math.max(from, low) <= Math.min(to, high)) return Math.max(from, low);
  return undefined;
};

const rank = (code: number): number => READABLE.findIndex((range) => contains([range], code));

/** A character of each kind that the sets tell apart, the readable ones first. */
export const kindsOf = (sets: readonly Characters[]): readonly string[] => {
  const cuts = [...new Set([0, ...sets.flatMap((ranges) => ranges.flatMap(([from, to]) => [from, to + 1]))])]
    .filter((cut) => cut <= LAST)
    .sort((a, b) => a - b);
  return cuts
    .map((from, index) => pick([from, (cuts[index + 1] ?? LAST + 1) - 1]))
    .filter((code) => code !== undefined)
    .sort((a, b) => rank(a) - rank(b) || a - b)
    .map((code) => String.fromCodePoint(code));
};
