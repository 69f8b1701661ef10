/** The Loki pack for each shape that a Loki of ours can have. */
import { textOf } from "../../../lib/model";
import { lokiPack, type LokiTarget } from "../../../lib/packs";
import { formatProofFindings, prove } from "../../../lib/testing";
import { object, rendered } from "../../components/loki/rendered";
import { props } from "../../components/loki/settings";
import { describeWith, describeWithCharts, tool } from "../../proof/tool";

const target = (over: Partial<LokiTarget> = {}): LokiTarget => ({
  namespace: "observability",
  jobs: ["observability/loki"],
  store: "s3",
  maxStreams: 10_000,
  ...over,
});
const namesOf = (over: Partial<LokiTarget>): readonly string[] => lokiPack(target(over)).alerts.map(({ name }) => name);
const exprOf = (over: Partial<LokiTarget>, name: string): string =>
  textOf(lokiPack(target(over)).alerts.find((alert) => alert.name === name)?.expr ?? "");

test.each([
  ["s3", "loki_s3_request_duration_seconds_count"],
  ["gcs", "loki_gcs_request_duration_seconds_count"],
  ["azure", "loki_azure_blob_request_duration_seconds_count"],
] as const)("on %s, the store is watched by the metric of Loki's client for it", (store, metric) => {
  expect(exprOf({ store }, "LokiStoreErrors")).toContain(metric);
});

test("a file system has no requests that could fail", () => {
  expect(namesOf({ store: "filesystem" })).toEqual(namesOf({}).filter((name) => !name.startsWith("LokiStore")));
});

test("each workload is missed by itself", () => {
  const jobs = ["observability/loki-distributor", "observability/loki-ingester"];
  const expr = exprOf({ jobs }, "LokiDown");
  expect(jobs.filter((job) => expr.includes(`absent(up{namespace="observability",job="${job}"})`))).toEqual(jobs);
});

test("the limit of streams is nine tenths of what a tenant may have", () => {
  expect(exprOf({ maxStreams: 5_000 }, "LokiStreamsNearLimit")).toMatch(/> 4500$/);
});

describeWithCharts("the chart's ServiceMonitor", (charts) => {
  test("writes the namespace before the job, and the release's name beside it", () => {
    const { spec } = object(rendered(charts, props()), "ServiceMonitor", "loki");
    expect(spec).toMatchObject({
      endpoints: [
        {
          relabelings: [
            { sourceLabels: ["job"], targetLabel: "job", replacement: "observability/$1" },
            { targetLabel: "app_instance", replacement: "loki" },
          ],
        },
      ],
    });
  });
});

describeWith(["promtool"], "promtool", () => {
  test("proves the pack of a distributed Loki on another store", async () => {
    const jobs = ["distributor", "ingester", "querier"].map((component) => `logging/loki-${component}`);
    const pack = lokiPack(target({ namespace: "logging", jobs, store: "gcs" }));
    const { findings } = await prove(pack, { promtool: tool("promtool"), mutants: false });
    if (findings.length > 0) throw new Error(formatProofFindings(findings));
  }, 120_000);
});
