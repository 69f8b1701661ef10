/** The workloads' pack, proven for some namespaces and with thresholds that an installation may set. */
import { hours, minutes, textOf, type AlertOverrides } from "../../../lib/model";
import { workloadPack } from "../../../lib/packs";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const pack = workloadPack({ namespaces: ["shop", "bank"] });

const overrides = {
  ContainerRestarts: { parameters: { restarts: 2 }, for: minutes(1) },
  ContainerCrashLooping: { parameters: { window: minutes(10) }, for: minutes(0) },
  ContainerWaiting: { for: minutes(5) },
  ContainerOomKilled: { parameters: { window: minutes(30) } },
  ContainerCpuNearLimit: { parameters: { ratio: 0.8 }, for: minutes(0) },
  ContainerMemoryNearLimit: { parameters: { ratio: 0.95 }, for: minutes(1) },
  ContainerCpuThrottled: { parameters: { ratio: 0.5, window: minutes(10) }, for: minutes(5) },
  PodNotReady: { for: minutes(30) },
  PodUnschedulable: { for: minutes(2) },
  DeploymentUnavailable: { for: minutes(1) },
  DeploymentReplicasShort: { parameters: { rollout: minutes(20) }, for: minutes(5) },
  DeploymentRolloutStuck: { for: minutes(1) },
  StatefulSetReplicasShort: { parameters: { rollout: minutes(5) }, for: minutes(30) },
  DaemonSetReplicasShort: { parameters: { rollout: minutes(30) }, for: minutes(0) },
  JobFailed: { for: minutes(5) },
  JobRunsLong: { parameters: { limit: hours(3) }, for: minutes(10) },
  CronJobLate: { parameters: { limit: hours(2) }, for: minutes(5) },
  HpaMaxedOut: { for: hours(1) },
  PdbUnhealthy: { for: minutes(1) },
  VolumeNearlyFull: { parameters: { free: 0.15 }, for: minutes(1) },
  VolumeFillingUp: { parameters: { free: 0.4, window: hours(3), horizon: hours(24) }, for: minutes(30) },
  VolumeInodesLow: { parameters: { free: 0.2 }, for: minutes(0) },
} satisfies AlertOverrides;

describeWith(["promtool"], "promtool", () => {
  test("proves every alert after its thresholds and waits were set anew", async () => {
    expect(Object.keys(overrides).sort()).toEqual(pack.alerts.map(({ name }) => name).sort());
    const { findings } = await prove(pack, {
      promtool: tool("promtool"),
      rule: process.env["PROVE_RULE"],
      deployment: { overrides },
    });
    expect(findings).toEqual([]);
  }, 120_000);
});

test("all of its queries ask for the named namespaces and no others", () => {
  const selectors = [...pack.recordingRules, ...pack.alerts].flatMap(
    ({ expr }) => textOf(expr).match(/\b(kube|container|kubelet)_[a-z_]+[^a-z_].{0,24}/g) ?? [],
  );
  expect(selectors.length).toBeGreaterThan(pack.alerts.length);
  expect(selectors.filter((selector) => !selector.includes('{namespace=~"shop|bank"'))).toEqual([]);
});
