/** Objectives for machines: lengths of time as Prometheus writes them, shares as exact decimals. */
import type { SloFacts } from "../documents";
import { isDuration, prometheusDuration } from "../model";
import { decimalText, windowLabel, type Decimal } from "../slo";
import type { Told } from "./slos";

export const slosJson = (told: readonly Told[]): string =>
  JSON.stringify(
    told.map(({ environment, slos }) => ({ environment, slos: slos.map(facts) })),
    (_key, each: unknown) => (isDuration(each) ? prometheusDuration(each) : each),
    2,
  );

const facts = ({
  slo,
  team,
  allowed,
  budget,
  indicator,
  levels,
  missingData,
  recordings,
  cost,
  troubles,
}: SloFacts) => ({
  name: slo.name,
  service: slo.service,
  namespace: slo.namespace,
  description: slo.description,
  owner: team,
  objective: slo.objective,
  window: windowLabel(slo.window),
  zone: isDuration(slo.window) ? undefined : slo.window.zone,
  kind: slo.sli.kind,
  unit: slo.sli.unit,
  groupBy: slo.groupBy,
  allowed: number(allowed),
  budget: {
    outage: budget.outage,
    badEvents: number(budget.events.bad),
    ofEvents: number(budget.events.of),
    trafficKnown: budget.events.known,
  },
  indicator,
  alerts: [
    ...levels.map(({ level, threshold, budgetShare, gone, ...alert }) => ({
      ...alert,
      burnRate: level.burnRate,
      long: level.long,
      short: level.short,
      threshold: number(threshold),
      budgetShare: number(budgetShare),
      gone,
    })),
    missingData,
  ],
  troubles: troubles.map(({ badRatio, burnRate, told: calls }) => ({
    badRatio: number(badRatio),
    burnRate: number(burnRate),
    told: calls.map(({ budgetGone, ...call }) => ({
      ...call,
      budgetGone: budgetGone === undefined ? undefined : number(budgetGone),
    })),
  })),
  recordings,
  cost: { ...cost, evaluation: undefined, evaluationMilliseconds: cost.evaluation.milliseconds },
});

const number = (value: Decimal): number => Number(decimalText(value));
