/** Values that conditions tell apart: none is missing, whatever the expressions are. */
import * as fc from "fast-check";
import type { LabelMatcher } from "../../../lib/model";
import { matcherRegexProblem } from "../../../lib/routing";
import { kindsOfValues, signature } from "../../../lib/routing/reach/kinds-of-values";
import { languageOf } from "../../../lib/routing/reach/regex-language";

const regex = (value: string): LabelMatcher => ({ label: "l", operator: "=~", value });
const equal = (value: string): LabelMatcher => ({ label: "l", operator: "=", value });

test.each<[string, readonly LabelMatcher[], number]>([
  ["nothing is asked", [], 1],
  ["one value", [equal("a")], 2],
  ["two values", [equal("a"), equal("b")], 3],
  ["a list", [regex("postgres|mysql")], 2],
  ["a list and one of it", [regex("postgres|mysql"), equal("mysql")], 3],
  ["all of a list by name", [regex("a|b"), equal("a"), equal("b")], 3],
  ["two expressions that overlap", [regex("db-.*"), regex(".*-prod")], 4],
  ["two that never do", [regex("db-.*"), regex("web-.*")], 3],
  ["one within the other", [regex("db-.*"), regex("db-a.*")], 3],
  ["everything", [regex(".+")], 1],
  ["upper and lower case", [regex("(?i)prod"), equal("PROD")], 3],
  ["anchors that are there anyway", [regex("^(?:a|b)$"), regex("a|b")], 2],
  ["numbers", [regex("shard-[0-9]{1,3}"), regex("shard-\\d+")], 3],
  ["nothing that is", [regex("[^\\s\\S]")], 1],
])("%s", (_, matchers, kinds) => {
  const { values, complete } = kindsOfValues(matchers);
  expect(complete).toBe(true);
  expect(new Set(values.map((value) => signature(matchers, value))).size).toBe(kinds);
  expect(values).not.toContain("");
});

test.each(["\\bdb\\b", "\\pL+", "a{500}", "(?m)^a$", "a^b"])("%s is not read, and says so", (value) => {
  expect(languageOf(value)).toBeUndefined();
  expect(kindsOfValues([regex(value)]).complete).toBe(false);
});

test("a fresh value reads like a name", () => expect(kindsOfValues([equal("db")]).values).toEqual(["other", "db"]));

const piece = fc.constantFrom(
  "a",
  "b",
  "ab",
  ".",
  "[ab]",
  "[^a]",
  "\\d",
  "a-b",
  "(?i:A)",
  "\\.",
  "[[:lower:]]",
  "x{2}",
  "",
);
const expression: fc.Arbitrary<string> = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    piece,
    fc.tuple(tie("whole"), tie("whole")).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie("whole"), tie("whole")).map(([a, b]) => `${a}|${b}`),
    fc.tuple(tie("whole"), fc.constantFrom("*", "+", "?", "{1,2}")).map(([a, sign]) => `(${a})${sign}`),
  ),
})).whole;

test("no text satisfies a combination that is not among those found", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(expression.map(regex), fc.constantFrom("a", "ab", "b-").map(equal)), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "A", "x", "-", ".", "1"), minLength: 1, maxLength: 5 }), {
        minLength: 20,
        maxLength: 20,
      }),
      (matchers, texts) => {
        const { values, complete } = kindsOfValues(matchers);
        fc.pre(complete && matchers.every(({ value }) => matcherRegexProblem(value) === undefined));
        const known = new Set(values.map((value) => signature(matchers, value)));
        expect(texts.filter((text) => !known.has(signature(matchers, text)))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
