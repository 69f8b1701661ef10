/** Values in expressions are literals: whatever text is put into one, nothing of it runs, and all of it arrives. */
import fc from "fast-check";
import { pattern, ruby } from "../../lib/pipeline";

/** What Ruby reads in double quotes, for the escapes that are written. */
const read = (literal: string): string =>
  literal
    .slice(1, -1)
    .replaceAll(/\\(?:u\{([0-9a-f]+)\}|(.))/gs, (_, hex: string | undefined, character: string | undefined) =>
      hex === undefined ? (character ?? "") : String.fromCodePoint(Number.parseInt(hex, 16)),
    );

test("any text comes back, in plain ASCII, and none of it is Ruby", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("", "#{`id`}", "${x}", '"', "\\"),
      (a, b) => {
        const { code } = ruby`${a + b}`;
        expect(read(code)).toBe(a + b);
        expect(code).toMatch(/^"(?:[\x20-\x7e])*"$/);
        expect(code).not.toMatch(/[#$]/);
        expect(code.slice(1, -1)).not.toMatch(/(?:^|[^\\])(?:\\\\)*"/);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("half a character becomes the sign for what is none", () => expect(ruby`${"\ud83d"}`.code).toBe('"\\u{fffd}"'));

test("lists, maps, numbers and expressions nest", () =>
  expect(ruby`f(${{ a: ["b", 1, ruby`tag`], c: { d: "#" } }})`.code).toBe(
    'f({ "a" => ["b", 1, tag], "c" => { "d" => "\\u{23}" } })',
  ));

test("a pattern is compiled once, under a name of its own", () => {
  const { code } = ruby`x.gsub(${pattern("(?i)a#$")}, "")`;
  expect(code).toMatch(
    /^x\.gsub\(\(\$pattern_[0-9a-f]{16} \|\|= Regexp\.new\("\[Aa\]\\\\x23\\\\z", Regexp::MULTILINE\)\), ""\)$/,
  );
  expect(ruby`${pattern("a")}`.code).not.toBe(ruby`${pattern("b")}`.code);
  expect(ruby`${pattern("a")}`.code).not.toBe(ruby`${pattern("(?i)a")}`.code);
});
