/** When the operator is away, cannot work, or refuses what it was given: new rules and targets do not arrive, and nobody is told. */
import { alert, minutes } from "../../../model";
import { not, promql } from "../../../query";
import { series } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { around } from "../operator-metrics";
import { prometheusMonitorRejectedRunbook } from "../runbooks/prometheus-monitor-rejected";
import { prometheusOperatorDownRunbook } from "../runbooks/prometheus-operator-down";
import { prometheusOperatorNotReadyRunbook } from "../runbooks/prometheus-operator-not-ready";
import { prometheusOperatorSyncFailedRunbook } from "../runbooks/prometheus-operator-sync-failed";
import { prometheusRuleRejectedRunbook } from "../runbooks/prometheus-rule-rejected";
import { ofOperator, operator, type PrometheusSelf } from "../self";

const CONTROLLER = "{{ $labels.controller }}";

/** Prometheus goes on with what it has. */
export const operatorDown = ({ namespace, operatorJob }: PrometheusSelf) => {
  const job = { namespace, job: operatorJob };
  const texts = () => ({
    summary: "The Prometheus operator is away",
    description: `No target of the job ${operatorJob} answers, or there is none: new rules, monitors and versions do not reach Prometheus.`,
  });
  return alert("PrometheusOperatorDown", {
    expr: jobsDown([job]),
    for: minutes(15),
    severity: "warning",
    onMissingData: "fires",
    ...texts(),
    runbook: prometheusOperatorDownRunbook,
    tests: ({ for: pending }) => jobsDownTests([job], pending, texts),
  });
};

/** Mostly a definition that is missing, or a right that it lacks. */
export const operatorNotReady = (self: PrometheusSelf) => {
  const texts = (controller: string) => ({
    summary: `The operator's controller ${controller} is not ready`,
    description: `The controller ${controller} has not begun to work: changes of its resources have no effect.`,
  });
  return alert("PrometheusOperatorNotReady", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`max_over_time(${ofOperator(self, around.operatorReady)}[${window}]) == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTROLLER),
    runbook: prometheusOperatorNotReadyRunbook,
    tests: ({ window, for: pending }) => {
      const labels = { ...operator(self), controller: "prometheus" };
      return stateTests({
        state: series(around.operatorReady, labels),
        bad: 0,
        good: 1,
        window,
        pending,
        expect: [{ labels, ...texts("prometheus") }],
      });
    },
  });
};

/** A rule object that was refused is a set of silent alerts. */
export const ruleRejected = (self: PrometheusSelf) => {
  const texts = (count: string) => ({
    summary: `${count} PrometheusRules are not loaded`,
    description: `The operator refuses ${count} rule objects: their alerts never fire, and their recordings have no values.`,
  });
  return alert("PrometheusRuleRejected", {
    expr: promql`
      ${ofOperator(self, around.managedResources, { resource: "PrometheusRule", state: "rejected" })} > 0
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts("{{ $value }}"),
    runbook: prometheusRuleRejectedRunbook,
    tests: ({ for: pending }) => {
      const labels = { ...operator(self), controller: "prometheus", resource: "PrometheusRule", state: "rejected" };
      return stateTests({
        state: series(around.managedResources, labels),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels, ...texts("1") }],
        beside: (time) => [
          series(around.managedResources, { ...labels, state: "selected" }).constant(30, time),
          series(around.managedResources, { ...labels, resource: "ServiceMonitor" }).constant(2, time),
        ],
      });
    },
  });
};

/** Targets that somebody asked for are not scraped. */
export const monitorRejected = (self: PrometheusSelf) => {
  const texts = (resource: string, count: string) => ({
    summary: `${count} resources ${resource} are refused`,
    description: `The operator refuses ${count} resources of the kind ${resource}: what they ask for is not scraped.`,
  });
  return alert("PrometheusMonitorRejected", {
    expr: promql`
      ${ofOperator(self, around.managedResources, { resource: not("PrometheusRule"), state: "rejected" })} > 0
    `,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.resource }}", "{{ $value }}"),
    runbook: prometheusMonitorRejectedRunbook,
    tests: ({ for: pending }) => {
      const labels = { ...operator(self), controller: "prometheus", resource: "ServiceMonitor", state: "rejected" };
      return stateTests({
        state: series(around.managedResources, labels),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels, ...texts("ServiceMonitor", "1") }],
        beside: (time) => [
          series(around.managedResources, { ...labels, state: "selected" }).constant(30, time),
          series(around.managedResources, { ...labels, resource: "PrometheusRule" }).constant(2, time),
        ],
      });
    },
  });
};

/** The cluster is not as the resource says. */
export const operatorSyncFailed = (self: PrometheusSelf) => {
  const texts = (controller: string, count: string) => ({
    summary: `The operator's controller ${controller} fails with ${count} objects`,
    description: `The last attempt to make the cluster as they say failed for ${count} objects of the controller ${controller}.`,
  });
  return alert("PrometheusOperatorSyncFailed", {
    expr: promql`${ofOperator(self, around.syncs, { status: "failed" })} > 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTROLLER, "{{ $value }}"),
    runbook: prometheusOperatorSyncFailedRunbook,
    tests: ({ for: pending }) => {
      const labels = { ...operator(self), controller: "prometheus", status: "failed" };
      return stateTests({
        state: series(around.syncs, labels),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels, ...texts("prometheus", "1") }],
        beside: (time) => [series(around.syncs, { ...labels, status: "ok" }).constant(3, time)],
      });
    },
  });
};
