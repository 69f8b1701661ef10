/** What to do about ProbeSlow. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const slowRunbook: Runbook = {
  meaning:
    "The address answers as it should, but takes longer than the limit on average over ten minutes; looking up the name, connecting and TLS included.",
  impact: "People wait for every page and every call; some give up, and programs run into their own time-outs.",
  diagnosis: [
    {
      text: "See in which phase the time goes: resolve, connect, tls, processing, transfer.",
      query: promql`avg by (phase) (${blackbox.httpDuration}{instance="$instance"})`,
    },
    { text: "See since when.", query: promql`${blackbox.duration}{instance="$instance"}` },
    {
      text: "Compare with your own place.",
      command:
        "curl --silent --output /dev/null --write-out 'name %{time_namelookup} connect %{time_connect} tls %{time_appconnect} first byte %{time_starttransfer} all %{time_total}\\n' '$instance'",
    },
  ],
  mitigation: [
    "If processing takes the time, follow the alerts of the service.",
    "If resolve does, follow the runbook of ProbeDnsSlow; if connect or tls do, look at the load balancer and the way there.",
    "If the page is simply that slow, raise the limit of this alert.",
  ],
};
