/** What to do about PostgresScrapeError. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const scrapeErrorRunbook: Runbook = {
  meaning:
    "The exporter connects to the server, but its last look at it ended in an error (`pg_exporter_last_scrape_error` is 1).",
  impact: "Some figures are missing or old, and alerts that read them cannot fire.",
  diagnosis: [
    {
      text: "Read the errors: a right that is missing names the view.",
      command: "kubectl --namespace $namespace logs deployment/$service --tail=100 | grep level=ERROR",
    },
    { text: "See which parts fail.", query: promql`${postgres.collectorSucceeded}{instance="$instance"} == 0` },
    {
      text: "See which rights the user has.",
      command:
        "psql --host=<host> --command \"select rolname, pg_has_role(oid, 'pg_monitor', 'member') from pg_roles where rolname = '<user>'\"",
    },
  ],
  mitigation: [
    {
      text: "Give the user of the exporter the rights that it needs.",
      command: "psql --host=<host> --command 'grant pg_monitor to <user>'",
    },
    "If the server is newer than the exporter knows, use a newer exporter.",
  ],
};
