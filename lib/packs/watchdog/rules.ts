/** What the canaries say of the pipelines. */
import { minutes, record } from "../../model";
import { promql } from "../../query";
import { observations, records, withQuantile } from "../../testing";
import { canary } from "./metrics";
import { found, LOGS, TRACES, written } from "./situations";

/** A canary for each node, where there is one, shows which node loses. */
const BY_CANARY: readonly string[] = ["namespace", "pod", "pipeline"];

const OTHER_POD = { ...LOGS, pod: "canary-2" };
const OTHER_NAMESPACE = { ...LOGS, namespace: "test" };

export const lostRatio = record("pod_pipeline:pipeline_canary_lost:ratio_rate15m", {
  help: "Share of what a canary wrote that it has not found again, over 15 minutes; nothing while it writes nothing.",
  unit: "ratio",
  // A canary that has never found anything may have no series of it: count none instead of nothing.
  expr: promql`
    1 - (
      sum by (${BY_CANARY}) (rate(${canary.foundTotal}[15m]))
      or
      0 * sum by (${BY_CANARY}) (rate(${canary.writtenTotal}[15m]))
    )
    / (sum by (${BY_CANARY}) (rate(${canary.writtenTotal}[15m])) > 0)
  `,
  tests: [
    records("each canary and pipeline by itself", {
      given: [
        written().ratePerSecond(0.1, minutes(30)),
        found().ratePerSecond(0.08, minutes(30)),
        written(TRACES).ratePerSecond(0.1, minutes(30)),
        found(TRACES).ratePerSecond(0.1, minutes(30)),
        written(OTHER_POD).ratePerSecond(0.1, minutes(30)),
        found(OTHER_POD).ratePerSecond(0.05, minutes(30)),
        written(OTHER_NAMESPACE).ratePerSecond(0.1, minutes(30)),
        found(OTHER_NAMESPACE).ratePerSecond(0.06, minutes(30)),
      ],
      at: minutes(29.5),
      expect: [
        { labels: LOGS, value: 0.2 },
        { labels: TRACES, value: 0 },
        { labels: OTHER_POD, value: 0.5 },
        { labels: OTHER_NAMESPACE, value: 0.4 },
      ],
    }),
    records("of fifteen minutes", {
      given: [
        // 29 steps lie between the samples of fifteen minutes: in the last ten nothing was found, and three times as much written.
        written().ratePerSecond(0.1, minutes(25)).ratePerSecond(0.3, minutes(5)),
        found().ratePerSecond(0.1, minutes(25)).ratePerSecond(0, minutes(5)),
      ],
      at: minutes(29.5),
      expect: [{ labels: LOGS, value: 1 - 19 / (19 + 3 * 10) }],
    }),
    records("nothing was ever found", {
      given: [written().ratePerSecond(0.1, minutes(30))],
      at: minutes(29.5),
      expect: [{ labels: LOGS, value: 1 }],
    }),
    records("nothing was ever found, and the canary has been gone for ten minutes", {
      given: [written().ratePerSecond(0.1, minutes(20)).gap(minutes(10))],
      at: minutes(29.5),
      expect: [{ labels: LOGS, value: 1 }],
    }),
    records("nothing is written", {
      given: [written().constant(100, minutes(30)), found().constant(100, minutes(30))],
      at: minutes(29.5),
      expect: [],
    }),
  ],
});

const late = (labels: Readonly<Record<string, string>>, seconds: number) =>
  observations(canary.delay, labels).perSecond(
    withQuantile(canary.delay, { quantile: 0.95, is: seconds, perSecond: 0.1 }),
    minutes(30),
  );

export const delayP95 = record("pod_pipeline:pipeline_canary_delay_seconds:p95_rate15m", {
  help: "95 of 100 of what a canary found came no later, over 15 minutes; nothing while it finds nothing.",
  unit: "seconds",
  // Where nothing is found the quantile is NaN, which compares with nothing.
  expr: promql`
    histogram_quantile(0.95, sum by (${BY_CANARY}, le) (rate(${canary.delay}_bucket[15m]))) >= 0
  `,
  tests: [
    records("each canary and pipeline by itself", {
      given: [
        late(LOGS, 20),
        observations(canary.delay, TRACES).perSecond({ rate: 0.1, at: 0.5 }, minutes(30)),
        late(OTHER_POD, 50),
        late(OTHER_NAMESPACE, 200),
      ],
      at: minutes(29.5),
      expect: [
        { labels: LOGS, value: 20 },
        { labels: TRACES, value: 0.95 },
        { labels: OTHER_POD, value: 50 },
        { labels: OTHER_NAMESPACE, value: 200 },
      ],
    }),
    records("of fifteen minutes", {
      given: [
        observations(canary.delay, LOGS)
          .perSecond({ rate: 0.1, at: 4 }, minutes(5))
          .perSecond({ rate: 0.1, at: 20 }, minutes(15))
          .perSecond({ rate: 0.1, at: 4 }, minutes(10)),
      ],
      at: minutes(29.5),
      // 20 of 29 steps came within 5 s; the quantile lies among the other 9, which took up to 30 s.
      expect: [{ labels: LOGS, value: 10 + (20 * (0.95 * 29 - 20)) / 9 }],
    }),
    records("nothing is found", {
      given: [observations(canary.delay, LOGS).perSecond({ rate: 0, at: 4 }, minutes(30))],
      at: minutes(29.5),
      expect: [],
    }),
  ],
});
