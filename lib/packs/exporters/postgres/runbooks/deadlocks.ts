/** What to do about PostgresDeadlocks. */
import type { Runbook } from "../../../../model";
import { logql, promql } from "../../../../query";
import { postgres } from "../metrics";

export const deadlocksRunbook: Runbook = {
  meaning:
    "Several transactions waited for each other, so that the server ended one of them. That happened more often within ten minutes than allowed.",
  impact:
    "The transactions that were ended failed; people see errors unless the application tries again. All that were involved waited for a second at least.",
  diagnosis: [
    {
      text: "Read the statements in the server's log: each deadlock is told there with both of them.",
      query: logql`{service=~".*(postgres|pg).*"} |= "deadlock detected"`,
    },
    {
      text: "See since when, and in which database.",
      query: promql`sum by (datname) (increase(${postgres.deadlocks}{instance="$instance"}[10m]))`,
    },
    "Compare with the last deployments of what uses the database.",
  ],
  mitigation: [
    "Have the application lock rows in the same order everywhere, and keep its transactions short.",
    "Have it try again when it gets the error 40P01.",
    {
      text: "If a new version began it, go back.",
      command: "kubectl --namespace <its namespace> rollout undo deployment/<application>",
    },
  ],
};
