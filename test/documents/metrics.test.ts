/** The catalogue of metrics: all of them, each once, with arithmetic that adds up and everybody who reads them. */
import { contract, counter, gauge, histogram, INSTRUMENTATION, SERVICE_TARGET, summary } from "../../lib/model";
import { metricPages } from "../../lib/documents/metrics";
import { seriesText } from "../../lib/documents/metrics/cardinality";
import { installedModels } from "./models";
import { named, withPack } from "./pages";
import { smallModel } from "./small-slos";

const prod = named(installedModels, "prod");
const page = metricPages({ model: prod })[0]?.text ?? "";
const sectionOf = (name: string, text = page): string => text.split(`\n### ${name}\n`)[1]?.split(/\n##+ /)[0] ?? "";
const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, name = ""]) => name);

test("every metric of every contract and every series that is recorded has its section, once", () => {
  const names = prod.packs.flatMap(({ pack }) => [
    ...Object.values(pack.metrics ?? {}).map(({ name }) => name),
    ...pack.recordingRules.map(({ name }) => name),
  ]);
  expect([...new Set(headings)]).toHaveLength(headings.length);
  expect([...new Set(names)].filter((name) => !headings.includes(name))).toEqual([]);
});

test("a metric is told with its type, unit, labels, source and exporter", () => {
  const metric = prod.packs
    .flatMap(({ pack }) => Object.values(pack.metrics ?? {}))
    .find(({ name }) => name === "alertmanager_alerts");
  const section = sectionOf("alertmanager_alerts");
  expect(section).toContain(`${metric?.help}\n\n- Type: gauge; unit: count\n- Source: ${metric?.source}\n`);
  expect(section).toContain("- Labels: `state` (`active`, `suppressed`, `unprocessed`); of the target the usual ones");
  expect(page.split("\n## From Alertmanager\n")[1]?.split("\n## ")[0]).toContain("\n### alertmanager_alerts\n");
});

test("no contract of the library leaves out what exports its metrics", () => {
  const own = prod.packs.flatMap(({ pack }) =>
    Object.values(pack.metrics ?? {}).filter(({ exporter }) => exporter === INSTRUMENTATION),
  );
  expect([...new Set(own.map(({ name }) => name.split("_")[0]))].sort()).toEqual(
    ["active", "http", "job", "jobs", "orders", "payments", "queue", "revenue", "user"].sort(),
  );
});

test("who reads it: recordings, alerts of its own name and through recordings, dashboards, objectives", () => {
  const section = sectionOf("http_requests_total");
  expect(section).toMatch(
    /- Recorded as: .*\[`service_pod:http_requests:rate5m`\]\(metrics\.md#service_podhttp_requestsrate5m\)/,
  );
  expect(section).toMatch(/- Alerts through recordings: .*\[`HttpHighErrorRatio`\]\(runbooks\//);
  expect(section).toMatch(/- Objectives: \[`checkout-availability`\]\(slos\.md#checkout-availability\)/);
  expect(section).toMatch(/- Dashboards through recordings: .*\[`application`\]/);
  expect(sectionOf("loki_panic_total")).toMatch(/- Alerts: \[`LokiPanics`\]/);
});

test("an objective reads what its own series are computed from, not what those of others are", () => {
  const section = sectionOf("payments_total");
  expect(section).toContain("[`PaymentsOfTheMonthBurnsFast`]");
  expect(section).not.toContain("CheckoutAvailability");
});

test("what nobody reads says so", () => {
  const model = withPack(smallModel(), "shop-objectives", ({ metrics }) => ({
    metrics: {
      ...metrics,
      ...contract(
        { targetLabels: SERVICE_TARGET, source: "an example" },
        { idle: gauge("shop_idle", { help: "Idle." }) },
      ),
    },
  }));
  const text = metricPages({ model })[0]?.text ?? "";
  expect(sectionOf("shop_idle", text)).toContain("- Read by nothing that is deployed here");
});

const examples = contract(
  { targetLabels: SERVICE_TARGET, source: "an example" },
  {
    plain: gauge("plain", { help: "…" }),
    bounded: counter("bounded", { help: "…", labels: { outcome: ["paid", "failed"], kind: ["a", "b", "c"] } }),
    unbounded: counter("unbounded", { help: "…", labels: { outcome: ["paid", "failed"], route: "any", user: "any" } }),
    optional: gauge("optional", { help: "…", labels: { kind: ["a", "b"] }, optionalLabels: ["kind"] }),
    buckets: histogram("buckets", { help: "…", labels: { route: "any" }, buckets: [0.1, 1] }),
    native: histogram("native", { help: "…", labels: { route: "any" }, buckets: "native" }),
    quantiles: summary("quantiles", { help: "…" }),
    identified: gauge("identified", { help: "…", labels: { pod: "any", node: "any" }, identifiedBy: ["pod"] }),
  },
);

test.each<readonly [keyof typeof examples, string]>([
  ["plain", "1"],
  ["bounded", "2 (`outcome`) × 3 (`kind`) = 6"],
  ["unbounded", "2 (`outcome`) for each combination of `route`, `user`"],
  ["optional", "3 (`kind` or none)"],
  ["buckets", "5 (2 bounds, +Inf, sum, count) for each value of `route`"],
  ["native", "1 for each value of `route`"],
  ["quantiles", "1 for each value of `quantile`"],
  ["identified", "1 for each value of `pod`; `node` follows from it"],
])("the series of the metric %s are %s", (name, text) => expect(seriesText(examples[name])).toBe(text));
