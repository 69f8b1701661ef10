/** The packs that watch the watching, proven with jobs, thresholds and waits that an installation may set. */
import { hours, minutes, type AlertOverrides } from "../../../lib/model";
import { pipelineCanaryPack, watchdogPack } from "../../../lib/packs/watchdog";
import { HEARTBEAT_ALERT } from "../../../lib/routing";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

test("what fires always is what the heartbeat is told of", () => {
  const always = watchdogPack().alerts.filter(({ severity }) => severity === "none");
  expect(always.map(({ name }) => name)).toEqual([HEARTBEAT_ALERT]);
});

const overrides = {
  TargetDown: { parameters: { down: 0.5 }, for: minutes(0) },
  TargetJobDown: { for: minutes(0) },
  TargetJobGone: { parameters: { ago: hours(6) }, for: minutes(60) },
  ServiceNotScraped: { for: minutes(12) },
  PipelineLogsLost: { parameters: { lost: 0.2 }, for: minutes(0) },
  PipelineSpansLost: { parameters: { lost: 0.01 }, for: minutes(30) },
  PipelineDelayed: { parameters: { p95Seconds: 200 }, for: minutes(1) },
  PipelineCanarySilent: { for: minutes(0) },
} satisfies AlertOverrides;

describeWith(["promtool"], "promtool", () => {
  test("proves every alert after its thresholds and waits were set anew", async () => {
    const packs = [watchdogPack({ watchedJobs: ["observability/loki", "grafana"] }), pipelineCanaryPack()];
    const names = packs.flatMap(({ alerts }) => alerts.map(({ name }): string => name));
    expect([HEARTBEAT_ALERT, ...Object.keys(overrides)].sort()).toEqual(names.sort());
    const { findings } = await prove(packs, { promtool: tool("promtool"), mutants: false, deployment: { overrides } });
    expect(findings).toEqual([]);
  }, 120_000);
});
