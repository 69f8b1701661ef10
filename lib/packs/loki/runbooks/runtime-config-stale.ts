/** What to do about LokiRuntimeConfigStale. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const runtimeConfigStaleRunbook: Runbook = {
  meaning:
    "Loki reads limits that may change while it runs from a file of its own, every ten seconds. One pod could not read it the last time (`loki_runtime_config_last_reload_successful` is 0).",
  impact: "The limits that it read before still hold, so changes have no effect. A pod that starts now does not start.",
  diagnosis: [
    {
      text: "Read what is wrong with the file.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep --ignore-case 'runtime'",
    },
    {
      text: "Read the file.",
      command:
        "kubectl --namespace $namespace get configmaps --output name | grep runtime\nkubectl --namespace $namespace get <configmap> --output yaml",
    },
    {
      text: "See whether all pods or one have the trouble.",
      query: promql`${loki.runtimeConfigLoaded}{namespace="$namespace"}`,
    },
  ],
  mitigation: [
    "Correct the limits in the environment's file and deploy; within a minute the pods read the new file.",
    "If it was changed by hand, deploy again to get the file back that was checked.",
  ],
};
