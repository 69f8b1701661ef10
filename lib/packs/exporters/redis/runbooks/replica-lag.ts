/** What to do about RedisReplicaLag. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const replicaLagRunbook: Runbook = {
  meaning:
    "A replica tells its primary every second how far it is. The primary has not heard of it for longer than the limit.",
  impact: "The replica may be far behind, or hang: what it lacks is lost if it takes over.",
  diagnosis: [
    { text: "See all replicas, and how far they are.", command: "redis-cli -h <host of $instance> info replication" },
    { text: "See since when.", query: promql`max by (slave_ip) (${redis.replicaLag}{instance="$instance"})` },
    {
      text: "See whether the replica is busy or short of CPU.",
      command: "kubectl get pods --all-namespaces --output wide | grep $slave_ip",
    },
  ],
  mitigation: [
    "If the replica loads a large amount of data, wait.",
    {
      text: "If it hangs, restart it: it fetches what it lacks.",
      command: "kubectl --namespace <its namespace> delete pod <pod of the replica>",
    },
    "If the network between both is slow, put them closer to each other.",
  ],
};
