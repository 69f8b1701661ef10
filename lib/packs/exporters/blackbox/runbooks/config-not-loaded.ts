/** What to do about BlackboxConfigNotLoaded. */
import type { Runbook } from "../../../../model";

export const configNotLoadedRunbook: Runbook = {
  meaning:
    "The exporter reads its modules (what is asked, and what counts as an answer) from a file. It could not do so the last time (`blackbox_exporter_config_last_reload_successful` is 0).",
  impact:
    "Probes go on with the modules that were read before; changes have no effect. A pod that starts now does not start.",
  diagnosis: [
    {
      text: "Read what is wrong.",
      command: "kubectl --namespace $namespace logs $pod --tail=50 | grep --ignore-case config",
    },
    { text: "Read the file.", command: "kubectl --namespace $namespace get configmap $service --output yaml" },
  ],
  mitigation: [
    "Correct the module in the environment's file and deploy.",
    "If the file was changed by hand, deploy again to get back the one that was checked.",
  ],
};
