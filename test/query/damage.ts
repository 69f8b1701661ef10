/** Expressions as people get them wrong: a random expression with one or two random edits. */
import fc from "fast-check";

/** What is typed by mistake, or pasted from elsewhere. */
const PIECES: readonly string[] = [
  ..."()[]{},=!~\"'`\\@-+*/^#%:;$ü.".replace("$", ""),
  ..."\n a x _ == =~ != !~ >= </ >/ :: .. offset bool and or unless atan2 by on group_left inf NaN anchored".split(" "),
  ..."sum Sum rate RATE topk limitk fill(0) start() end() info(a) step() min_of(1,2) start".split(" "),
  ...["offset 5m", "OFFSET 1m", "by (a)", "By (b)", "without ()", "on()", "@ end()", 'sort_by_label(a, "b")'],
  ..."5m [5m] [5m:] [5m:1m] [1s:0s] [1e3] [0] 0 1e 0x 0X1f 1__0 1_ 5mm ms 1h5 0s 1y1d 1d1y 1.5h 1. .5 (1)".split(" "),
  ...['""', "''", '"a.b"', "\\q", "\\xff", "\\u12", "\\777", '="x"'],
  ...['{"a"}', "{}", '{a=""}', '{a!="b"}', '{a=~".*"}', '{a=~"("}', '{a=~"\\\\d"}', '{__name__="b"}', '__name__="a"'],
];

type Edit = readonly [
  kind: "delete" | "insert" | "replace" | "double" | "cut" | "swap",
  at: number,
  length: number,
  piece: string,
];

const edited = (text: string, [kind, at, length, piece]: Edit): string => {
  const [before, part, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  switch (kind) {
    case "delete":
      return before + after;
    case "insert":
      return `${before} ${piece} ${part}${after}`;
    case "replace":
      return before + piece + after;
    case "double":
      return before + part + part + after;
    case "cut":
      return before + part;
    case "swap":
      return before + after.slice(0, 3) + part + after.slice(3);
  }
};

export const damaged = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  texts.chain((text) =>
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            "delete" as const,
            "insert" as const,
            "replace" as const,
            "double" as const,
            "cut" as const,
            "swap" as const,
          ),
          fc.nat(text.length),
          fc.integer({ min: 1, max: 6 }),
          fc.constantFrom(...PIECES),
        ),
        { minLength: 1, maxLength: 2 },
      )
      .map((edits) => edits.reduce<string>(edited, text)),
  );
