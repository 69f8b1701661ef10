/** What to do about ContainerRestarts. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerRestartsRunbook: Runbook = {
  meaning:
    "Kubernetes has started this container anew more often within an hour than the alert allows. It ends (by an " +
    "error, by the kernel or by a failed liveness probe), is started, and ends again. The figure is the growth of " +
    "the container's restart counter over the last hour, rounded to whole restarts.",
  impact:
    "Requests that the container was working on are lost with each restart, and a pod with a container that is " +
    "not ready gets no new ones. If nobody acts, Kubernetes waits longer and longer between two attempts, and the " +
    "service runs on what its other pods can bear.",
  diagnosis: [
    {
      text:
        "See what Kubernetes says of the pod: the last lines list what happened, the container's section how it " +
        "ended before.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text:
        "Find out why it ended: `OOMKilled` is want of memory, `Error` is its own exit, `Completed` is a process " +
        "that ends although it should stay.",
      query: promql`${kubernetes.lastTerminatedReason}{namespace="$namespace",pod="$pod",container="$container"}`,
    },
    {
      text: "Read what the container said before it ended.",
      command: "kubectl --namespace $namespace logs $pod --container $container --previous --tail=100",
    },
    {
      text:
        "See whether it is one pod or all of its kind: one points at the node or at its data, all point at the " +
        "program, its configuration or something that it needs.",
      query: promql`sum by (pod) (increase(${kubernetes.restarts}{namespace="$namespace"}[1h])) > 0`,
    },
    {
      text: "See whether a rollout began shortly before.",
      command:
        "kubectl --namespace $namespace get replicasets,controllerrevisions --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    {
      text:
        "If a rollout began it, go back to the version before (for a StatefulSet or DaemonSet write its kind " +
        "instead).",
      command: "kubectl --namespace $namespace rollout undo deployment/<name>",
    },
    "If the liveness probe kills a container that is only slow, give the probe a longer `timeoutSeconds` or the " +
      "container a startup probe, then find out why it is slow.",
    "If it ends for want of memory, follow the runbook of ContainerOomKilled.",
    "If it ends because something that it needs is away (a database, a Secret, a name that does not resolve), " +
      "bring that back; the container recovers by itself.",
  ],
};
