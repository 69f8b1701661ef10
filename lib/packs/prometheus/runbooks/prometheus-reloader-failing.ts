/** What to do about PrometheusReloaderFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusReloaderFailingRunbook: Runbook = {
  meaning:
    "The container beside Prometheus that writes configuration and rules for it and tells it to load them could " +
    "not do so the last time.",
  impact:
    "Prometheus goes on with what it has: new targets are not scraped, new and changed rules do not count, and " +
    "Prometheus itself does not know that something is missing.",
  diagnosis: [
    {
      text: "Read what the container says.",
      command: "kubectl --namespace $namespace logs $pod --container config-reloader --tail=100",
    },
    {
      text: "See whether Prometheus refuses what it is given.",
      query: promql`${prometheus.reloadSuccessful}{namespace="$namespace",pod="$pod"} == 0`,
    },
    {
      text: "See the pod, its events and how its containers ended.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
  ],
  mitigation: [
    "If Prometheus refuses the configuration, follow PrometheusBadConfig.",
    "If an environment variable or a Secret that the configuration names is missing, bring it; the container " +
      "tries again every few minutes.",
    "If it has no memory, raise `prometheus.operator.configReloaderResources` of the environment.",
    { text: "Restart the replica; the others go on.", command: "kubectl --namespace $namespace delete pod $pod" },
  ],
};
