/** What to do about RedisDown. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const downRunbook: Runbook = {
  meaning:
    "The exporter runs, but its last looks at the server failed: `redis_up` is 0. The label `err` of `redis_exporter_last_scrape_error` has the reason.",
  impact:
    "If the server is down, what needs it fails, or asks the database behind it instead, which may not bear that. If only the exporter is not let in, nobody watches the server.",
  diagnosis: [
    {
      text: "See the reason: refused, time-out, NOAUTH, WRONGPASS, LOADING.",
      query: promql`${redis.scrapeFailed}{instance="$instance"} == 1`,
    },
    { text: "Read the exporter's log.", command: "kubectl --namespace $namespace logs deployment/$service --tail=30" },
    {
      text: "Ask the server from within the cluster.",
      command:
        "kubectl run redis-cli --rm --stdin --tty --restart=Never --image=redis -- redis-cli -h <host of $instance> ping",
    },
    {
      text: "If the server runs in the cluster, look at its pods: OOMKilled is a limit that is too small.",
      command: "kubectl get pods --all-namespaces | grep --ignore-case --regexp=redis --regexp=valkey",
    },
  ],
  mitigation: [
    "Start the server, or have the replica take over (`redis-cli replicaof no one` there), as its own instructions say.",
    "If it is killed for want of memory, give the pod more, and set maxmemory well below that.",
    "If the password was changed, put the new one into the exporter's Secret, and restart the exporter.",
  ],
};
