/** What to do about FluentdInputStopped. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const inputStoppedRunbook: Runbook = {
  meaning:
    "The Fluentd pod of this node answers Prometheus, but has not read a single line for 15 minutes. An hour before, it read lines all the " +
    "time. A quiet node still writes some: its network and its proxy log, too.",
  impact:
    "Logs of the containers on this node do not arrive, and nothing else tells so: to the log store the node just looks quiet. The kubelet " +
    "deletes a container's files after five rotations (10 MiB each by default).",
  diagnosis: [
    {
      text: "See whether the buffer is full: then reading stops on purpose until the log store takes chunks again, and that is the trouble to end.",
      query: promql`${fluentd.bufferFree}{namespace="$namespace",node="$node"}`,
    },
    {
      text: "See whether the node still runs containers that log. One that was drained has a reason to be quiet.",
      command: "kubectl get pods --all-namespaces --field-selector spec.nodeName=$node",
    },
    {
      text: "Find the pod.",
      command:
        "kubectl --namespace $namespace get pods --selector app.kubernetes.io/instance=$service --field-selector spec.nodeName=$node",
    },
    {
      text: "Read what it says: `Permission denied` (SELinux, a new user), `unreadable`, or an error while parsing.",
      command: "kubectl --namespace $namespace logs <pod> --tail=100",
    },
    {
      text: "See whether it sees the files. They are links: /var/log/containers leads to /var/log/pods, and both must be mounted.",
      command: "kubectl --namespace $namespace exec <pod> -- sh -c 'ls -lL /var/log/containers | tail'",
    },
    {
      text: "Compare the positions that it remembers with the sizes of the files. A position behind the end of a file that does not move is a reader that hangs.",
      command: "kubectl --namespace $namespace exec <pod> -- tail -n 20 /buffers/container-logs.pos",
    },
  ],
  mitigation: [
    {
      text: "Start the pod anew: it opens all files again, at the positions that it remembers.",
      command: "kubectl --namespace $namespace delete pod <pod>",
    },
    'If it may not read the files, give the construct the SELinux type of the node\'s container runtime: `podSecurity: { seLinuxOptions: { type: "spc_t" } }`.',
    "If the container runtime was changed and writes its logs elsewhere, the mounts have to follow.",
  ],
};
