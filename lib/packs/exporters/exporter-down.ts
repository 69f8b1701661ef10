/** An exporter that is away: what it watches may be well or not, nobody can tell. */
import { alert, minutes, type Runbook } from "../../model";
import type { Registered } from "../registered";
import { jobsDown, jobsDownTests, type Job } from "../jobs-down";

/**
 * @param exporters at least one
 * @param watches what nobody sees without it: `the PostgreSQL server`
 */
export const exporterDown = <const Name extends string>(
  name: Name,
  exporters: readonly Job[],
  watches: string,
  runbook: Runbook,
  labels: Readonly<Record<string, string>> = {},
) =>
  alert(name, {
    labels,
    expr: jobsDown(exporters),
    for: minutes(5),
    severity: "warning",
    onMissingData: "fires",
    summary: "The exporter {{ $labels.job }} in {{ $labels.namespace }} does not answer",
    description: `Prometheus reaches no pod of the exporter: nothing is known of ${watches}, and no alert about it can fire.`,
    runbook,
    tests: ({ for: pending }) =>
      jobsDownTests(exporters, pending, ({ namespace, job }) => ({
        summary: `The exporter ${job} in ${namespace} does not answer`,
      })),
  });

/** The same about the exporter of one server that a team has registered: its Service is what the job is called by. */
export const exporterOfDown = <const Name extends string>(
  name: Name,
  { namespace, service }: Registered,
  watches: string,
  runbook: Runbook,
) => exporterDown(name, [{ namespace, job: service }], watches, runbook, { service });
