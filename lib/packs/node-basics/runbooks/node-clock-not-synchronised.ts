/** What to do about NodeClockNotSynchronised. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeClockNotSynchronisedRunbook: Runbook = {
  meaning:
    "The kernel has said for some time that its clock is not synchronised: no time service has corrected it " +
    "lately. The alert looks at the last minutes, so that a single failed scrape does not end it.",
  impact:
    "The clock drifts by some seconds a day. Sooner or later NodeClockSkew follows: refused tokens, logs out of " +
    "order.",
  diagnosis: [
    {
      text: "See how far off it is already.",
      query: promql`${node.time}{instance="$instance"} - timestamp(${node.time}{instance="$instance"})`,
    },
    {
      text: "See whether a time service runs, and which servers it reaches.",
      command: "ssh <node> sh -c 'systemctl status chronyd systemd-timesyncd; chronyc sources'",
    },
    {
      text: "See whether it is one node or all, which points at the network.",
      query: promql`${node.clockSynchronised} == 0`,
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    {
      text: "Start the time service, and have it start with the machine.",
      command: "ssh <node> sudo systemctl enable --now chronyd",
    },
    "If no time server can be reached, let UDP port 123 through, or name the cloud's own server.",
  ],
};
