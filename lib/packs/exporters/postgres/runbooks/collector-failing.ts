/** What to do about PostgresCollectorFailing. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const collectorFailingRunbook: Runbook = {
  meaning:
    "The exporter reads the server in parts (collectors). One of them has failed each time, for as long as the alert waits.",
  impact: "The figures of this part are missing: panels are empty, and alerts that read them cannot fire.",
  diagnosis: [
    {
      text: "Read in the log why that is so.",
      command: "kubectl --namespace $namespace logs deployment/$service --tail=200 | grep 'name=$collector'",
    },
    { text: "See which parts fail, on which servers.", query: promql`${postgres.collectorSucceeded} == 0` },
    {
      text: "See how long each part takes.",
      query: promql`topk(5, ${postgres.collectorDuration}{instance="$instance"})`,
    },
  ],
  mitigation: [
    "If an extension is missing (`stat_statements` needs `pg_stat_statements`), create it in the database that the exporter connects to.",
    { text: "If a right is missing, give it.", command: "psql --host=<host> --command 'grant pg_monitor to <user>'" },
    "If nobody needs the part, switch it off (`disable` in the exporter's settings).",
  ],
};
