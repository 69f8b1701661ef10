/** What to do about NodeNetworkFlapping. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeNetworkFlappingRunbook: Runbook = {
  meaning:
    "The network interface lost or found its link more often within ten minutes than the alert allows. Interfaces " +
    "of pods are not counted.",
  impact:
    "While the link is down, the node and its pods are cut off for a moment: connections break, the node may " +
    "become not ready.",
  diagnosis: [
    {
      text: "Read what the kernel says of the link.",
      command: "ssh <node> sudo dmesg --ctime | grep $device | tail -n 30",
    },
    {
      text: "See since when.",
      query: promql`increase(${node.carrierChanges}{instance="$instance",device="$device"}[10m])`,
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
    "On a machine of your own change the cable or the port. In a cloud replace the machine.",
    "If it is one of two interfaces of a bond, the other carries on; there is time until the next maintenance.",
  ],
};
