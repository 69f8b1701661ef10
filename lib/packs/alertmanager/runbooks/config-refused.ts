/** What to do about AlertmanagerConfigRefused. */
import type { Runbook } from "../../../model";

export const configRefusedRunbook: Runbook = {
  meaning: "Alertmanager was told to read its configuration again and could not. It goes on with the one of before.",
  impact:
    "New routes, receivers and teams do not exist yet, whatever the file says. When the pod is started anew it does not come up at all.",
  diagnosis: [
    {
      text: "Read what is wrong: the message names the line.",
      command: "kubectl --namespace $namespace logs $pod --tail=200 | grep -i 'loading configuration'",
    },
    {
      text: "Check the configuration that is mounted.",
      command:
        "kubectl --namespace $namespace exec $pod --container alertmanager -- amtool check-config /etc/alertmanager/alertmanager.yml",
    },
    {
      text: "See whether the files of all secrets that it names are there.",
      command: "kubectl --namespace $namespace exec $pod --container alertmanager -- ls -R /etc/alertmanager/secrets",
    },
  ],
  mitigation: [
    { text: "Go back to the configuration of before.", command: "helm --namespace $namespace rollback $job" },
    "Mend the environment's alerting and deploy again. The synthesis checks what can be known before; a Secret that lacks an entry is found here only.",
  ],
};
