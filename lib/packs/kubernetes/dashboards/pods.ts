/** How the dashboards of a namespace and of a workload narrow their series: by the pods of what the reader has chosen. */
import { labelVariable } from "../../../dashboards";
import type { Expression, Metric } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podWorkload } from "../owners";

export const namespaceVariable = labelVariable("namespace", "Namespace", promql`${kubernetes.namespacePhase}`, {
  several: false,
});
export const workloadVariable = labelVariable("workload", "Workload", promql`${podWorkload}{namespace="$namespace"}`);
export const podVariable = labelVariable(
  "pod",
  "Pod",
  promql`${podWorkload}{namespace="$namespace",workload=~"$workload"}`,
  // Logs know no workload: all of its pods are those that are listed.
  { listed: true },
);

/** Per pod of the chosen namespace, under the workload that each belongs to. */
export const byWorkload = (ofPods: Expression): Expression => promql`
  sum by (workload_kind, workload) (
    ${ofPods}
    * on (namespace, pod) group_left (workload_kind, workload)
    ${podWorkload}{namespace="$namespace"}
  )
`;

/** Those of the series that belong to the chosen pods of the chosen workloads. */
export const ofChosenPods = (series: Expression): Expression => promql`
  ${series}
  and on (namespace, pod)
  ${podWorkload}{namespace="$namespace",workload=~"$workload",pod=~"$pod"}
`;

const lacking = (label: string, wanted: Metric, present: Metric): Expression => promql`
  label_replace(
    max by (namespace, ${label}) (${wanted}{namespace="$namespace"})
    - max by (namespace, ${label}) (${present}{namespace="$namespace"})
    > 0,
    "workload", "$1", "${label}", "(.+)"
  )
`;

/** The replicas that workloads lack of what they shall have; what another has too many of, while it is rolled out, makes up for none. */
export const missingReplicas: Expression = promql`
  sum by (workload) (
    ${lacking("deployment", kubernetes.deploymentReplicas, kubernetes.deploymentAvailable)}
    or
    ${lacking("statefulset", kubernetes.statefulSetReplicas, kubernetes.statefulSetReady)}
    or
    ${lacking("daemonset", kubernetes.daemonSetDesired, kubernetes.daemonSetAvailable)}
  )
`;
