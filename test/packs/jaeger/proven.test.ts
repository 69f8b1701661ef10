/** Jaeger's pack, proven under another name and with thresholds that an installation may set. */
import { hours, mebibytes, minutes, type AlertOverrides } from "../../../lib/model";
import { jaegerPack } from "../../../lib/packs/jaeger";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const pack = jaegerPack({ namespace: "tracing", job: "traces", refusesAbove: mebibytes(1400) });

const overrides = {
  JaegerDown: { for: minutes(1) },
  JaegerReplicaDown: { for: minutes(0) },
  JaegerRestarting: { parameters: { restarts: 1 } },
  JaegerMemoryHigh: { parameters: { bytes: 100_000_000 }, for: minutes(2) },
  JaegerSpansRefused: { parameters: { ratio: 0.2 }, for: minutes(0) },
  JaegerMemoryLimiterRefusing: { parameters: { spansPerSecond: 50 }, for: minutes(20) },
  JaegerSpansStopped: { parameters: { spansPerSecond: 30, ago: hours(24) }, for: minutes(30) },
  JaegerQueueNearlyFull: { parameters: { ratio: 0.9 }, for: minutes(1) },
  JaegerQueueDelay: { parameters: { seconds: 600 }, for: minutes(0) },
  JaegerQueueOverflow: { parameters: { ratio: 0.3 }, for: minutes(15) },
  JaegerExportFailing: { parameters: { ratio: 0.5 }, for: minutes(0) },
  JaegerQueryErrors: { parameters: { ratio: 0.5 }, for: minutes(30) },
  JaegerQuerySlow: { parameters: { seconds: 1 }, for: minutes(5) },
  JaegerBulkRequestsFailing: { parameters: { ratio: 0.1 }, for: minutes(0) },
  JaegerBulkSpansRejected: { parameters: { ratio: 0.1 }, for: minutes(30) },
  JaegerBulkRequestsSlow: { parameters: { seconds: 25 }, for: minutes(5) },
  JaegerIndexCleanerOverdue: { parameters: { age: hours(100) }, for: minutes(0) },
  JaegerCassandraErrors: { parameters: { ratio: 0.2 }, for: minutes(1) },
  JaegerCassandraSlow: { parameters: { seconds: 25 }, for: minutes(5) },
  JaegerBadgerNotCleaned: { parameters: { age: hours(6) }, for: minutes(0) },
  JaegerStorageReadErrors: { parameters: { ratio: 0.5 }, for: minutes(1) },
  JaegerSamplingErrors: { parameters: { ratio: 0.5 }, for: minutes(1) },
  JaegerSpanMetricsMissing: { parameters: { spansPerSecond: 20 }, for: minutes(0) },
  JaegerSpanMetricsOverflow: { parameters: { ratio: 0.2 }, for: minutes(1) },
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
