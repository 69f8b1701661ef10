/** When a new configuration is not taken. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { prometheus } from "../metrics";
import { prometheusBadConfigRunbook } from "../runbooks/prometheus-bad-config";
import { prometheusReloaderFailingRunbook } from "../runbooks/prometheus-reloader-failing";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

/** It goes on with the old one; after a restart it has none. */
export const badConfig = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} refuses its configuration`,
    description:
      "The last reload failed: new targets and rules do not count, and after a restart Prometheus will not start.",
  });
  return alert("PrometheusBadConfig", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`max_over_time(${ofSelf(self, prometheus.reloadSuccessful)}[${window}]) == 0`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusBadConfigRunbook,
    tests: ({ window, for: pending }) =>
      stateTests({
        state: series(prometheus.reloadSuccessful, replica(self)),
        bad: 0,
        good: 1,
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};

/** What has changed does not even reach Prometheus. */
export const reloaderFailing = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Configuration does not reach Prometheus ${name}`,
    description: "The container that hands new configuration and rules to Prometheus could not do so the last time.",
  });
  return alert("PrometheusReloaderFailing", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`max_over_time(${ofSelf(self, prometheus.reloaderSuccessful)}[${window}]) == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusReloaderFailingRunbook,
    tests: ({ window, for: pending }) => {
      const reloader = { ...replica(self), container: "config-reloader", endpoint: "reloader-web" };
      return stateTests({
        state: series(prometheus.reloaderSuccessful, reloader),
        bad: 0,
        good: 1,
        window,
        pending,
        expect: [{ labels: reloader, ...texts(replicaName(self)) }],
      });
    },
  });
};
