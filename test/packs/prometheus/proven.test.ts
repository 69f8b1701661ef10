/** Prometheus' own pack, proven under other names and with thresholds that an installation may set. */
import { hours, minutes, seconds, type AlertOverrides } from "../../../lib/model";
import { prometheusPack } from "../../../lib/packs";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const names = { namespace: "monitoring", job: "metrics-prometheus", operatorJob: "metrics-operator" };
const pack = prometheusPack({
  ...names,
  kubeStateMetricsJob: "cluster-state",
  pods: 4,
  alertmanagers: 2,
  remoteWrite: true,
  scrapeTimeout: seconds(5),
});

const limits = { parameters: { window: minutes(10) }, for: minutes(30) };

const overrides = {
  PrometheusAbsent: { for: minutes(1) },
  PrometheusDown: { for: minutes(0) },
  PrometheusReplicasMissing: { for: minutes(1) },
  PrometheusCrashLooping: { parameters: { restarts: 6, window: hours(2) } },
  PrometheusNotReady: { parameters: { window: minutes(10) }, for: minutes(5) },
  PrometheusBadConfig: { parameters: { window: minutes(10) }, for: minutes(0) },
  PrometheusReloaderFailing: { for: minutes(1) },
  PrometheusRuleFailures: { parameters: { window: minutes(10) } },
  PrometheusRulesMissed: { for: minutes(30) },
  PrometheusRuleGroupSlow: { parameters: { ratio: 0.5 }, for: minutes(0) },
  PrometheusTemplateFailures: { for: minutes(5) },
  PrometheusNoAlertmanager: { for: minutes(1) },
  PrometheusAlertmanagersMissing: { for: minutes(1) },
  PrometheusAlertmanagerErrors: { parameters: { ratio: 0.2 }, for: minutes(0) },
  PrometheusAlertsUndelivered: { parameters: { ratio: 0.01, window: minutes(10) }, for: minutes(15) },
  PrometheusAlertQueueFilling: { parameters: { ratio: 0.8 }, for: minutes(1) },
  PrometheusDiscoveryFailing: limits,
  PrometheusDiscoveryStale: limits,
  PrometheusDiscoveryBroken: { for: minutes(1) },
  PrometheusTargetSyncFailed: { parameters: { window: hours(1) } },
  PrometheusScrapePoolBroken: { parameters: { window: hours(1) } },
  PrometheusTargetLimitHit: limits,
  PrometheusLabelLimitHit: limits,
  PrometheusSampleLimitHit: limits,
  PrometheusBodySizeLimitHit: limits,
  PrometheusBucketLimitHit: limits,
  PrometheusDuplicateSamples: limits,
  PrometheusOutOfOrderSamples: limits,
  PrometheusOutOfBoundSamples: limits,
  PrometheusNotIngesting: { parameters: { window: minutes(10) }, for: minutes(1) },
  PrometheusScrapeSlow: { parameters: { seconds: 2 }, for: minutes(0) },
  PrometheusSeriesJump: { parameters: { growth: 3, series: 5_000, ago: hours(12) }, for: minutes(30) },
  PrometheusSeriesChurn: { parameters: { ratio: 0.5, window: hours(2) }, for: minutes(30) },
  PrometheusCompactionFailing: { parameters: { window: hours(2) }, for: hours(2) },
  PrometheusBlockReloadFailing: { for: hours(1) },
  PrometheusWalWriteFailing: { parameters: { window: minutes(30) } },
  PrometheusWalCorrupted: { parameters: { window: hours(2) } },
  PrometheusTruncationFailing: { parameters: { window: hours(1) } },
  PrometheusStorageNearlyFull: { parameters: { ratio: 0.7 }, for: minutes(5) },
  PrometheusRetentionCut: { parameters: { window: hours(2) } },
  PrometheusQueryQueueFull: { parameters: { ratio: 0.5 }, for: minutes(0) },
  PrometheusSlowQueries: { parameters: { seconds: 30 }, for: minutes(1) },
  PrometheusApiErrors: { parameters: { ratio: 0.5 }, for: minutes(0) },
  PrometheusRemoteWriteFailing: { parameters: { ratio: 0.2 }, for: minutes(0) },
  PrometheusRemoteWriteBehind: { parameters: { seconds: 600 }, for: minutes(1) },
  PrometheusRemoteWriteSlow: { for: minutes(1) },
  PrometheusRemoteWriteDropping: limits,
  PrometheusOperatorDown: { for: minutes(1) },
  PrometheusOperatorNotReady: { for: minutes(1) },
  PrometheusRuleRejected: { for: minutes(1) },
  PrometheusMonitorRejected: { for: minutes(1) },
  PrometheusOperatorSyncFailed: { for: minutes(1) },
  PrometheusOperatorErrors: { parameters: { ratio: 0.3 }, for: minutes(0) },
  PrometheusOperatorApiErrors: { parameters: { ratio: 0.1, window: minutes(5) }, for: minutes(0) },
  PrometheusOperatorStatusFails: { parameters: { ratio: 0.3 }, for: minutes(0) },
  PrometheusOperatorNodeErrors: { parameters: { window: minutes(20) }, for: minutes(30) },
  KubeStateMetricsDown: { for: minutes(1) },
  KubeStateMetricsListErrors: { parameters: { ratio: 0.5 }, for: minutes(0) },
  KubeStateMetricsWatchErrors: { parameters: { ratio: 0.02 }, for: minutes(5) },
} satisfies AlertOverrides;

describeWith(["promtool"], "promtool", () => {
  test("proves every alert after its thresholds and waits were set anew", async () => {
    expect(Object.keys(overrides).sort()).toEqual(pack.alerts.map(({ name }) => name).sort());
    const { findings } = await prove(pack, {
      promtool: tool("promtool"),
      rule: process.env["PROVE_RULE"],
      deployment: { overrides },
    });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  }, 240_000);
});

const alertsOf = (props: Parameters<typeof prometheusPack>[0]): readonly string[] =>
  prometheusPack(props).alerts.map(({ name }) => name);

test("what an installation does not have is not watched", () => {
  const few = alertsOf(names);
  expect(few.filter((name) => name.startsWith("PrometheusRemoteWrite"))).toEqual([]);
  expect(few).not.toContain("PrometheusReplicasMissing");
  expect(few).not.toContain("PrometheusNoAlertmanager");
  expect(alertsOf({ ...names, alertmanagers: 1 })).not.toContain("PrometheusAlertmanagersMissing");
});
