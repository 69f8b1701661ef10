/** When a pod cannot serve: no node takes it, or it is not ready. */
import { alert, hours, minutes, plus } from "../../../model";
import { matches, promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { kubernetes } from "../metrics";
import { podNotReadyRunbook } from "../runbooks/pod-not-ready";
import { podUnschedulableRunbook } from "../runbooks/pod-unschedulable";
import type { Select } from "../selection";
import { stateOfPod } from "../situation";

const POD = "{{ $labels.namespace }}/{{ $labels.pod }}";
const CART = { namespace: "shop", pod: "cart-0" };
const SEARCH = { namespace: "shop", pod: "search-0" };

/** It runs, and gets no requests. */
export const podNotReady = (select: Select) => {
  const texts = (pod: string) => ({
    summary: `${pod} is not ready`,
    description: "The pod's condition Ready is false or unknown, so no Service sends it anything.",
  });
  return alert("PodNotReady", {
    // Pods of Jobs are not waited for, and a pod that has ended will never be ready.
    expr: promql`
      max by (namespace, pod) (${select(kubernetes.podReady, { condition: "true" })}) == 0
      unless on (namespace, pod)
      ${select(kubernetes.podOwner, { owner_kind: "Job" })}
      unless on (namespace, pod)
      (${select(kubernetes.podPhase, { phase: matches("Succeeded|Failed") })} == 1)
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(POD),
    runbook: podNotReadyRunbook,
    tests: ({ for: pending }) => {
      const time = plus(pending, hours(1));
      const ready = (pod: typeof CART, condition = "true") =>
        series(kubernetes.podReady, { ...stateOfPod(pod), condition });
      const owner = (pod: typeof CART, owner_kind: string) =>
        series(kubernetes.podOwner, { ...stateOfPod(pod), owner_kind, owner_name: "x" }).constant(1, time);
      const phase = (pod: typeof CART, name: string, value: number) =>
        series(kubernetes.podPhase, { ...stateOfPod(pod), phase: name }).constant(value, time);
      return [
        ...stateTests({
          state: ready(CART),
          bad: 0,
          good: 1,
          pending,
          expect: [{ labels: CART, ...texts("shop/cart-0") }],
          beside: () => [
            ready(CART, "false").constant(1, time),
            owner(CART, "ReplicaSet"),
            phase(CART, "Running", 1),
            phase(CART, "Succeeded", 0),
            phase(CART, "Failed", 0),
            // Another pod of each of the two kinds that are left out.
            owner(SEARCH, "Job"),
            phase({ ...SEARCH, pod: "import-0" }, "Failed", 1),
          ],
        }),
        silent("pods of Jobs", { given: [ready(CART).constant(0, time), owner(CART, "Job")], for: time }),
        silent("pods that have ended", {
          given: [ready(CART).constant(0, time), owner(CART, "ReplicaSet"), phase(CART, "Failed", 1)],
          for: time,
        }),
        fires("two pods that are not ready", {
          given: [ready(CART).constant(0, time), ready(SEARCH).constant(0, time)],
          after: plus(pending, minutes(5)),
          expect: [
            { labels: CART, ...texts("shop/cart-0") },
            { labels: SEARCH, ...texts("shop/search-0") },
          ],
        }),
      ];
    },
  });
};

/** Too little room, or a rule that no node meets. */
export const podUnschedulable = (select: Select) => {
  const texts = (pod: string) => ({
    summary: `No node takes ${pod}`,
    description: "The scheduler finds no node with enough room that also meets the pod's rules.",
  });
  return alert("PodUnschedulable", {
    expr: promql`max by (namespace, pod) (${select(kubernetes.podUnschedulable)}) == 1`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(POD),
    runbook: podUnschedulableRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(kubernetes.podUnschedulable, stateOfPod(CART)),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels: CART, ...texts("shop/cart-0") }],
      }),
  });
};
