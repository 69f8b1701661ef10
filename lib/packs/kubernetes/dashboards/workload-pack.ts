/** What these dashboards take from the pack about workloads: its recordings, and the alerts whose thresholds they draw. */
import * as workload from "../../workload";

const everywhere = workload.selection({});

export const cpuOfLimit = workload.cpuOfLimit(everywhere);
export const memoryOfLimit = workload.memoryOfLimit(everywhere);
export const volumeAvailable = workload.volumeAvailable(everywhere);

export const containerRestarts = workload.containerRestarts(everywhere);
export const containerCpuNearLimit = workload.containerCpuNearLimit(everywhere);
export const containerMemoryNearLimit = workload.containerMemoryNearLimit(everywhere);
export const containerCpuThrottled = workload.containerCpuThrottled(everywhere);
export const volumeNearlyFull = workload.volumeNearlyFull(everywhere);
