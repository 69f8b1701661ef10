/** That a query which is read by the shape of another is read as if it were the first. */
import * as fc from "fast-check";
import { shippedPacks } from "../../lib/packs";
import { textOf } from "../../lib/model";
import { parsePromql, printPromql } from "../../lib/query";
import { expressions, PLAIN } from "./random-expressions";

/** A comment gives a query no shape, and leaves the tree as it is. */
const readAlone = (text: string) => parsePromql(`${text} # alone`);

const LITERAL = /="[\w.-]+"/g;

const withValues = (text: string, values: readonly string[]): string => {
  let next = 0;
  return text.replace(LITERAL, () => `="${values[next++ % values.length] ?? ""}"`);
};

const values = fc.array(fc.stringMatching(/^[\w.-]{1,12}$/), { minLength: 1, maxLength: 5 });

test("rules with other values in their matchers", () => {
  const texts = shippedPacks().flatMap(({ recordingRules, alerts }) =>
    [...recordingRules, ...alerts].map(({ expr }) => textOf(expr)),
  );
  const shaped = texts.filter((text) => LITERAL.test(text));
  fc.assert(
    fc.property(fc.constantFrom(...shaped), values, (text, others) => {
      const other = withValues(text, others);
      parsePromql(text);
      expect(parsePromql(other)).toEqual(readAlone(other));
    }),
    { numRuns: 500 },
  );
});

test("expressions of any kind", () => {
  fc.assert(
    fc.property(expressions(PLAIN), values, values, (node, some, others) => {
      const text = printPromql(node);
      parsePromql(withValues(text, some));
      const other = withValues(text, others);
      expect(parsePromql(other).node).toEqual(readAlone(other).node);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["an empty value, of which a selector must have more", 'a{b="x",c=""}', 'a{b="",c="x"}'],
  ["the name of a metric in quotes", '{"a",b="x"}', '{"c",b="y"}'],
  ["blanks around the operator", 'a{b = "x", c="y"}', 'a{b = "z", c="yy"}'],
  ["a regular expression", 'a{b=~"x",c="y"}', 'a{b=~"z",c="yy"}'],
  ["a selector that only an empty value makes too wide", '{b="x"}', '{b=""}'],
  ["texts of functions", 'label_replace(a{b="x"}, "c", "d", "e", "f")', 'label_replace(a{b="yy"}, "c", "g", "e", "f")'],
])("%s", (_, first, second) => {
  parsePromql(first);
  expect(parsePromql(second).node).toEqual(readAlone(second).node);
});
