/** Where a cluster's room goes: dashboards from the cluster by namespace and workload down to the logs of a pod. */
import { pack } from "../../model";
import { clusterDashboard } from "./dashboards/cluster";
import { namespaceDashboard } from "./dashboards/namespace";
import { workloadDashboard } from "./dashboards/workload";
import { kubernetes } from "./metrics";
import { podWorkload } from "./owners";
import { podCpu, podLimits, podMemory, podReceived, podRequests, podSent } from "./rules";

export { kubernetes } from "./metrics";
export { podWorkload } from "./owners";
export { podCpu, podLimits, podMemory, podReceived, podRequests, podSent } from "./rules";

/** Reads what `workloadPack()` and `nodeBasicsPack()` record, and shows the thresholds of their alerts. */
export const kubernetesPack = () =>
  pack("kubernetes", {
    metrics: kubernetes,
    recordingRules: [podWorkload, podCpu, podMemory, podRequests, podLimits, podReceived, podSent],
    dashboards: [clusterDashboard, namespaceDashboard, workloadDashboard],
    dashboard: "kubernetes-cluster",
  });
