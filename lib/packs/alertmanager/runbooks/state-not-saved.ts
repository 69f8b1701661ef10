/** What to do about AlertmanagerStateNotSaved. */
import type { Runbook } from "../../../model";

export const stateNotSavedRunbook: Runbook = {
  meaning:
    "Every quarter of an hour Alertmanager writes its silences, and its notes of what was told to whom, to its volume. That failed.",
  impact:
    "As long as the pod runs nothing is lost. When it is started anew it has forgotten what it could not write, unless another pod tells it: silences end, and people are told again.",
  diagnosis: [
    {
      text: "Read what it says of the failure.",
      command: "kubectl --namespace $namespace logs $pod --tail=1000 | grep -i -e maintenance -e snapshot",
    },
    {
      text: "See whether the volume is full or read-only.",
      command: "kubectl --namespace $namespace exec $pod --container alertmanager -- df -h /alertmanager",
    },
    {
      text: "See what the volume's events say.",
      command: "kubectl --namespace $namespace describe persistentvolumeclaims",
    },
  ],
  mitigation: [
    "If the volume is full, enlarge it, where its class allows that.",
    {
      text: "If it is read-only after a failure of the disk, let the pod start on another node; its peers tell it the silences.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
  ],
};
