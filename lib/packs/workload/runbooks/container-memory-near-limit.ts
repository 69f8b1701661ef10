/** What to do about ContainerMemoryNearLimit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerMemoryNearLimitRunbook: Runbook = {
  meaning:
    "The container's working set (memory that the kernel cannot take back) is nearly as large as its memory " +
    "limit, for as long as the alert waits. Containers without a limit are not counted.",
  impact:
    "At the limit the kernel kills the container: requests fail, and what was in memory is lost. Shortly before, " +
    "the kernel drops the file cache, and everything that reads files becomes slow.",
  diagnosis: [
    {
      text: "See how it came here: a steady climb is a leak or a cache without an end, a step is load or a new version.",
      query: promql`container:memory_working_set_of_limit:ratio{namespace="$namespace",pod="$pod",container="$container"}`,
    },
    {
      text: "Compare the pods of the service: one alone points at what it was given to do, all point at the version.",
      query: promql`container:memory_working_set_of_limit:ratio{namespace="$namespace",container="$container"}`,
    },
    {
      text: "See whether it has been killed before.",
      query: promql`${kubernetes.lastTerminatedReason}{namespace="$namespace",container="$container",reason="OOMKilled"} == 1`,
    },
    {
      text: "See whether a rollout began shortly before.",
      command:
        "kubectl --namespace $namespace get replicasets,controllerrevisions --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    {
      text: "To win time, restart the pods in turn, while it is calm.",
      command: "kubectl --namespace $namespace rollout restart deployment/<name>",
    },
    "Raise the limit and the request where the service is deployed, if the need is real.",
    "For a leak take a heap profile before the restart; afterwards there is nothing to see for hours.",
    "Runtimes with a heap of their own (Java, Node.js) must be told a heap smaller than the limit.",
  ],
};
