/** When rules are not evaluated, are evaluated too late, or cannot say what they mean. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { recurringTests } from "../../failure-tests";
import { limitTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusRuleFailuresRunbook } from "../runbooks/prometheus-rule-failures";
import { prometheusRuleGroupSlowRunbook } from "../runbooks/prometheus-rule-group-slow";
import { prometheusRulesMissedRunbook } from "../runbooks/prometheus-rules-missed";
import { prometheusTemplateFailuresRunbook } from "../runbooks/prometheus-template-failures";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

const GROUP = "{{ $labels.rule_group }}";
/** Prometheus puts the file before the name. */
const SHOP = "/etc/prometheus/rules/shop.yaml;shop";

/** An alert whose rule fails is silent, whatever happens. */
export const ruleFailures = (self: PrometheusSelf) => {
  const texts = (name: string, group: string) => ({
    summary: `Rules of ${group} fail`,
    description: `Prometheus ${name} cannot evaluate some rules of the group: alerts among them are silent, whatever happens.`,
  });
  return alert("PrometheusRuleFailures", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.ruleFailures)}[${window}]) > 0`,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA, GROUP),
    runbook: prometheusRuleFailuresRunbook,
    tests: ({ window, for: pending }) => {
      const labels = { ...replica(self), rule_group: SHOP };
      return recurringTests({
        counted: series(prometheus.ruleFailures, labels),
        window,
        pending,
        expect: [{ labels, ...texts(replicaName(self), SHOP) }],
        beside: (time) => [
          series(prometheus.ruleFailures, { ...replica(self), rule_group: "another" }).constant(0, time),
        ],
      });
    },
  });
};

/** Recordings have gaps, and alerts come late. */
export const rulesMissed = (self: PrometheusSelf) => {
  const texts = (name: string, group: string) => ({
    summary: `Evaluations of ${group} are left out`,
    description: `Prometheus ${name} is not done with the group when its next turn comes, and leaves that one out.`,
  });
  return alert("PrometheusRulesMissed", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.ruleGroupMissed)}[${window}]) > 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, GROUP),
    runbook: prometheusRulesMissedRunbook,
    tests: ({ window, for: pending }) => {
      const labels = { ...replica(self), rule_group: SHOP };
      return recurringTests({
        counted: series(prometheus.ruleGroupMissed, labels),
        window,
        pending,
        expect: [{ labels, ...texts(replicaName(self), SHOP) }],
      });
    },
  });
};

/** A little more, and evaluations are left out. */
export const ruleGroupSlow = (self: PrometheusSelf) => {
  const texts = (name: string, group: string, share: string) => ({
    summary: `${group} takes ${share} of its interval`,
    description: `The last evaluation of the group by Prometheus ${name} took ${share} of the time until the next one.`,
  });
  return alert("PrometheusRuleGroupSlow", {
    parameters: { ratio: 0.8 },
    expr: ({ ratio }) => promql`
      ${ofSelf(self, prometheus.ruleGroupDuration)} / (${ofSelf(self, prometheus.ruleGroupInterval)} > 0) > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, GROUP, "{{ $value | humanizePercentage }}"),
    runbook: prometheusRuleGroupSlowRunbook,
    tests: ({ ratio, for: pending }) => {
      const labels = { ...replica(self), rule_group: SHOP };
      return limitTests({
        limit: ratio,
        pending,
        given: (value, time) => [
          series(prometheus.ruleGroupDuration, labels).constant(value, time),
          series(prometheus.ruleGroupInterval, labels).constant(1, time),
        ],
        expect: (value) => [{ labels, ...texts(replicaName(self), SHOP, humanizePercentage(value)) }],
      });
    },
  });
};

/** The alert arrives, with an error message instead of its text. */
export const templateFailures = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot fill in the texts of alerts`,
    description:
      "Templates in labels or annotations of rules fail: whoever is told of those alerts reads an error message.",
  });
  return alert("PrometheusTemplateFailures", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`increase(${ofSelf(self, prometheus.templateFailures)}[${window}]) > 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusTemplateFailuresRunbook,
    tests: ({ window, for: pending }) =>
      recurringTests({
        counted: series(prometheus.templateFailures, replica(self)),
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};
