/** The rules that one writes without thinking of their cost: each alert counts its whole windows anew, from the raw counters, each minute. */
import { minutes, prometheusDuration, type Expression, type Slo, type SloWindow } from "../../lib/model";
import { promql } from "../../lib/query";
import { allowedOf, nominalLength, thresholdOf } from "../../lib/slo";
import type { CostedRule } from "../../lib/slo/cost";

export interface NamedRule extends CostedRule {
  readonly name: string;
}

export interface RawCounters {
  readonly total: Expression;
  readonly bad: Expression;
}

const EVERY = minutes(1);

const ratio = ({ total, bad }: RawCounters, window: SloWindow): Expression => {
  const length = nominalLength(window);
  return promql`sum(rate(${bad}[${length}])) / sum(rate(${total}[${length}]))`;
};

/** One alert for each level, and the budget that is left. */
export const naiveRules = (slo: Slo, counters: RawCounters): readonly NamedRule[] => [
  ...slo.levels.map(({ long, short, ...level }) => {
    const threshold = thresholdOf({ long, short, ...level }, allowedOf(slo)).toNumber();
    return {
      name: `burn over ${prometheusDuration(long)} and ${prometheusDuration(short)}`,
      expr: promql`${ratio(counters, long)} > ${threshold} and ${ratio(counters, short)} > ${threshold}`,
      interval: EVERY,
    };
  }),
  {
    name: `budget left of ${prometheusDuration(nominalLength(slo.window))}`,
    expr: promql`1 - ${ratio(counters, slo.window)} / ${allowedOf(slo).toNumber()}`,
    interval: EVERY,
  },
];

/** As many alerts, each of which looks back over the whole period: it has so much more than its share of bad events. */
export const naivePeriodRules = (slo: Slo, counters: RawCounters): readonly NamedRule[] =>
  slo.levels.map(({ burnRate }) => ({
    name: `budget of ${prometheusDuration(nominalLength(slo.window))}, ${burnRate} times`,
    expr: promql`${ratio(counters, slo.window)} > ${burnRate} * ${allowedOf(slo).toNumber()}`,
    interval: EVERY,
  }));
