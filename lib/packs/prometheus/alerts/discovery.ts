/** When targets are not found, or jobs cannot be set up. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { recurringTests, stateTests } from "../../failure-tests";
import { onceTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusDiscoveryBrokenRunbook } from "../runbooks/prometheus-discovery-broken";
import { prometheusDiscoveryFailingRunbook } from "../runbooks/prometheus-discovery-failing";
import { prometheusDiscoveryStaleRunbook } from "../runbooks/prometheus-discovery-stale";
import { prometheusScrapePoolBrokenRunbook } from "../runbooks/prometheus-scrape-pool-broken";
import { prometheusTargetSyncFailedRunbook } from "../runbooks/prometheus-target-sync-failed";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

/** New pods are not scraped, and those that are gone count as down. */
export const discoveryFailing = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot ask Kubernetes for targets`,
    description:
      "Requests for pods, services and nodes fail: new targets are not scraped, and those that are gone count as down.",
  });
  return alert("PrometheusDiscoveryFailing", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.kubernetesFailures)}[${window}]) > 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusDiscoveryFailingRunbook,
    tests: ({ window, for: pending }) =>
      recurringTests({
        counted: series(prometheus.kubernetesFailures, replica(self)),
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};

/** Lists that are fetched now and then: Consul, DNS, HTTP, the clouds. */
export const discoveryStale = (self: PrometheusSelf) => {
  const texts = (name: string, mechanism: string, config: string) => ({
    summary: `The targets of ${config} are not brought up to date`,
    description: `Prometheus ${name} cannot fetch the list of targets from ${mechanism} and goes on with the old one.`,
  });
  return alert("PrometheusDiscoveryStale", {
    parameters: { window: minutes(10) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.refreshFailures)}[${window}]) > 0`,
    for: minutes(20),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $labels.mechanism }}", "{{ $labels.config }}"),
    runbook: prometheusDiscoveryStaleRunbook,
    tests: ({ window, for: pending }) => {
      const labels = { ...replica(self), mechanism: "consul", config: "consul-services" };
      return recurringTests({
        counted: series(prometheus.refreshFailures, labels),
        window,
        pending,
        expect: [{ labels, ...texts(replicaName(self), "consul", "consul-services") }],
      });
    },
  });
};

/** Not a single target of theirs will ever be found. */
export const discoveryBroken = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot set up a service discovery`,
    description: "A service discovery of the configuration could not be begun: none of its targets is scraped.",
  });
  return alert("PrometheusDiscoveryBroken", {
    expr: promql`${ofSelf(self, prometheus.discoveryFailedConfigs)} > 0`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusDiscoveryBrokenRunbook,
    tests: ({ for: pending }) => {
      const labels = { ...replica(self), name: "scrape" };
      return stateTests({
        state: series(prometheus.discoveryFailedConfigs, labels),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels, ...texts(replicaName(self)) }],
      });
    },
  });
};

/** What was discovered makes no target: relabelling has left it without an address, or with a wrong one. */
export const targetSyncFailed = (self: PrometheusSelf) => {
  const texts = (name: string, job: string) => ({
    summary: `Targets of ${job} cannot be made`,
    description: `Prometheus ${name} has discovered targets of the job and refuses them, because what relabelling made of them is wrong.`,
  });
  return alert("PrometheusTargetSyncFailed", {
    parameters: { window: minutes(30) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.targetSyncFailures)}[${window}]) > 0`,
    for: minutes(0),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $labels.scrape_job }}"),
    runbook: prometheusTargetSyncFailedRunbook,
    tests: ({ window }) => {
      const labels = { ...replica(self), scrape_job: "shop" };
      return onceTests({
        counted: series(prometheus.targetSyncFailures, labels),
        window,
        expect: [{ labels, ...texts(replicaName(self), "shop") }],
      });
    },
  });
};

/** A job that Prometheus has, and does not scrape, or scrapes as it did before. */
export const scrapePoolBroken = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot set up a scrape job`,
    description:
      "A scrape job could not be begun, or could not take its new configuration: mostly a certificate or a secret that cannot be read.",
  });
  return alert("PrometheusScrapePoolBroken", {
    parameters: { window: minutes(30) },
    expr: ({ window }) => promql`
      increase(${ofSelf(self, prometheus.scrapePoolsFailed)}[${window}])
      + increase(${ofSelf(self, prometheus.scrapePoolReloadsFailed)}[${window}])
      > 0
    `,
    for: minutes(0),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusScrapePoolBrokenRunbook,
    tests: ({ window }) =>
      [
        [prometheus.scrapePoolsFailed, prometheus.scrapePoolReloadsFailed],
        [prometheus.scrapePoolReloadsFailed, prometheus.scrapePoolsFailed],
      ].flatMap(([failing, fine]) =>
        failing === undefined || fine === undefined
          ? []
          : onceTests({
              counted: series(failing, replica(self)),
              window,
              expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
              beside: (time) => [series(fine, replica(self)).constant(2, time)],
            }),
      ),
  });
};
