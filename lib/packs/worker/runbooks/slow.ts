/** What to do about WorkerJobsSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { p95, processed } from "../rules";
import { recentRollouts, undo } from "../../deployment-steps";
import { complaints, podsOfWorker } from "./steps";

export const slowRunbook: Runbook = {
  meaning:
    "One in twenty of the jobs of this kind takes longer than the limit, counted over half an hour and all pods. The largest bucket of the " +
    "histogram ends at three hours: a figure of three hours means that or more. Jobs that have not ended are not in it.",
  impact: "Results come late. When jobs take longer than the time between two of them, they pile up.",
  diagnosis: [
    {
      text: "See whether it rose at once, as after a deployment, or slowly, as with data that grows.",
      query: promql`${p95}{namespace="$namespace",service="$service",task="$task"}`,
    },
    {
      text: "Compare with how many there are: more of them share the same database.",
      query: promql`${processed}{namespace="$namespace",service="$service",task="$task"}`,
    },
    podsOfWorker,
    recentRollouts,
    complaints,
    "Open the trace of a slow one in Grafana (Explore, Jaeger, service $service): the longest span names what is waited for.",
  ],
  mitigation: [
    undo,
    {
      text: "If the worker is short of CPU, add pods; not if it is its database that is slow.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
    "If the data have grown, do them in smaller pieces, or add the index that the longest query lacks.",
    "If these jobs are meant to take that long, say so (overrides: WorkerJobsSlow, p95Seconds).",
  ],
};
