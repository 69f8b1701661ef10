/** What to do about LokiLinesDiscarded. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const linesDiscardedRunbook: Runbook = {
  meaning:
    "Loki refuses lines that break a rule; the label `reason` says which: `line_too_long`, `greater_than_max_sample_age` (too old), `too_far_in_future`, `too_far_behind` (much older than the newest of its stream), `max_label_names_per_series`, `missing_labels` and others.",
  impact: "These lines are lost. To send them again changes nothing, and Fluentd does not.",
  diagnosis: [
    {
      text: "See the reasons over time.",
      query: promql`sum by (reason) (rate(${loki.linesDiscarded}{namespace="$namespace",tenant="$tenant"}[15m]))`,
    },
    {
      text: "Read which streams are refused.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=<release> --tail=2000 | grep --ignore-case --regexp='entry' --regexp='$reason' | tail -20",
    },
    "For lines that are too old, see whether senders work off a backlog: FluentdBufferFilling or its like fire then, or have fired a while ago.",
  ],
  mitigation: [
    "Too long: have the application write shorter lines, or raise limits.maxLineSize.",
    "Too old: if a backlog is worked off after an outage, raise limits.maxLineAge for that time. Otherwise look at the sender's clock and time format.",
    "Too many or missing labels: correct the labels in the sender's configuration.",
  ],
};
