/** Expected texts are written with functions of ours; what people get is written by Prometheus. Both must agree to the last digit. */
import * as fc from "fast-check";
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from "../../lib/testing";
import { testRules } from "../../lib/testing/promtool";
import { yamlText } from "../../lib/testing/promtool-text";
import { describeWith, tool } from "../proof/tool";

/** Beyond these, Go's integers overflow. */
const LIMITS = { humanizeTimestamp: 4e9, humanizeDuration: 9e15 } as const;

const functions = { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } as const;
type Name = keyof typeof functions;
const names = Object.keys(functions) as Name[];

const limitOf = (name: Name): number => (name in LIMITS ? LIMITS[name as keyof typeof LIMITS] : Infinity);
const ours = (name: Name, number: number): string =>
  Math.abs(number) <= limitOf(name) || (Number.isNaN(number) && limitOf(name) === Infinity)
    ? functions[name](number)
    : "too large";
const theirs = (name: Name): string => {
  const limit = limitOf(name);
  const print = `{{ $value | ${name} }}`;
  return Number.isFinite(limit)
    ? `{{ if and (le $value ${limit}.0) (ge $value -${limit}.0) }}${print}{{ else }}too large{{ end }}`
    : print;
};

// prettier-ignore
const TELLING = [
  0, 1, -1, 0.5, 2, 10, 59, 60, 61, 90, 99.99, 99.995, 100, 999, 999.9, 999.95, 999.96, 1000, 1000.5, 1001.5, 1023, 1024, 1025,
  1536, 3599, 3600, 3661, 86_399, 86_400, 90_061, 9999, 9999.5, 10_000, 12_345, 123_456, 999_999, 1e6, 1_048_576, 1.5e9, 1e12,
  1e15, 1e18, 1e21, 1e24, 1e27, 0.1, 0.05, 0.06, 0.045, 0.001, 0.0001, 0.00001, 0.000123456, 1e-6, 1.5e-7, 1e-9, 2e-12, 1e-24,
  0.12345, 0.99995, 0.999949, 1.00005, 59.999, 59.9999, 1.2 * 0.05, 0.1 + 0.2, -0.5, -3661, -1536, -0.001, 12.5,
  1_700_000_000, 1_700_000_000.5, 1_700_000_000.25, 1_772_366_400, Infinity, -Infinity, NaN,
];

const numbers = [
  ...TELLING,
  ...fc.sample(
    fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -12, max: 12 }))
      .map(([digits, power]) => Number(`${digits}e${power}`)),
    { numRuns: 1000, seed: 1 },
  ),
];

describeWith(["promtool"], "template functions", () => {
  test("print every number as promtool renders it", async () => {
    const rules = {
      name: "table.rules.yml",
      text: yamlText({
        groups: [
          {
            name: "table",
            rules: [
              {
                alert: "Table",
                expr: "number",
                annotations: Object.fromEntries(names.map((name) => [name, theirs(name)])),
              },
            ],
          },
        ],
      }),
    };
    const row = (number: number, index: number) => ({
      series: { series: `number{row="${index}"}`, values: String(number).replace("Infinity", "Inf") },
      expected: {
        exp_labels: { row: String(index) },
        exp_annotations: Object.fromEntries(names.map((name) => [name, ours(name, number)])),
      },
    });
    const rows = numbers.map(row);
    const file = {
      name: "table.test.yml",
      text: yamlText({
        rule_files: [rules.name],
        tests: [
          {
            name: "table",
            input_series: rows.map(({ series }) => series),
            alert_rule_test: [
              { eval_time: "0s", alertname: "Table", exp_alerts: rows.map(({ expected }) => expected) },
            ],
          },
        ],
      }),
      tests: ["table"],
    };
    const [failure = ""] = (await testRules(tool("promtool") ?? "", [rules], [file])).get("table") ?? ["never run"];
    const [expected = [], got = []] = failure.split("got:").map((part) => part.match(/Annotations:.*/g) ?? []);
    expect(got).toEqual(expected);
    expect(failure).toBe("");
  });
});
