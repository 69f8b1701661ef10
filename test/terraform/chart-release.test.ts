/** How a release is installed: as production needs it, from wherever its chart is. */
import { App, TerraformStack, Testing } from "cdktf";
import { charts } from "../../lib/charts";
import { chartFolder, chartRepository, minutes, ociCharts, type ChartSource, type Values } from "../../lib/model";
import { ChartRelease } from "../../lib/terraform";

const released = (source?: ChartSource): Readonly<Record<string, unknown>> => {
  const stack = new TerraformStack(new App(), "test");
  const values: Record<string, unknown> = { early: true };
  const release = new ChartRelease(stack, "loki", {
    path: "test.loki",
    chart: charts.loki,
    source,
    timeout: minutes(20),
    name: "loki",
    namespace: "logs",
    values: () => values,
  });
  values["late"] = "${not} {{ an }} expression";
  release.dependOn(release.resource);
  release.dependOn(release.resource);
  const json = JSON.parse(Testing.synth(stack)) as {
    resource: { helm_release: Record<string, Record<string, unknown>> };
  };
  return Object.values(json.resource.helm_release)[0] ?? {};
};

test("an upgrade that fails is rolled back, and old revisions do not pile up", () =>
  expect(released()).toMatchObject({
    atomic: true,
    wait: true,
    wait_for_jobs: true,
    cleanup_on_fail: true,
    max_history: 10,
  }));

test("it waits as long as it is told", () => expect(released()["timeout"]).toBe(1_200));

test("values are read when everything is wired, and arrive as they were written", () =>
  expect(released()["values"]).toEqual([`early: true\nlate: "$\${not} {{ an }} expression"\n`]));

test("it waits for another once, however often it is told to", () => expect(released()["depends_on"]).toHaveLength(1));

test.each<[string, ChartSource | undefined, Values]>([
  ["its own repository", undefined, { repository: charts.loki.repository, chart: "loki", version: "18.11.0" }],
  [
    "a mirror",
    chartRepository("https://charts.acme.example"),
    { repository: "https://charts.acme.example", chart: "loki" },
  ],
  [
    "an OCI registry",
    ociCharts("oci://registry.acme.example/charts/"),
    { chart: "oci://registry.acme.example/charts/loki", version: "18.11.0" },
  ],
  ["a folder", chartFolder("/opt/charts"), { chart: "/opt/charts/loki-18.11.0.tgz" }],
])("its chart comes from %s", (_, source, expected) => expect(released(source)).toMatchObject(expected));
