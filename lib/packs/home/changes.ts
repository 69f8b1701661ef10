/** What has been promised and what has changed: the two things beside alerts that one asks first. */
import { days, type Panel } from "../../model";
import { line, now, stat, table } from "../../dashboards";
import { promql } from "../../query";
import { recordedNames } from "../../slo";
import { BUDGET_LINES, BURN_LINES, EXHAUSTION_TEXTS, ofRow } from "../objectives";
import { rolledOut, ROLLED_OUT_HOW } from "../service-dashboard";

const BY: readonly string[] = ["slo", "service"];
const remaining = promql`min by (${BY}) (${recordedNames.REMAINING_RATIO})`;

export const missedFigure: Panel = stat("Objectives missed", {
  description: "Objectives whose error budget is used up.",
  queries: [now(promql`count(min by (${BY}) (${recordedNames.REMAINING_EVENTS}) < 0) or vector(0)`, "missed")],
  unit: "count",
  thresholds: [line(1, "red")],
  colored: "background",
  dataLinks: [{ title: "Objectives", to: { dashboard: "slo-overview" } }],
});

const RECENTLY = days(1);
const rollouts = rolledOut({});

export const rolloutFigure: Panel = stat("Rollouts today", {
  description: "Deployments, StatefulSets and DaemonSets that got a new version within the last 24 hours.",
  queries: [now(promql`count(${rollouts} > time() - ${RECENTLY.milliseconds / 1000}) or vector(0)`, "rollouts")],
  unit: "count",
});

const budgets: Panel = table("Error budgets, worst first", {
  description:
    "What is left of each error budget, how many times as fast as allowed it goes now, and when it is gone at that pace. The name opens the objective.",
  queries: [
    now(remaining),
    now(promql`max by (${BY}) (${recordedNames.BURN_RATE})`),
    now(promql`min by (${BY}) (${recordedNames.EXHAUSTION})`),
  ],
  columns: [
    { of: "slo", title: "Objective", links: [ofRow] },
    { of: "service", title: "Service" },
    { of: 0, title: "Budget left", unit: "ratio", thresholds: BUDGET_LINES, shownAs: "colored background", width: 100 },
    { of: 1, title: "Burn rate", decimals: 1, thresholds: BURN_LINES, shownAs: "colored text", width: 90 },
    { of: 2, title: "Used up in", unit: "seconds", texts: EXHAUSTION_TEXTS, width: 110 },
  ],
  sortBy: { title: "Budget left", descending: false },
  whenEmpty: "Nothing is promised",
  width: 12,
  height: 9,
});

const changes = (width: number): Panel =>
  table("What changed", {
    description: `The latest rollouts of new versions, the newest first. Most trouble begins with one. ${ROLLED_OUT_HOW}`,
    queries: [now(promql`topk(30, ${rollouts})`)],
    columns: [
      {
        of: "namespace",
        title: "Namespace",
        links: [
          {
            title: "This namespace",
            to: { dashboard: "kubernetes-namespace", variables: { namespace: "${__data.fields.namespace}" } },
          },
        ],
      },
      {
        of: "owner_name",
        title: "Workload",
        links: [
          {
            title: "This workload",
            to: {
              dashboard: "kubernetes-workload",
              variables: { namespace: "${__data.fields.namespace}", workload: "${__data.fields.owner_name}" },
            },
          },
        ],
      },
      { of: "owner_kind", title: "Kind", width: 110 },
      { of: 0, title: "New version", unit: { grafana: "dateTimeFromNow" } },
    ],
    sortBy: { title: "New version", descending: true },
    whenEmpty: "No workload",
    width,
    height: 9,
  });

/** @param objectives whether there are any */
export const changesPanels = (objectives: boolean): readonly Panel[] =>
  objectives ? [budgets, changes(12)] : [changes(24)];
