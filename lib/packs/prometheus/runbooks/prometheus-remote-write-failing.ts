/** What to do about PrometheusRemoteWriteFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRemoteWriteFailingRunbook: Runbook = {
  meaning:
    "The store refused this share of the samples that were sent to it within the last minutes, and said that they " +
    "need not be sent again (status 4xx other than 429).",
  impact:
    "What was refused is lost there: dashboards and alerts on that store have gaps. Prometheus itself has the " +
    "samples.",
  diagnosis: [
    {
      text: "Read the answer of the store: it names the limit or the sample.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'non-recoverable\\|remote'",
    },
    {
      text: "See since when, and how much.",
      query: promql`sum by (remote_name) (rate(${prometheus.remoteSamplesFailed}{namespace="$namespace"}[5m]))`,
    },
    {
      text:
        "See the address and its settings under remote_write. Forward the port and open " +
        "http://localhost:9090/config.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "401 or 403: renew the Secret that `prometheus.remoteWrite` names.",
    '400 "out of order" or "duplicate": two replicas write the same series; the store must tell them apart by ' +
      "`prometheus.replicaLabel`.",
    "400 or 429 about limits (series, label lengths): raise them at the store, or send less (`relabel` of the " +
      "remote write).",
  ],
};
