/** That the fast way to read a query and Prometheus's grammar read the same, wherever the fast way reads at all. */
import * as fc from "fast-check";
import { shippedPacks } from "../../lib/packs";
import { textOf } from "../../lib/model";
import { FUNCTIONS, parsePromql, printPromql } from "../../lib/query";
import { plainQuery } from "../../lib/query/plain-query";
import { damaged } from "./damage";
import { EXOTIC, expressions, PLAIN } from "./random-expressions";
import { SPELLINGS } from "./spellings";

/** A query with a comment is left to the grammar, and its tree is the same. */
const byGrammar = (text: string) => parsePromql(`${text} # no plain query`);

const expectSame = (text: string): void => {
  const node = plainQuery(text);
  if (node !== undefined) expect({ text, node }).toStrictEqual({ text, node: byGrammar(text).node });
};

const packs = shippedPacks();
const shipped = [
  ...packs.flatMap(({ recordingRules, alerts }) => [...recordingRules, ...alerts].map(({ expr }) => textOf(expr))),
  ...packs.flatMap(({ dashboards }) =>
    dashboards.flatMap(({ rows }) =>
      rows.flatMap(({ panels }) =>
        panels.flatMap((panel) =>
          panel.type === "text"
            ? []
            : panel.queries.filter(({ expr }) => expr.kind === "promql").map((each) => each.expr.text),
        ),
      ),
    ),
  ),
];

test("nearly all that the packs ask is plain", () => {
  expect(shipped.length).toBeGreaterThan(500);
  expect(shipped.filter((text) => plainQuery(text) === undefined).length).toBeLessThan(shipped.length / 50);
});

test("what the packs ask", () => {
  shipped.forEach(expectSame);
});

test.each([
  ["expressions of the usual kind", expressions(PLAIN).map(printPromql)],
  ["expressions of any kind", expressions(EXOTIC).map(printPromql)],
  ["damaged expressions", damaged(expressions(EXOTIC).map(printPromql))],
  ["what the packs ask, damaged", damaged(fc.constantFrom(...shipped))],
  ["what the packs ask, damaged a lot", damaged(damaged(damaged(fc.constantFrom(...shipped))))],
])("%s", (_, texts) => {
  fc.assert(fc.property(texts, expectSame), { numRuns: 2000 });
});

const KEYWORDS =
  "and or unless atan2 bool by without on ignoring group_left group_right offset start end inf nan fill fill_left anchored smoothed step range min_of max_of";
const AGGREGATIONS = "sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio";

const inEachPlace = (word: string): readonly string[] => [
  word,
  `${word} + 1`,
  `${word}(a)`,
  `${word}{a="b"}`,
  `${word}[5m]`,
  `a ${word} b`,
  `a{${word}="b"}`,
  `sum by (${word}) (a)`,
  `a * on (${word}) group_left (${word}) b`,
  `a @ ${word}()`,
];

const DURATIONS =
  "0 5 5m 0s 5mm 1h30m 30m1h 1.5 1.5m 1e3 1e-3 0x10 010 1_0 1. 99y 300y 1000y inf -5m $a ${a:text} $__rate_interval [[a]]";

test.each([
  ["spellings at the edges", SPELLINGS],
  [
    "functions",
    [...FUNCTIONS.keys()].flatMap((name) => [`${name}()`, `${name}(a[5m])`, `${name}(1, a)`, ...inEachPlace(name)]),
  ],
  [
    "words that mean something",
    `${KEYWORDS} ${AGGREGATIONS}`.split(" ").flatMap((word) => [word, word.toUpperCase()].flatMap(inEachPlace)),
  ],
  [
    "lengths of time",
    DURATIONS.split(" ").flatMap((text) => [
      `a[${text}]`,
      `a[1h:${text}]`,
      `a[${text}:]`,
      `a offset ${text}`,
      `a > ${text}`,
    ]),
  ],
  [
    "blanks that are none to everybody",
    ["\t", "\r\n", "\v", "\f", "\u00a0", "\u2028", "\ufeff"].flatMap((blank) => [
      `a${blank}+ b`,
      `a + b${blank}`,
      `${blank}a`,
    ]),
  ],
])("%s", (_, texts) => {
  texts.forEach(expectSame);
});

test.each([
  ["parentheses", "(", "a", ")"],
  ["calls", "abs(", "a", ")"],
  ["aggregations", "sum(", "a", ")"],
  ["signs", "-", "a", ""],
  ["powers", "a ^ ", "a", ""],
  ["subqueries", "max_over_time(", "a", "[5m:])"],
])(
  "%s inside of each other: as deep as people nest, and left to the grammar where Node has no room for it",
  (_, before, inner, after) => {
    const nested = (times: number): string => before.repeat(times) + inner + after.repeat(times);
    expect(plainQuery(nested(30))).toStrictEqual(byGrammar(nested(30)).node);
    expect(plainQuery(nested(30))).toBeDefined();
    expect(plainQuery(nested(100_000))).toBeUndefined();
  },
);

test("operators beside each other: as many as people write, and left to the grammar where it may say something else", () => {
  const chained = (times: number): string => `a${" + a".repeat(times)}`;
  expect(plainQuery(chained(100))).toStrictEqual(byGrammar(chained(100)).node);
  expect(plainQuery(chained(100))).toBeDefined();
  for (const times of [499, 500, 700, 100_000]) expectSame(chained(times));
});
