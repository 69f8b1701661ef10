/** Every workload of the cluster, or of some namespaces: containers, pods, replicas, jobs, volumes. */
import { pack } from "../../model";
import { containerCrashLooping, containerOomKilled, containerRestarts, containerWaiting } from "./alerts/containers";
import { deploymentRolloutStuck, deploymentUnavailable } from "./alerts/deployments";
import { cronJobLate, jobFailed, jobRunsLong } from "./alerts/jobs";
import { containerCpuNearLimit, containerCpuThrottled, containerMemoryNearLimit } from "./alerts/limits";
import { podNotReady, podUnschedulable } from "./alerts/pods";
import { daemonSetReplicasShort, deploymentReplicasShort, statefulSetReplicasShort } from "./alerts/replicas";
import { hpaMaxedOut, pdbUnhealthy } from "./alerts/scaling";
import { volumeFillingUp, volumeInodesLow, volumeNearlyFull } from "./alerts/volumes";
import { kubernetes } from "./metrics";
import { cpuOfLimit, memoryOfLimit, volumeAvailable } from "./rules";
import { selection, type WorkloadSettings } from "./selection";

export { containerRestarts } from "./alerts/containers";
export { containerCpuNearLimit, containerCpuThrottled, containerMemoryNearLimit } from "./alerts/limits";
export { volumeNearlyFull } from "./alerts/volumes";
export { kubernetes } from "./metrics";
export { cpuOfLimit, memoryOfLimit, volumeAvailable } from "./rules";
export { selection, type WorkloadSettings } from "./selection";

/**
 * ```ts
 * workloadPack()                                   // the whole cluster
 * workloadPack({ namespaces: ["shop", "payments"] })
 * ```
 */
export const workloadPack = (settings: WorkloadSettings = {}) => {
  const select = selection(settings);
  return pack("workload", {
    metrics: kubernetes,
    recordingRules: [cpuOfLimit(select), memoryOfLimit(select), volumeAvailable(select)],
    alerts: [
      containerRestarts(select),
      containerCrashLooping(select),
      containerWaiting(select),
      containerOomKilled(select),
      containerCpuNearLimit(select),
      containerMemoryNearLimit(select),
      containerCpuThrottled(select),
      podNotReady(select),
      podUnschedulable(select),
      deploymentUnavailable(select),
      deploymentReplicasShort(select),
      deploymentRolloutStuck(select),
      statefulSetReplicasShort(select),
      daemonSetReplicasShort(select),
      jobFailed(select),
      jobRunsLong(select),
      cronJobLate(select),
      hpaMaxedOut(select),
      pdbUnhealthy(select),
      volumeNearlyFull(select),
      volumeFillingUp(select),
      volumeInodesLow(select),
    ],
    dashboard: "kubernetes-workload",
  });
};
