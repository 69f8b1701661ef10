/** The contract is data that everybody can take: it depends on nothing, and its names are names for Prometheus, once each. */
import { applicationMetrics, LOG_FIELDS, LOG_LEVELS, SPAN_ID, TRACE_ID } from "@cdktf-observability/contract";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contract, seriesOf } from "../../lib/model";
import { describeWith, run } from "../proof/tool";

const folder = join(__dirname, "..", "..", "contract");
const sources = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(folder, "src", path), "utf8") }));
const metrics = Object.values(applicationMetrics).flatMap((group) =>
  Object.values(contract({ targetLabels: [], source: "the contract" }, group)),
);

test("depends on nothing", () => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    dependencies?: object;
    peerDependencies?: object;
  };
  expect({ dependencies, peerDependencies }).toEqual({});
});

test("imports nothing but its own files", () => {
  const imported = sources.flatMap(({ text }) => [...text.matchAll(/from "([^"]+)"/g)].map(([, from = ""]) => from));
  expect(imported.length).toBeGreaterThan(10);
  expect(imported.filter((from) => !/^\.{1,2}\/[\w./-]+$/.test(from))).toEqual([]);
});

test("is data: nothing in it can be called", () => {
  expect(sources.filter(({ text }) => /=>|\bfunction\b|\bclass\b/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("every series has one meaning", () => {
  const names = metrics.flatMap(seriesOf).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each(metrics)("$name says its unit, and what it is in a sentence", ({ name, unit, help, type }) => {
  expect(help).toMatch(/^[A-Z0-9].*\.$/);
  const suffix = { seconds: "_seconds", timestamp: "_seconds", bytes: "_bytes", cents: "_cents" }[unit as string];
  if (suffix !== undefined) expect(name.replace(/_total$/, "").endsWith(suffix)).toBe(true);
  if (type !== "counter") expect(name).not.toMatch(/_total$/);
});

test.each(metrics.filter(({ type }) => type === "histogram"))("the bounds of $name grow", ({ buckets }) => {
  const bounds = buckets as readonly number[];
  expect(bounds.length).toBeGreaterThan(3);
  expect([...bounds].sort((a, b) => a - b)).toEqual(bounds);
});

test("a log line has each field once, and names that Loki takes for labels once it has read the line", () => {
  const fields = Object.values<string>(LOG_FIELDS);
  expect(new Set(fields).size).toBe(fields.length);
  expect(fields.filter((field) => field !== "@timestamp" && !/^[a-z_]+$/.test(field))).toEqual([]);
  expect(fields).toEqual(expect.arrayContaining([TRACE_ID, SPAN_ID]));
  expect(LOG_LEVELS).toHaveLength(6);
});

describeWith(["promtool"], "Prometheus's own linter", () => {
  const page = metrics
    .map(({ name, type, help, labels, buckets }) => {
      // What OpenMetrics has no counter for, see the contract.
      const shown = type === "counter" && !name.endsWith("_total") ? "untyped" : type;
      const pairs = Object.entries(labels).map(([label, values]) => `${label}="${values === "any" ? "x" : values[0]}"`);
      const series = (suffix: string, more: readonly string[] = []): string =>
        `${name}${suffix}{${[...pairs, ...more].join(",")}} 1`;
      const lines =
        type === "histogram"
          ? [
              ...(buckets as readonly number[]).map((bound) => series("_bucket", [`le="${bound}"`])),
              series("_bucket", ['le="+Inf"']),
              series("_sum"),
              series("_count"),
            ]
          : [series("")];
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${shown}`, ...lines].join("\n");
    })
    .join("\n");

  test("has nothing to say about the names", () => {
    expect(run("promtool", ["check", "metrics"], { input: `${page}\n` })).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });
});
