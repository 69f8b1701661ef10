/** The nodes' pack, proven for other jobs and with thresholds that an installation may set. */
import { hours, minutes, type AlertOverrides } from "../../../lib/model";
import { nodeBasicsPack } from "../../../lib/packs";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const pack = nodeBasicsPack({ nodeExporterJob: "machines", kubeletJob: "k3s-server" });

const overrides = {
  NodeDown: { for: minutes(1) },
  NodeReadinessFlapping: { parameters: { changes: 9, window: minutes(30) } },
  NodePressure: { for: minutes(0) },
  NodeKubeletUnreachable: { for: minutes(5) },
  NodeExporterDown: { for: minutes(0) },
  NodeExporterAbsent: { for: hours(1) },
  NodeRootFilesystemLow: { parameters: { free: 0.15 }, for: minutes(0) },
  NodeFilesystemLow: { parameters: { free: 0.1 }, for: minutes(1) },
  NodeFilesystemFillingUp: { parameters: { free: 0.3, window: hours(2), horizon: hours(8) }, for: minutes(30) },
  NodeFilesystemReadOnly: { parameters: { window: hours(12) }, for: minutes(5) },
  NodeInodesLow: { parameters: { free: 0.05 }, for: minutes(1) },
  NodeInodesFillingUp: { parameters: { free: 0.1, window: hours(3), horizon: hours(6) }, for: minutes(30) },
  NodeMemoryLow: { parameters: { available: 0.2 }, for: minutes(30) },
  NodeMemoryStalled: { parameters: { ratio: 0.3, window: minutes(10) }, for: minutes(0) },
  NodeCpuSaturated: { parameters: { perCpu: 5 }, for: minutes(5) },
  NodeDiskSaturated: { parameters: { queue: 50, window: minutes(10) }, for: minutes(5) },
  NodeConntrackNearlyFull: { parameters: { ratio: 0.95 }, for: minutes(0) },
  NodeFileDescriptorsLow: { parameters: { ratio: 0.5 }, for: minutes(1) },
  NodeNetworkErrors: { parameters: { ratio: 0.1, window: minutes(10) }, for: minutes(5) },
  NodeNetworkFlapping: { parameters: { changes: 10, window: minutes(20) }, for: minutes(5) },
  NodeClockSkew: { parameters: { seconds: 5 }, for: minutes(1) },
  NodeClockNotSynchronised: { parameters: { window: minutes(10) }, for: minutes(5) },
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
