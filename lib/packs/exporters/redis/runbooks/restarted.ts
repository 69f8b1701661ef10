/** What to do about RedisRestarted. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const restartedRunbook: Runbook = {
  meaning: "The server was started a few minutes ago.",
  impact:
    "Without persistence all that it held is gone: caches are empty, so that the database behind them has more to do; sessions and queues are lost.",
  diagnosis: [
    {
      text: "See whether somebody wanted that, or it crashed.",
      command:
        "kubectl get pods --all-namespaces | grep --ignore-case --regexp=redis --regexp=valkey\nkubectl --namespace <its namespace> describe pod <pod> | grep --after-context=8 'Last State'",
    },
    {
      text: "See whether it had too little memory.",
      query: promql`max by (instance) (${redis.memoryUsed}{instance="$instance"})`,
    },
    {
      text: "See how many keys it has, compared with before.",
      query: promql`sum(${redis.keys}{instance="$instance"})`,
    },
  ],
  mitigation: [
    "If it was wanted, there is nothing to do but to watch that the database behind it bears the load.",
    "If it was killed for want of memory, give the pod more, and set maxmemory well below that.",
    "If what was lost should have stayed, switch persistence on (append-only file or snapshots on a volume).",
  ],
};
