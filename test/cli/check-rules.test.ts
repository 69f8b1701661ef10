/** What people see of `npm run check-rules`: findings at their lines, figures, exit codes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkRules } from "../../lib/cli/check-rules";
import { temporaryFolder } from "../stacks/synthesized";

interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const ran = (...args: readonly string[]): Said => {
  const written = { out: "", err: "" };
  const out = jest.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true));
  const err = jest.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true));
  try {
    return { exitCode: checkRules(args), ...written };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
};

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const group = (name: string, rules: string): string => `groups:\n  - name: ${name}\n    rules:\n${rules}`;

const good = file(
  "good/shop.yaml",
  group(
    "shop",
    `      - record: service:orders:rate5m
        expr: sum by (service) (rate(orders_total[5m]))
      - alert: OrdersMissing
        expr: service:orders:rate5m == 0
        annotations: { summary: "No orders at {{ $labels.service }}" }
`,
  ),
);
const bad = file(
  "bad.yml",
  group(
    "shop",
    `      - alert: OrdersMissing
        expr: sum by (service) (rate(orders_total[5m]) == 0
      - alert: HighLatency
        expr: histogram_quantile(0.99, sum by (service) (rate(latency_bucket[5m]))) > 1
        annotations:
          summary: "{{ $labels.pod }} is slow"
`,
  ),
);

test("rules that are right are counted", () => {
  const { exitCode, out, err } = ran(good);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toMatch(/^2 rules in 1 file: 0 errors, 0 warnings \(\d+\.\d s\)\n$/);
});

describe("rules that are wrong", () => {
  const { exitCode, out, err } = ran(good, bad);

  test("end with 1, on standard error", () => expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" }));

  test.each([
    [`error   ${bad}:4 OrdersMissing (shop): `, "[promql/syntax]"],
    [`error   ${bad}:6 HighLatency (shop): `, "[promql/quantile-without-le]"],
    [`error   ${bad}:6 HighLatency (shop): $labels.pod prints nothing`, "[alert/label-not-in-result]"],
  ])("are told with file, line, rule and group: %s … %s", (beginning, end) =>
    expect(err.split("\n").filter((line) => line.includes(beginning) && line.endsWith(end))).toHaveLength(1),
  );

  test("are told why", () => expect(err).toMatch(/^ {2}promql\/syntax: Prometheus refuses/m));

  test("are counted", () => expect(err).toMatch(/^4 rules in 2 files: 3 errors, 0 warnings \(/m));
});

test("what other people agreed on is not judged, unless it is asked for", () => {
  const habits = file("habits.yaml", group("x", "      - alert: high_latency\n        expr: latency > 1\n"));
  expect(ran(habits).exitCode).toBe(0);
  const { exitCode, err } = ran("--all", habits);
  expect(exitCode).toBe(1);
  expect(err).toContain(`${habits}:4 high_latency (x): is "high_latency", which is not CamelCase`);
  expect(err).toContain("[alert/severity]");
});

test("recordings of one file are known in the other", () => {
  const reader = file(
    "reader.yaml",
    group("reader", '      - alert: OrdersMissing\n        expr: service:orders:rate5m{pod="a"} == 0\n'),
  );
  expect(ran(reader).exitCode).toBe(0);
  expect(ran(reader, good).err).toContain("[promql/unknown-label]");
});

test("rules of one name that cannot all be read are not judged by the others", () => {
  const both = file(
    "both.yaml",
    group(
      "x",
      '      - record: a:b:c\n        expr: sum by (job) (up)\n      - record: a:b:c\n        expr: lag(up[5m])\n      - alert: A\n        expr: a:b:c{pod="x"} > 0\n',
    ),
  );
  expect(ran(both).err).not.toContain("[promql/unknown-label]");
});

test("a folder stands for the YAML files below it", () => {
  file("good/notes.txt", "no rules");
  expect(ran(join(folder, "good")).out).toContain("2 rules in 1 file:");
});

test("a template of Helm is refused with what to do", () => {
  const template = file("template.yaml", group("{{ .Values.name }}", "      - record: a:b:c\n        expr: up\n"));
  const { exitCode, err } = ran(template);
  expect(exitCode).toBe(1);
  expect(err).toContain("render it first: helm template");
});

test("rules of Loki's ruler are no mistakes", () => {
  const loki = file(
    "loki.yaml",
    group("logs", '      - alert: Errors\n        expr: sum by (app) (rate({app=~".+"} |= "error" [5m])) > 1\n'),
  );
  expect(ran(loki)).toMatchObject({ exitCode: 0, out: expect.stringContaining("0 rules in 1 file") as string });
});

test.each([
  [[], "usage: npm run check-rules"],
  [["--bogus"], "usage: npm run check-rules"],
  [["/nowhere/rules.yaml"], 'There is no file "/nowhere/rules.yaml"'],
])("%j is wrong usage", (args, words) => {
  const { exitCode, err } = ran(...args);
  expect(exitCode).toBe(2);
  expect(err).toContain(words);
});

test("--help", () =>
  expect(ran("--help")).toMatchObject({ exitCode: 0, out: expect.stringContaining("--all") as string }));

test("thousands of rules take seconds", () => {
  const rules = Array.from(
    { length: 3_000 },
    (_, index) =>
      `      - record: job:m${index}:rate5m\n        expr: sum by (job) (rate(m${index}_total{code=~"5.."}[5m])) / sum by (job) (rate(m${index}_total[5m]))\n`,
  );
  const many = file("many.yaml", group("many", rules.join("")));
  const started = performance.now();
  expect(ran(many).exitCode).toBe(0);
  expect(performance.now() - started).toBeLessThan(15_000);
});
