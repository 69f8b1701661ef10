/** What to do about PostgresDown. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const downRunbook: Runbook = {
  meaning: "The exporter runs, but cannot connect to its server: `pg_up` is 0.",
  impact:
    "If the server is down, all that needs this database fails. If only the exporter is not let in, nobody watches the server.",
  diagnosis: [
    {
      text: "Read why: refused is a server that does not run, a time-out the way there, a wrong password says so.",
      command: "kubectl --namespace $namespace logs deployment/$service --tail=30",
    },
    {
      text: "Try it from within the cluster.",
      command:
        "kubectl run psql --rm --stdin --tty --restart=Never --image=postgres -- pg_isready --host=<host of $instance> --port=<its port>",
    },
    {
      text: "If the server runs in the cluster, look at its pods.",
      command: "kubectl get pods --all-namespaces | grep --ignore-case --regexp=postgres --regexp=pg",
    },
    {
      text: "See whether it ran out of connections before.",
      query: promql`sum by (instance) (${postgres.connections}{instance="$instance"})`,
    },
  ],
  mitigation: [
    "Start the server, or have the replica take over, as its own instructions say.",
    "If the disk is full, make it larger before anything else; never delete files in `pg_wal` by hand.",
    "If the password was changed, put the new one into the exporter's Secret, and restart the exporter.",
  ],
};
