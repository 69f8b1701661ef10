/** When a Deployment as a whole does not serve, or does not get its new version out. */
import { alert, hours, minutes, plus, type Metric } from "../../../model";
import { promql } from "../../../query";
import { series, silent } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { kubernetes } from "../metrics";
import { deploymentRolloutStuckRunbook } from "../runbooks/deployment-rollout-stuck";
import { deploymentUnavailableRunbook } from "../runbooks/deployment-unavailable";
import type { Select } from "../selection";
import { stateOfObject } from "../situation";

/** None is left: whatever the Deployment serves is away. */
export const deploymentUnavailable = (select: Select) => {
  const texts = (name: string) => ({
    summary: `Deployment ${name} has no pod that can serve`,
    description: "The Deployment shall have pods, and not a single one of them is available.",
  });
  return alert("DeploymentUnavailable", {
    expr: promql`
      max by (namespace, deployment) (${select(kubernetes.deploymentAvailable)}) == 0
      and on (namespace, deployment)
      max by (namespace, deployment) (${select(kubernetes.deploymentReplicas)}) > 0
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["DeploymentReplicasShort"],
    ...texts("{{ $labels.namespace }}/{{ $labels.deployment }}"),
    runbook: deploymentUnavailableRunbook,
    tests: ({ for: pending }) => {
      const names = { namespace: "shop", deployment: "cart" };
      const of = (metric: Metric, labels = names) => series(metric, stateOfObject(labels));
      const time = plus(pending, hours(1));
      return [
        ...stateTests({
          state: of(kubernetes.deploymentAvailable),
          bad: 0,
          good: 1,
          pending,
          expect: [{ labels: names, ...texts("shop/cart") }],
          beside: () => [
            of(kubernetes.deploymentReplicas).constant(1, time),
            of(kubernetes.deploymentReplicas, { ...names, deployment: "search" }).constant(0, time),
            of(kubernetes.deploymentAvailable, { ...names, deployment: "search" }).constant(0, time),
          ],
        }),
        silent("scaled to nothing on purpose", {
          given: [
            of(kubernetes.deploymentReplicas).constant(0, time),
            of(kubernetes.deploymentAvailable).constant(0, time),
          ],
          for: time,
        }),
      ];
    },
  });
};

/** Kubernetes has given up: the new version does not come up, the old one still serves. */
export const deploymentRolloutStuck = (select: Select) => {
  const texts = (name: string) => ({
    summary: `The rollout of Deployment ${name} is stuck`,
    description: "The new pods did not become ready within the Deployment's progress deadline.",
  });
  return alert("DeploymentRolloutStuck", {
    expr: promql`
      max by (namespace, deployment) (
        ${select(kubernetes.deploymentCondition, { condition: "Progressing", status: "false" })}
      ) == 1
    `,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.deployment }}"),
    runbook: deploymentRolloutStuckRunbook,
    tests: ({ for: pending }) => {
      const names = { namespace: "shop", deployment: "cart" };
      return stateTests({
        state: series(kubernetes.deploymentCondition, {
          ...stateOfObject(names),
          condition: "Progressing",
          status: "false",
          reason: "ProgressDeadlineExceeded",
        }),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels: names, ...texts("shop/cart") }],
      });
    },
  });
};
