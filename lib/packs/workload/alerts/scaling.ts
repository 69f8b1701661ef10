/** When the means against load and disruption are used up. */
import { alert, hours, minutes, plus, type Metric } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { kubernetes } from "../metrics";
import { hpaMaxedOutRunbook } from "../runbooks/hpa-maxed-out";
import { pdbUnhealthyRunbook } from "../runbooks/pdb-unhealthy";
import type { Select } from "../selection";
import { stateOfObject } from "../situation";

/** It would perhaps add pods, and may not. */
export const hpaMaxedOut = (select: Select) => {
  const texts = (name: string, count: string) => ({
    summary: `Autoscaler ${name} has reached its maximum`,
    description: `The autoscaler has had ${count} pods, as many as it may, since the alert's wait began.`,
  });
  return alert("HpaMaxedOut", {
    // One whose minimum is its maximum is no autoscaler.
    expr: promql`
      max by (namespace, horizontalpodautoscaler) (${select(kubernetes.autoscalerCurrent)})
      >= on (namespace, horizontalpodautoscaler)
      (
        max by (namespace, horizontalpodautoscaler) (${select(kubernetes.autoscalerMax)})
        > on (namespace, horizontalpodautoscaler)
        max by (namespace, horizontalpodautoscaler) (${select(kubernetes.autoscalerMin)})
      )
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }}", "{{ $value }}"),
    runbook: hpaMaxedOutRunbook,
    tests: ({ for: pending }) => {
      const time = plus(pending, hours(1));
      const begin = minutes(10);
      const CART = { namespace: "shop", horizontalpodautoscaler: "cart" };
      const of = (metric: Metric, name = "cart") =>
        series(metric, stateOfObject({ ...CART, horizontalpodautoscaler: name }));
      return [
        fires("as many pods as it may", {
          given: [
            of(kubernetes.autoscalerCurrent).constant(9, begin).constant(10, time),
            of(kubernetes.autoscalerMax).constant(10, time),
            of(kubernetes.autoscalerMin).constant(2, time),
            of(kubernetes.autoscalerCurrent, "search").constant(4, time),
            of(kubernetes.autoscalerMax, "search").constant(5, time),
            of(kubernetes.autoscalerMin, "search").constant(1, time),
          ],
          after: plus(begin, pending),
          notBefore: pending.milliseconds === 0 ? undefined : plus(begin, pending, minutes(-0.5)),
          expect: [{ labels: CART, ...texts("shop/cart", "10") }],
        }),
        silent("one that may not scale", {
          given: [kubernetes.autoscalerCurrent, kubernetes.autoscalerMax, kubernetes.autoscalerMin].map((metric) =>
            of(metric).constant(3, time),
          ),
          for: time,
        }),
      ];
    },
  });
};

/** Fewer pods are ready than its owner said it needs, and no node can be emptied. */
export const pdbUnhealthy = (select: Select) => {
  const texts = (name: string, count: string) => ({
    summary: `Disruption budget ${name} is not met`,
    description: `Only ${count} pods under the budget are ready, fewer than it asks for, so that no node with one of them can be drained.`,
  });
  return alert("PdbUnhealthy", {
    expr: promql`
      max by (namespace, poddisruptionbudget) (${select(kubernetes.budgetHealthy)})
      < on (namespace, poddisruptionbudget)
      max by (namespace, poddisruptionbudget) (${select(kubernetes.budgetDesired)})
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.poddisruptionbudget }}", "{{ $value }}"),
    runbook: pdbUnhealthyRunbook,
    tests: ({ for: pending }) => {
      const time = plus(pending, hours(1));
      const begin = minutes(10);
      const CART = { namespace: "shop", poddisruptionbudget: "cart" };
      const of = (metric: Metric, name = "cart") =>
        series(metric, stateOfObject({ ...CART, poddisruptionbudget: name }));
      return [
        fires("a pod too few", {
          given: [
            of(kubernetes.budgetHealthy).constant(2, begin).constant(1, time),
            of(kubernetes.budgetDesired).constant(2, time),
            of(kubernetes.budgetHealthy, "search").constant(3, time),
            of(kubernetes.budgetDesired, "search").constant(2, time),
          ],
          after: plus(begin, pending),
          notBefore: pending.milliseconds === 0 ? undefined : plus(begin, pending, minutes(-0.5)),
          expect: [{ labels: CART, ...texts("shop/cart", "1") }],
        }),
        silent("just as many as asked for", {
          given: [of(kubernetes.budgetHealthy).constant(2, time), of(kubernetes.budgetDesired).constant(2, time)],
          for: time,
        }),
      ];
    },
  });
};
