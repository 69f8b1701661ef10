import { charts } from "../../../lib/charts";
import { valuesChecks } from "../../../lib/checks/values";
import { findings } from "../../../lib/checks/check";
import { chartRepository, model, ociCharts, type Release } from "../../../lib/model";

const release = (given: Partial<Release>): Release => ({
  path: "prod.loki",
  name: "loki",
  namespace: "observability",
  chart: charts.loki,
  values: {},
  ownValues: {},
  userValues: {},
  ...given,
});
const found = (...releases: readonly Partial<Release>[]) =>
  findings(valuesChecks, [model("prod", "production", [{ releases: releases.map(release) }])]);

test("what the user wrote stands below values, what the component wrote below chart", () => {
  const values = { replicasCount: 1 };
  expect(found({ userValues: values }).map(({ path }) => path)).toEqual(["prod.loki.values.replicasCount"]);
  expect(found({ ownValues: values }).map(({ path }) => path)).toEqual(["prod.loki.chart.replicasCount"]);
});

test("each family says why it matters", () => {
  expect(valuesChecks.map(({ id, severity }) => [id, severity])).toEqual([
    ["values/unknown-key", "error"],
    ["values/wrong-type", "error"],
    ["values/moved-key", "error"],
    ["values/enumeration", "error"],
    ["values/end-of-life", "error"],
  ]);
  for (const { reason } of valuesChecks) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
});

describe("where a chart comes from", () => {
  test.each<[Partial<Release>, string, string]>([
    [
      { source: chartRepository("https://grafana.github.io/helm-charts") },
      "prod.loki.source",
      "Grafana Enterprise Logs",
    ],
    [
      { source: chartRepository("https://grafana.github.io/helm-charts/") },
      "prod.loki.source",
      "Grafana Enterprise Logs",
    ],
    [{ source: ociCharts("oci://ghcr.io/grafana/helm-charts") }, "prod.loki.source", "Grafana Enterprise Logs"],
    [
      { chart: charts.grafana, source: chartRepository("https://grafana.github.io/helm-charts") },
      "prod.loki.source",
      "2026-01-30",
    ],
    [
      { chart: charts.redisExporter, source: chartRepository("https://charts.helm.sh/stable") },
      "prod.loki.source",
      "frozen",
    ],
    [{ chart: { ...charts.loki, name: "promtail" } }, "prod.loki.chart", "2026-03-02"],
    [{ chart: { ...charts.loki, name: "loki-stack" } }, "prod.loki.chart", "deprecated"],
    [{ chart: { ...charts.loki, name: "grafana-agent" } }, "prod.loki.chart", "2025-11-01"],
    [{ chart: { ...charts.loki, name: "grafana-agent-operator" } }, "prod.loki.chart", "2025-11-01"],
    [{ chart: { ...charts.jaeger, name: "jaeger-operator" } }, "prod.loki.chart", "Jaeger v1"],
    [{ chart: { ...charts.jaeger, name: "minio" } }, "prod.loki.chart", "no longer maintained"],
  ])("%#: an ended chart or place is named", (given, path, words) => {
    expect(found(given)).toEqual([
      expect.objectContaining({ check: "values/end-of-life", path, problem: expect.stringContaining(words) as string }),
    ]);
  });

  test.each(Object.values(charts).map((chart) => [chart.name, chart] as const))(
    "%s from its own repository is fine",
    (_name, chart) => {
      expect(found({ chart })).toEqual([]);
    },
  );

  test("a mirror is fine, and so is a chart that still lives at Grafana's own place", () => {
    expect(found({ source: chartRepository("https://charts.acme.example/grafana") })).toEqual([]);
    const alloy = { ...charts.loki, name: "alloy", repository: "https://grafana.github.io/helm-charts" };
    expect(found({ chart: alloy })).toEqual([]);
  });
});
