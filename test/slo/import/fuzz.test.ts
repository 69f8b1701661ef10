/** Whatever a file holds: it becomes objectives, or a ConfigurationError says why not. */
import fc from "fast-check";
import { stringify } from "yaml";
import { ConfigurationError } from "../../../lib/model";
import { importedSource, importSlos } from "../../../lib/slo";
import { CONVERSIONS } from "./conversions";

const outcome = (yaml: string): "imported" | "refused" => {
  try {
    importSlos(yaml, { file: "s.yaml" });
    importedSource([{ file: "s.yaml", text: yaml }], { module: "../../lib" });
    return "imported";
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.findings.filter(({ severity }) => severity === "error")).not.toEqual([]);
    return "refused";
  }
};

const runs = { numRuns: 300 };
const texts = CONVERSIONS.map(({ yaml }) => yaml);

test("any text", () =>
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => void outcome(text)),
    runs,
  ));

/** Lines and words of real files, taken out, doubled, exchanged. */
const damaged = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom("drop", "double", "swap")), { maxLength: 4 }),
  )
  .chain(([text, steps]) =>
    fc.constantFrom(/(\n)/, /(\s+|[{}[\](),:"'])/).map((separator) => {
      const parts = text.split(separator);
      for (const [first, second, what] of steps) {
        const [a, b] = [first % parts.length, second % parts.length];
        if (what === "drop") parts.splice(a, 1, "");
        if (what === "double") parts.splice(a, 0, parts[a] ?? "");
        if (what === "swap") [parts[a], parts[b]] = [parts[b] ?? "", parts[a] ?? ""];
      }
      return parts.join("");
    }),
  );

test(
  "damaged files",
  () =>
    fc.assert(
      fc.property(damaged, (text) => void outcome(text)),
      { numRuns: 1_000 },
    ),
  120_000,
);

const KEYS = (
  "apiVersion kind metadata name labels spec service slos version objective sli events raw error_query total_query error_ratio_query alerting page_alert " +
  "disable objectives target targetPercent op value indicator indicatorRef ratioMetric thresholdMetric counter good bad total metricSource type query timeWindow " +
  "duration isRolling calendar startTime timeZone budgetingMethod timeSliceTarget timeSliceWindow compositeWeight alertPolicies conditions condition items"
).split(" ");
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    "openslo/v1",
    "prometheus/v1",
    "sloth.slok.dev/v1",
    "SLO",
    "SLI",
    "PrometheusServiceLevel",
    "List",
    "Prometheus",
    "30d",
    "1M",
    "UTC",
    "Timeslices",
    "sum(rate(a_total[{{.window}}]))",
    "a_total",
    "up",
    99.9,
    0.5,
    1e300,
    -1,
    0,
    true,
    null,
    "__proto__",
    "constructor",
  ),
  fc.string(),
  fc.double(),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie("tree"), { maxKeys: 8 }),
  ),
}));

test(
  "any tree of known keys",
  () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 10 }),
        (value) => void outcome(stringify(value)),
      ),
      { numRuns: 1_000 },
    ),
  120_000,
);

test.each([
  ["anchors that hold themselves", "version: prometheus/v1\nservice: a\nslos: &s\n  - *s\n"],
  ["a map that merges itself", "&m\nversion: prometheus/v1\n<<: *m\n"],
  ["an alias of nothing", "version: prometheus/v1\nslos: *gone\n"],
  ["many brackets", `version: ${"[".repeat(20_000)}`],
  [
    "many aliases",
    `a: &a [1]\n${[..."bcdefghijklmnopqrstuvwxyz"]
      .map(
        (each, index) =>
          `${each}: &${each} [${Array(9)
            .fill(`*${"abcdefghijklmnopqrstuvwxyz"[index] ?? ""}`)
            .join(", ")}]`,
      )
      .join("\n")}\nversion: prometheus/v1\nservice: *z\n`,
  ],
  ["keys of JavaScript", "version: prometheus/v1\n__proto__: { a: 1 }\nconstructor: b\n"],
  [
    "a very long query",
    `version: prometheus/v1\nservice: a\nslos: [{ name: b, objective: 99, sli: { events: { error_query: "${"(".repeat(5000)}", total_query: "${"sum(".repeat(3000)}x[{{.window}}]${")".repeat(3000)}" } } }]\n`,
  ],
])("%s", (_, text) => expect(outcome(text)).toBe("refused"));
