/** Nodes: whether they are there, and whether they have disk, memory, CPU, network and the right time. */
import { pack } from "../../model";
import {
  filesystemFillingUp,
  filesystemLow,
  filesystemReadOnly,
  inodesFillingUp,
  inodesLow,
  rootFilesystemLow,
} from "./alerts/filesystems";
import {
  nodeDown,
  nodeExporterAbsent,
  nodeExporterDown,
  nodeKubeletUnreachable,
  nodePressure,
  nodeReadinessFlapping,
} from "./alerts/kubernetes";
import { clockNotSynchronised, clockSkew, networkErrors, networkFlapping } from "./alerts/network-and-clock";
import {
  conntrackNearlyFull,
  cpuSaturated,
  diskSaturated,
  fileDescriptorsLow,
  memoryLow,
  memoryStalled,
} from "./alerts/resources";
import { nodeDashboard } from "./dashboards/node";
import { node } from "./metrics";
import { filesystemAvailable, filesystemFilesFree } from "./rules";
import type { NodeSettings } from "./settings";

export { node } from "./metrics";

export interface NodeBasicsProps {
  /** The label `job` of node exporters. @default "node-exporter", as kube-prometheus-stack names it */
  readonly nodeExporterJob?: string;
  /** The label `job` of kubelets. @default "kubelet", as kube-prometheus-stack names it */
  readonly kubeletJob?: string;
}

/**
 * Node exporters outside of the cluster are watched as well; the label `node` is on the series of those that are scraped through Kubernetes.
 * ```ts
 * nodeBasicsPack()
 * ```
 */
export const nodeBasicsPack = ({ nodeExporterJob = "node-exporter", kubeletJob = "kubelet" }: NodeBasicsProps = {}) => {
  const settings: NodeSettings = { nodeExporterJob, kubeletJob };
  return pack("node-basics", {
    metrics: node,
    recordingRules: [filesystemAvailable, filesystemFilesFree],
    alerts: [
      nodeDown(),
      nodeReadinessFlapping(),
      nodePressure(),
      nodeKubeletUnreachable(settings),
      nodeExporterDown(settings),
      nodeExporterAbsent(settings),
      rootFilesystemLow(),
      filesystemLow(),
      filesystemFillingUp(),
      filesystemReadOnly(),
      inodesLow(),
      inodesFillingUp(),
      memoryLow(),
      memoryStalled(),
      cpuSaturated(),
      diskSaturated(),
      conntrackNearlyFull(),
      fileDescriptorsLow(),
      networkErrors(),
      networkFlapping(),
      clockSkew(),
      clockNotSynchronised(),
    ],
    dashboards: [nodeDashboard],
    dashboard: "node",
  });
};
