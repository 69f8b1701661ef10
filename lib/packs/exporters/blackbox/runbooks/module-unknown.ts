/** What to do about BlackboxModuleUnknown. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";

export const moduleUnknownRunbook: Runbook = {
  meaning: "A Probe asked the exporter for a module that it does not have, and was refused (status 400).",
  impact: "The addresses of that Probe are not watched at all.",
  diagnosis: [
    {
      text: "See which module each Probe asks for.",
      command:
        "kubectl get probes --all-namespaces --output custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,MODULE:.spec.module",
    },
    {
      text: "See which modules there are.",
      command: "kubectl --namespace $namespace get configmap $service --output yaml | grep --after-context=40 modules",
    },
    { text: "See which addresses have no results.", query: promql`up{job="probe"} == 0` },
  ],
  mitigation: ["Correct the name in the Probe, or add the module to the exporter (`modules`) and deploy."],
};
