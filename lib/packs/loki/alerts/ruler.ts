/** Whether alerts over logs are computed and told: an alert that cannot fire looks like a system that is well. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { conditionTests, limitTests } from "../../limit-tests";
import { loki } from "../metrics";
import { notificationsFailingRunbook } from "../runbooks/notifications-failing";
import { ruleFailuresRunbook } from "../runbooks/rule-failures";
import { ruleGroupsLateRunbook } from "../runbooks/rule-groups-late";
import { rulesNotLoadedRunbook } from "../runbooks/rules-not-loaded";
import { of, podOf, type LokiTarget } from "../target";

const RULES = { user: "fake", rule_group: "/rules/fake/shop.yaml;checkout" };

/** Rules that cannot be computed. */
export const ruleFailures = (target: LokiTarget) =>
  alert("LokiRuleFailures", {
    parameters: { failureRatio: 0.1 },
    expr: ({ failureRatio }) => promql`
      sum by (namespace, user, rule_group) (rate(${loki.ruleFailures}{${of(target)}}[15m]))
      / (sum by (namespace, user, rule_group) (rate(${loki.ruleEvaluations}{${of(target)}}[15m])) > 0)
      > ${failureRatio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the evaluations of {{ $labels.rule_group }} by Loki fail",
    description: ({ failureRatio }) =>
      `More than ${humanizePercentage(failureRatio)} of the evaluations of a group of rules over logs failed over a quarter of an hour: its alerts cannot be relied on.`,
    runbook: ruleFailuresRunbook,
    tests: ({ failureRatio, for: pending }) =>
      limitTests({
        limit: failureRatio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          series(loki.ruleEvaluations, { ...podOf(target), ...RULES }).ratePerSecond(0.5, time),
          series(loki.ruleFailures, { ...podOf(target), ...RULES }).ratePerSecond(0.5 * value, time),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, ...RULES },
            summary: `${humanizePercentage(value)} of the evaluations of ${RULES.rule_group} by Loki fail`,
          },
        ],
      }),
  });

/** Rules that take longer than the time between two evaluations. */
export const ruleGroupsLate = (target: LokiTarget) =>
  alert("LokiRuleGroupsLate", {
    parameters: { missedRatio: 0.1 },
    expr: ({ missedRatio }) => promql`
      sum by (namespace, user, rule_group) (rate(${loki.ruleGroupMisses}{${of(target)}}[15m]))
      / (sum by (namespace, user, rule_group) (rate(${loki.ruleGroupRuns}{${of(target)}}[15m])) > 0)
      > ${missedRatio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Loki leaves out {{ $value | humanizePercentage }} of the evaluations of {{ $labels.rule_group }}",
    description: ({ missedRatio }) =>
      `A group of rules over logs takes so long that more than ${humanizePercentage(missedRatio)} of its evaluations were left out over a quarter of an hour.`,
    runbook: ruleGroupsLateRunbook,
    tests: ({ missedRatio, for: pending }) =>
      limitTests({
        limit: missedRatio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          series(loki.ruleGroupRuns, { ...podOf(target), ...RULES }).ratePerSecond(0.5, time),
          series(loki.ruleGroupMisses, { ...podOf(target), ...RULES }).ratePerSecond(0.5 * value, time),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, ...RULES },
            summary: `Loki leaves out ${humanizePercentage(value)} of the evaluations of ${RULES.rule_group}`,
          },
        ],
      }),
  });

/** The tenant's rules are wrong, and those that were loaded last go on. */
export const rulesNotLoaded = (target: LokiTarget) =>
  alert("LokiRulesNotLoaded", {
    expr: promql`min by (namespace, user) (${loki.rulesLoaded}{${of(target)}}) == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "Loki in {{ $labels.namespace }} cannot load the rules of tenant {{ $labels.user }}",
    description: "A file of rules over logs is wrong; the rules that were loaded last are still evaluated.",
    runbook: rulesNotLoadedRunbook,
    tests: ({ for: pending }) => {
      const loaded = (user: string, pod = "loki-0") => series(loki.rulesLoaded, { ...podOf(target, pod), user });
      return conditionTests({
        pending,
        bad: (time) => [
          loaded("fake").constant(1, time),
          loaded("fake", "loki-1").constant(0, time),
          loaded("other").constant(1, time),
        ],
        good: (time) => [loaded("fake").constant(1, time)],
        expect: [
          {
            labels: { namespace: target.namespace, user: "fake" },
            summary: `Loki in ${target.namespace} cannot load the rules of tenant fake`,
          },
        ],
      });
    },
  });

/** Alerts over logs fire, and nobody hears of them. */
export const notificationsFailing = (target: LokiTarget) =>
  alert("LokiNotificationsFailing", {
    parameters: { errorRatio: 0.05 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, alertmanager) (rate(${loki.notificationErrors}{${of(target)}}[15m]))
      / (sum by (namespace, alertmanager) (rate(${loki.notificationsSent}{${of(target)}}[15m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of Loki's alerts do not reach {{ $labels.alertmanager }}",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the alerts over logs could not be delivered to an Alertmanager over a quarter of an hour.`,
    runbook: notificationsFailingRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => {
          const to = { ...podOf(target), user: "fake", alertmanager: "http://alertmanager-0:9093" };
          return [
            series(loki.notificationsSent, to).ratePerSecond(0.5, time),
            series(loki.notificationErrors, to).ratePerSecond(0.5 * value, time),
          ];
        },
        expect: (value) => [
          {
            labels: { namespace: target.namespace, alertmanager: "http://alertmanager-0:9093" },
            summary: `${humanizePercentage(value)} of Loki's alerts do not reach http://alertmanager-0:9093`,
          },
        ],
      }),
  });
