/** What to do about NodeClockSkew. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeClockSkewRunbook: Runbook = {
  meaning:
    "At the scrape the clock of the node and that of the Prometheus that scraped it differ by more than the " +
    "limit. A slow scrape adds its own duration, so small figures mean little.",
  impact:
    "Tokens and certificates are refused because they are not valid yet or no longer, logs and traces are out of " +
    "order, samples may be refused as too old.",
  diagnosis: [
    {
      text: "See which nodes are off. All of them by the same time means that the node of Prometheus is wrong.",
      query: promql`abs(${node.time} - timestamp(${node.time})) > 0.5`,
    },
    {
      text: "See whether the clock follows a time server.",
      query: promql`${node.clockSynchronised}{instance="$instance"}`,
    },
    { text: "Ask the time service of the machine.", command: "ssh <node> chronyc tracking" },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    { text: "Set the clock at once, then see why it went wrong.", command: "ssh <node> sudo chronyc makestep" },
    "If no time server can be reached, let UDP port 123 through, or name the cloud's own server.",
    "Virtual machines that were paused for long (snapshots, migration) are off until their time service notices: " +
      "restart it.",
  ],
};
