/** Fluentd's pack, proven under another name and with thresholds that an installation may set. */
import { minutes, type AlertOverrides } from "../../../lib/model";
import { fluentdPack } from "../../../lib/packs/fluentd";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const pack = fluentdPack({ namespace: "agents", job: "log-agent" });

const overrides = {
  FluentdDown: { for: minutes(1) },
  FluentdAgentDown: { for: minutes(0) },
  FluentdRestarting: { parameters: { restarts: 6 } },
  FluentdInputStopped: { parameters: { linesPerSecond: 20 }, for: minutes(0) },
  FluentdLogVolumeSpike: { parameters: { factor: 10, linesPerSecond: 5_000 }, for: minutes(5) },
  FluentdDeliveryFailing: { parameters: { errorRatio: 0.9 }, for: minutes(0) },
  FluentdDeliveryErrors: { parameters: { errorRatio: 0.2 }, for: minutes(30) },
  FluentdLogsRefused: { parameters: { chunksPerSecond: 0.1 }, for: minutes(1) },
  FluentdRetrying: { parameters: { failing: minutes(30) }, for: minutes(0) },
  FluentdNotFlushing: { for: minutes(0) },
  FluentdFlushSlow: { parameters: { slowRatio: 0.3 }, for: minutes(1) },
  FluentdBufferFull: { parameters: { freeRatio: 0.3 }, for: minutes(0) },
  FluentdBufferFilling: { parameters: { freeRatio: 0.5, fullWithin: minutes(120) }, for: minutes(10) },
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
