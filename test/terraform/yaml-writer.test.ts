/** That our writer of YAML gives what the library gives, letter for letter. */
import * as fc from "fast-check";
import { parse } from "yaml";
import { yamlOfLibrary, yamlText } from "../../lib/terraform/yaml-text";

/** Texts that YAML may take for something else, and pieces of which such texts are made. */
const DELICATE = [
  ..."null Null NULL ~ true True yes Yes YES no on Off y N e10 E5 .inf .nan 1 -1 0x1f 0o7 1_000 12:30 2027-01-01 << = - ? : # & * ! | > % @".split(
    " ",
  ),
  ..."--- ... '' \\u00e9".split(" "),
  "`",
  "",
  " ",
  "\n",
  "\t",
  "a: b",
  "a #b",
  "a:",
  "a ",
  'say "so": yes',
  "it's: so",
  `it's "so": yes`,
  "/path: here",
  "é",
  "\u0301",
  "ä\u0301",
  "\u00a0",
  "\u2028",
  "\u3000",
  "\ufeff",
  "\u0007",
  "🙂",
  "\ud800",
  "{{ $labels.pod }}",
  "[a]",
  "{a}",
  "word",
];

const texts = fc.oneof(
  fc.constantFrom(...DELICATE),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc
    .array(
      fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom("word", "two words", " ", "\n") },
        { weight: 1, arbitrary: fc.constantFrom(...DELICATE) },
      ),
      {
        maxLength: 8,
      },
    )
    .map((pieces) => pieces.join("")),
);

const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    texts,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(texts, fc.oneof(tie("data"), fc.constant(undefined)), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const collections = fc.oneof(
  fc.array(data, { maxLength: 4 }),
  fc.dictionary(texts, data, { maxKeys: 4, noNullPrototype: true }),
);

test("whatever the data", () => {
  fc.assert(
    fc.property(collections, (value) => {
      expect(yamlText(value)).toBe(yamlOfLibrary(value));
    }),
    { numRuns: 5000 },
  );
});

test("a rule of Prometheus", () => {
  const rule = {
    alert: "HttpHighErrorRatio",
    expr: 'sum by (service) (rate(x{code=~"5.."}[5m]))\n  / 2 > 0.05\n',
    for: "5m",
    labels: { severity: "critical" },
    annotations: { summary: "{{ $value | humanizePercentage }} of requests fail: act", description: "One.\n\nTwo." },
  };
  const text = yamlText({ spec: { groups: [{ name: "http", rules: [rule] }] } });
  expect(text).toMatchInlineSnapshot(`
   spec:
     groups:
       - name: http
         rules:
           - alert: HttpHighErrorRatio
             expr: |
               sum by (service) (rate(x{code=~"5.."}[5m]))
                 / 2 > 0.05
             for: "5m"
             labels:
               severity: critical
             annotations:
               summary: "{{ $value | humanizePercentage }} of requests fail: act"
               description: |-
                 One.

                 Two.

  `);
  expect(parse(text)).toEqual({ spec: { groups: [{ name: "http", rules: [rule] }] } });
});

test.each([
  ["a key of two thousand letters", { ["k".repeat(2000)]: 1 }],
  ["a block that ends in blanks", { a: "one\ntwo\n  " }],
  ["a sign beyond 16 bits", { a: "🙂" }],
])("%s is left to the library", (_, value) => {
  expect(yamlText(value)).toBe(yamlOfLibrary(value));
});
