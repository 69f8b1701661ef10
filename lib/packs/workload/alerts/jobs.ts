/** When work that is done once, or by the clock, is not done. */
import { alert, hours, inSeconds, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, series } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { ago, limitTests } from "../../limit-tests";
import { kubernetes } from "../metrics";
import { cronJobLateRunbook } from "../runbooks/cron-job-late";
import { jobFailedRunbook } from "../runbooks/job-failed";
import { jobRunsLongRunbook } from "../runbooks/job-runs-long";
import type { Select } from "../selection";
import { stateOfObject } from "../situation";

const JOB = "{{ $labels.namespace }}/{{ $labels.job_name }}";
const IMPORT = { namespace: "shop", job_name: "import" };
const TIME = "{{ $value | humanizeDuration }}";

/** It has tried as often as it may. */
export const jobFailed = (select: Select) => {
  const texts = (job: string) => ({
    summary: `Job ${job} has failed`,
    description: "The Job has used up its attempts or its time, and will not be tried again by itself.",
  });
  return alert("JobFailed", {
    expr: promql`max by (namespace, job_name) (${select(kubernetes.jobFailed, { condition: "true" })}) == 1`,
    for: minutes(1),
    severity: "warning",
    onMissingData: "silent",
    ...texts(JOB),
    runbook: jobFailedRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(kubernetes.jobFailed, { ...stateOfObject(IMPORT), condition: "true" }),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels: IMPORT, ...texts("shop/import") }],
      }),
  });
};

/** It hangs, or has more to do than anybody thought. */
export const jobRunsLong = (select: Select) => {
  const texts = (job: string, time: string) => ({
    summary: `Job ${job} has been running for ${time}`,
    description: `The Job was taken up ${time} ago and still has pods that run.`,
  });
  return alert("JobRunsLong", {
    parameters: { limit: hours(12) },
    expr: ({ limit }) => promql`
      (time() - max by (namespace, job_name) (${select(kubernetes.jobStarted)})) > ${inSeconds(limit)}
      and on (namespace, job_name)
      max by (namespace, job_name) (${select(kubernetes.jobActive)}) > 0
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts(JOB, TIME),
    runbook: jobRunsLongRunbook,
    tests: ({ limit, for: pending }) => {
      const taken = (job: string) => series(kubernetes.jobStarted, stateOfObject({ ...IMPORT, job_name: job }));
      const active = (job: string) => series(kubernetes.jobActive, stateOfObject({ ...IMPORT, job_name: job }));
      return limitTests({
        limit: inSeconds(limit),
        pending,
        given: (value, time) => [
          ago(taken("import"), value, time),
          active("import").constant(1, time),
          // Done long ago.
          ago(taken("export"), 10 * value, time),
          active("export").constant(0, time),
        ],
        expect: (value) => [{ labels: IMPORT, ...texts("shop/import", humanizeDuration(value)) }],
      });
    },
  });
};

/** Its time has come, and it was not started. */
export const cronJobLate = (select: Select) => {
  const texts = (job: string, time: string) => ({
    summary: `CronJob ${job} is ${time} late`,
    description: `The next run of the CronJob was due ${time} ago and has not begun.`,
  });
  return alert("CronJobLate", {
    parameters: { limit: hours(1) },
    expr: ({ limit }) => promql`
      (time() - max by (namespace, cronjob) (${select(kubernetes.cronJobNext)})) > ${inSeconds(limit)}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.cronjob }}", TIME),
    runbook: cronJobLateRunbook,
    tests: ({ limit, for: pending }) => {
      const REPORT = { namespace: "shop", cronjob: "report" };
      return limitTests({
        limit: inSeconds(limit),
        pending,
        given: (value, time) => [ago(series(kubernetes.cronJobNext, stateOfObject(REPORT)), value, time)],
        expect: (value) => [{ labels: REPORT, ...texts("shop/report", humanizeDuration(value)) }],
      });
    },
  });
};
