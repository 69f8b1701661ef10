/** Alerts that keep others from being told: too many of them, or none. */
import { type InhibitRule } from "../../model";
import { allHold, matchersText, pages } from "../../routing";
import type { LabelState } from "../../query";
import { at, check, type Problem } from "../check";
import { EXAMPLE_ALERTS, routedModel } from "./model-example";
import { routedOf, type Outcome, type Routed, type RoutedAlert } from "./outcomes";
import { alertText, asksForUpstream, isHandWritten, listed } from "./words";

interface Pair {
  readonly source: Outcome;
  readonly target: Outcome;
  /** What both are known to be like in the labels that must agree. */
  readonly equal: readonly Agreement[];
}

interface Agreement {
  readonly label: string;
  /** Both have it, with one value; both may lack it; both lack it for certain. */
  readonly as: "value" | "perhaps missing" | "missing";
}

const agreement = (label: string, a: LabelState, b: LabelState): Agreement | undefined => {
  if (a.presence === "never" && b.presence === "never") return { label, as: "missing" };
  const bothMayLackIt = a.presence !== "always" && b.presence !== "always";
  const bothMayHaveIt =
    a.presence !== "never" &&
    b.presence !== "never" &&
    (a.values === undefined || b.values === undefined || a.values.some((value) => b.values?.includes(value)));
  if (bothMayLackIt) return { label, as: "perhaps missing" };
  return bothMayHaveIt ? { label, as: "value" } : undefined;
};

/** How two alerts can agree in all of the labels; one answer for each combination of the alternatives of their expressions. */
const agreements = function* (
  labels: readonly string[],
  source: RoutedAlert,
  target: RoutedAlert,
): Iterable<readonly Agreement[]> {
  for (const a of source.states)
    for (const b of target.states) {
      const all = labels.map((label) => agreement(label, a(label), b(label)));
      if (all.every((each) => each !== undefined)) yield all;
    }
};

/** All that a rule can do with the alerts that there are. An alert that both sides match is not hidden by another such. */
const pairsOf = function* (
  { source, target, equal }: InhibitRule,
  sources: readonly Outcome[],
  targets: readonly Outcome[],
): Iterable<Pair> {
  const from = sources
    .filter(({ labels }) => allHold(source, labels))
    .map((outcome) => ({ outcome, both: allHold(target, outcome.labels) }));
  for (const outcome of targets.filter(({ labels }) => allHold(target, labels))) {
    const both = allHold(source, outcome.labels);
    for (const each of from)
      if (!both || !each.both)
        for (const agreed of agreements(equal, each.outcome.alert, outcome.alert))
          yield { source: each.outcome, target: outcome, equal: agreed };
  }
};

/** The rules that can hide an alert, each with one that does. */
export const inhibitors = function* (
  target: Outcome,
  { routing, outcomes }: Routed,
): Iterable<{ readonly rule: InhibitRule; readonly source: Outcome }> {
  for (const rule of routing.configuration.inhibitRules)
    for (const { source } of pairsOf(rule, outcomes, [target])) {
      yield { rule, source };
      break;
    }
};

/** Labels that say nothing of what an alert is about. */
const OF_RULES: ReadonlySet<string> = new Set(["alertname", "severity", "team"]);

/** The labels that both lack, where nothing that they agree in says that they are about the same thing. */
const vacuous = ({ equal }: Pair, { labels, open, external }: Routed): readonly string[] => {
  if (equal.some(({ label, as }) => as === "value" && !OF_RULES.has(label) && !external.has(label))) return [];
  return equal.filter(({ label, as }) => as === "missing" && (open || labels.has(label))).map(({ label }) => label);
};

export const inhibitionHidesPage = check({
  id: "routing/inhibition-hides-page",
  severity: "error",
  reason:
    "A label of equal that both alerts lack counts as equal. Two alerts that have nothing to do with each other then agree in everything, and the one hides the other, which should have woken somebody.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model)) {
      const { routing, outcomes, receiver } = routed;
      const paged = outcomes.filter(
        ({ alert, deliveries }) =>
          alert.severity === "critical" ||
          deliveries.some((each) => {
            const known = receiver(each.receiver);
            return known !== undefined && pages(known);
          }),
      );
      for (const rule of routing.configuration.inhibitRules)
        for (const pair of pairsOf(rule, outcomes, paged)) {
          const missing = vacuous(pair, routed);
          const [source, target] = [alertText(pair.source), alertText(pair.target)];
          if (rule.equal.length === 0)
            yield at(`${rule.path}.equal`)
              .problem(`names no label, so that ${source} hides ${target} wherever it is`)
              .mend(
                'write the labels in which both must agree, such as ["namespace", "service"], or ["cluster"] where all of a cluster is meant',
              );
          else if (missing.length > 0)
            yield at(`${rule.path}.equal`)
              .problem(`${source} hides ${target} wherever it is: both lack ${listed(missing)}, which counts as equal`)
              .mend(
                `ask for the label on both sides, ${missing[0]}: matches(".+"), or add one to equal that both carry`,
              );
          else continue;
          break;
        }
    }
  },
  examples: () => ({
    passing: [
      hiding(["namespace", "service"]),
      hiding(["cluster"]),
      routedModel({
        inhibitRules: [
          { source: { severity: "critical" }, target: { severity: "warning" }, equal: ["namespace", "service"] },
        ],
      }),
    ],
    failing: [hiding(["product"]), hiding([])],
  }),
});

/** An alert about one namespace hides one about orders. */
const hiding = (equal: readonly string[]) =>
  routedModel(
    { inhibitRules: [{ source: { alertname: "ShopNoQueue" }, target: { severity: "critical" }, equal }] },
    {
      alerts: [
        ...EXAMPLE_ALERTS.slice(2),
        { name: "ShopNoQueue", expr: "absent(shop_queue_length)", severity: "warning" },
        {
          name: "ShopNoOrders",
          expr: "sum by (namespace, service) (rate(shop_orders_total[5m])) == 0",
          severity: "critical",
        },
        {
          name: "ShopTeaSold",
          expr: "sum by (namespace, service, product) (rate(shop_orders_total[5m])) == 0",
          severity: "warning",
        },
      ],
    },
  );

export const inhibitionNever = check({
  id: "routing/inhibition-never",
  severity: "warning",
  reason:
    "Whoever wrote the rule thinks that fewer alerts are told. None is left out: the rule hides nothing that can fire.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing, outcomes, alerts } of routedOf(model)) {
      if (alerts.length === 0 || alerts.some(({ complete }) => !complete)) continue;
      for (const rule of routing.configuration.inhibitRules.filter((each) => isHandWritten(each, routing))) {
        if ([rule.source, rule.target].some((matchers) => asksForUpstream({ matchers }))) continue;
        // The next pack may bring the same alert in another severity.
        const equal = rule.equal.filter((label) => label !== "alertname");
        const [pair] = pairsOf({ ...rule, equal }, outcomes, outcomes);
        if (pair !== undefined) continue;
        yield at(rule.path)
          .problem(`hides nothing: ${whyNone(rule, outcomes)}`)
          .mend("write it for alerts that there are, or remove it");
      }
    }
  },
  examples: () => ({
    passing: [
      hiding(["cluster"]),
      routedModel({
        inhibitRules: [{ source: { alertname: "InfoInhibitor" }, target: { severity: "info" }, equal: ["namespace"] }],
      }),
    ],
    failing: [
      routedModel({
        inhibitRules: [{ source: { alertname: "ShopDown" }, target: { severity: "warning" }, equal: ["service"] }],
      }),
      routedModel({
        inhibitRules: [{ source: { severity: "critical" }, target: { alertname: "ShopDown" }, equal: ["service"] }],
      }),
      routedModel({
        inhibitRules: [{ source: { severity: "critical" }, target: { severity: "critical" }, equal: ["service"] }],
      }),
      routedModel({
        inhibitRules: [{ source: { severity: "critical" }, target: { severity: "warning" }, equal: ["queue"] }],
      }),
    ],
  }),
});

const whyNone = ({ source, target, equal }: InhibitRule, outcomes: readonly Outcome[]): string => {
  const [from, to] = [source, target].map((side) => outcomes.filter(({ labels }) => allHold(side, labels)));
  if (from?.length === 0)
    return `no alert of this environment matches its source, ${matchersText({ matchers: source })}`;
  if (to?.length === 0) return `no alert of this environment matches its target, ${matchersText({ matchers: target })}`;
  const isBoth = ({ labels }: Outcome): boolean => allHold(source, labels) && allHold(target, labels);
  if (from?.every(isBoth) && to?.every(isBoth)) return "alerts that match both of its sides do not hide each other";
  return `no two of its alerts agree in ${listed(equal)}`;
};
