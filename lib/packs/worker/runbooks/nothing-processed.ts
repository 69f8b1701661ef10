/** What to do about WorkerNothingProcessed. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { complaints, outcomes, underWay } from "./steps";

export const nothingProcessedRunbook: Runbook = {
  meaning:
    "No job of this kind has ended within half an hour, though there were some around this time a week ago (a day ago where Prometheus keeps less " +
    "than a week). The worker may be in perfect health: it cannot do what nobody asks of it.",
  impact: "What these jobs do is not done, and no error tells of it.",
  diagnosis: [
    outcomes,
    {
      text: "See whether the worker is scraped at all: 0 or nothing means that the pods or their metrics are gone.",
      query: promql`up{namespace="$namespace",service="$service"}`,
    },
    underWay,
    {
      text: "See whether the Deployment wants any pods, and why they do not start.",
      command: "kubectl --namespace $namespace describe deployment $service",
    },
    complaints,
    "See what begins these jobs: whether its queue is empty, its schedule is suspended, or the service that sends them has stopped.",
  ],
  mitigation: [
    {
      text: "If the worker was scaled to nothing, bring its pods back.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<as before>",
    },
    "If what begins the jobs is broken, mend that, and see to what was not done meanwhile.",
    "If it is a public holiday, or last week there was more to do for once: nothing is broken. Silence the alert until tomorrow.",
    {
      text: "If this kind of job is done no more, silence the alert for as long as the comparison remembers it.",
      command:
        'amtool --alertmanager.url=<Alertmanager> silence add alertname=WorkerNothingProcessed namespace=$namespace service=$service task=$task --duration=8d --comment="done no more"',
    },
  ],
};
