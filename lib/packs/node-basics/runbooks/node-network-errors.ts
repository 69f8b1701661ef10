/** What to do about NodeNetworkErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeNetworkErrorsRunbook: Runbook = {
  meaning:
    "This share of the packets that the interface sent and received over five minutes was broken, in the sum of " +
    "both directions.",
  impact: "Packets are sent again, so everything over this interface is slow, and some connections break.",
  diagnosis: [
    {
      text:
        "See which direction it is: receiving points at the cable, the port or the peer, sending at the driver or " +
        "the card.",
      query: promql`rate(${node.receiveErrors}{instance="$instance",device="$device"}[5m])`,
    },
    { text: "Read the counters of the card.", command: "ssh <node> ip -statistics link show $device" },
    {
      text: "See whether other nodes have it too, which points at a switch.",
      query: promql`rate(${node.receiveErrors}{device!~"(veth|cali|lxc).*"}[5m]) > 0`,
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
    "On a machine of your own change the cable, the port or the card. In a cloud replace the machine.",
    "If it began with a new kernel or driver, go back.",
  ],
};
