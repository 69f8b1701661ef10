/** Whether the pods know each other and their limits, and whether rules over logs are evaluated. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { promql } from "../../../query";
import { notificationsFailing, ruleFailures, ruleGroupsLate } from "../alerts/ruler";
import { loki } from "../metrics";
import type { LokiTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

/** Four beside one another. */
const QUARTER = { width: 6, height: 7, min: 0 } as const;

export const ring = (chosen: Chosen): Row =>
  row(
    "Members and limits",
    [
      timeSeries("Members of the rings", {
        description: "Members by ring and state, as the member sees it that sees most. All ACTIVE is normal.",
        queries: [query(promql`max by (name, state) (${loki.ringMembers}{${chosen()}}) > 0`, "{{name}}: {{state}}")],
        unit: "count",
        styles: [{ series: "/Unhealthy/", color: "red" }],
        ...THIRD,
      }),
      timeSeries("Pods that each pod knows", {
        description: "By gossip, itself included. All the same is normal; a lower line is a pod that is cut off.",
        queries: [query(promql`max by (pod) (${loki.gossipMembers}{${chosen()}})`, "{{pod}}")],
        unit: "count",
        ...THIRD,
      }),
      timeSeries("Limits that were read", {
        description:
          "1 where the file of limits that can change at run time was read; 0 where the ones before still hold.",
        queries: [query(promql`min by (pod) (${loki.runtimeConfigLoaded}{${chosen()}})`, "{{pod}}")],
        unit: "boolean",
        max: 1,
        ...THIRD,
      }),
    ],
    { collapsed: true },
  );

export const ruler = (target: LokiTarget, chosen: Chosen): Row =>
  row(
    "Rules over logs",
    [
      timeSeries("Rules over logs that fail or are left out", {
        description:
          "Share of the evaluations of each group that failed, and of those that were left out because it was busy. None is normal.",
        queries: [
          query(
            promql`
              sum by (rule_group) (rate(${loki.ruleFailures}{${chosen()}}[$__rate_interval]))
              / (sum by (rule_group) (rate(${loki.ruleEvaluations}{${chosen()}}[$__rate_interval])) > 0)
            `,
            "failed: {{rule_group}}",
          ),
          query(
            promql`
              sum by (rule_group) (rate(${loki.ruleGroupMisses}{${chosen()}}[$__rate_interval]))
              / (sum by (rule_group) (rate(${loki.ruleGroupRuns}{${chosen()}}[$__rate_interval])) > 0)
            `,
            "left out: {{rule_group}}",
          ),
        ],
        unit: "ratio",
        thresholds: [alertLine(ruleFailures(target), "failureRatio"), alertLine(ruleGroupsLate(target), "missedRatio")],
        whenEmpty: "There are no rules over logs",
        ...QUARTER,
      }),
      timeSeries("Evaluation of a group over logs, of its interval", {
        description: "How much of its interval the last evaluation of a group took. At 100 % evaluations are left out.",
        queries: [
          query(
            promql`
              max by (rule_group) (
                ${loki.ruleGroupDuration}{${chosen()}} / (${loki.ruleGroupInterval}{${chosen()}} > 0)
              )
            `,
            "{{rule_group}}",
          ),
        ],
        unit: "ratio",
        whenEmpty: "There are no rules over logs",
        ...QUARTER,
      }),
      timeSeries("Rules over logs that were loaded", {
        description: "1 where the rules of a tenant could be loaded; 0 where those of before are still evaluated.",
        queries: [query(promql`min by (user) (${loki.rulesLoaded}{${chosen()}})`, "{{user}}")],
        unit: "boolean",
        max: 1,
        whenEmpty: "There are no rules over logs",
        ...QUARTER,
      }),
      timeSeries("Alerts over logs not delivered", {
        description: "Share of the alerts to each Alertmanager that did not arrive.",
        queries: [
          query(
            promql`
              sum by (alertmanager) (rate(${loki.notificationErrors}{${chosen()}}[$__rate_interval]))
              / (sum by (alertmanager) (rate(${loki.notificationsSent}{${chosen()}}[$__rate_interval])) > 0)
            `,
            "{{alertmanager}}",
          ),
        ],
        unit: "ratio",
        thresholds: [alertLine(notificationsFailing(target), "errorRatio")],
        whenEmpty: "There are no rules over logs",
        ...QUARTER,
      }),
    ],
    { collapsed: true },
  );
