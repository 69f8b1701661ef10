/** Which machine the dashboard shows: one node exporter, found by the node's name where it has one. */
import { labelVariable } from "../../../dashboards";
import type { Expression } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeVariable = labelVariable("node", "Node", promql`${node.load5}`);
/** A machine outside of the cluster has an address only. */
export const instanceVariable = labelVariable("instance", "Exporter", promql`${node.load5}{node=~"$node"}`, {
  several: false,
});

export const HERE: Expression = promql`{instance="$instance"}`;

/** Interfaces of the machine itself: those of pods, and what ties them together, are left out. */
export const OWN_INTERFACES: Expression = promql`{instance="$instance",device!~"(lo|veth|cali|cilium|lxc|cni|docker|tunl|flannel).*"}`;
