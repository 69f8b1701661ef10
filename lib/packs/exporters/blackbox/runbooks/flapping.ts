/** What to do about ProbeFlapping. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const flappingRunbook: Runbook = {
  meaning:
    "Probes of this address succeeded and failed by turns. None of these failures lasted long enough for an alert of its own.",
  impact: "Some requests of people and programs fail, and it is hard to say which.",
  diagnosis: [
    { text: "See when it failed.", query: promql`${blackbox.success}{instance="$instance"}` },
    {
      text: "See whether it is slow at those times: a time-out looks like this.",
      query: promql`${blackbox.duration}{instance="$instance"}`,
    },
    {
      text: "Ask several times in a row: one bad server of several shows.",
      command:
        "for i in $(seq 20); do curl --silent --output /dev/null --max-time 10 --write-out '%{http_code} %{remote_ip} %{time_total}\\n' '$instance'; done",
    },
  ],
  mitigation: [
    "If one of several servers or pods is bad, take it out.",
    "If pods restart or are not ready for moments, follow the alerts of the service.",
    "If the probe's own time-out is too short for a slow page, lengthen it.",
  ],
};
