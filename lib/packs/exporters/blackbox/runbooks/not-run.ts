/** What to do about ProbeNotRun. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";

export const notRunRunbook: Runbook = {
  meaning:
    "Prometheus asks the blackbox exporter to probe an address, and gets no result in time: the exporter is away, refuses the probe, or takes longer than Prometheus waits.",
  impact: "Whether the address answers is not known, and no alert about it can fire.",
  diagnosis: [
    {
      text: "See the reason on Prometheus's page of targets, or by its API.",
      command:
        "kubectl --namespace $namespace port-forward service/<prometheus> 9090 &\ncurl --silent 'http://localhost:9090/api/v1/targets?state=active' | jq '.data.activeTargets[] | select(.labels.instance == \"$instance\") | .lastError'",
    },
    {
      text: "Ask the exporter yourself.",
      command:
        "kubectl --namespace $namespace port-forward service/<blackbox exporter> 9115 &\ncurl --silent 'http://localhost:9115/probe?target=$instance&module=http_2xx&debug=true'",
    },
    { text: "See whether all probes have the trouble or one.", query: promql`max by (instance) (up{job="$job"})` },
  ],
  mitigation: [
    "If all have it, follow the runbook of BlackboxExporterDown.",
    "If the module is unknown, correct the Probe.",
    "If the address takes so long that Prometheus gives up, shorten the module's timeout, so that the probe fails instead.",
  ],
};
