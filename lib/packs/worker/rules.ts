/** The figures of background jobs that panels and alerts share. Over half an hour: many kinds of jobs come every few minutes only. */
import { minutes, record, type Metric, type RecordingRule } from "../../model";
import { promql } from "../../query";
import { observations, records, withQuantile } from "../../testing";
import { worker } from "./metrics";
import { ended, INVOICE, ofTask } from "./situations";

const BY: readonly string[] = ["namespace", "service", "task"];

const REMINDER = { ...INVOICE, task: "send-reminder" };
const INVOICE_OF_MAIL = { ...INVOICE, service: "mail" };
const INVOICE_IN_TEST = { ...INVOICE, namespace: "test" };

/** The task, another one of the service, and its namesakes of another service and in another namespace. */
const TASKS = [INVOICE, REMINDER, INVOICE_OF_MAIL, INVOICE_IN_TEST];

/** Two hours of samples, one each minute. */
const LONG = { interval: minutes(1), at: minutes(119) };
const TIME = minutes(120);
/** Of the 29 steps between the samples of the last half hour, 19 had some. */
const LATELY_QUIET = { until: minutes(110), then: minutes(10), share: 19 / 29 };

const JOBS = [
  ...TASKS.map((labels, index) => ended("succeeded", labels).ratePerSecond(index + 1, TIME)),
  ended("succeeded", { pod: "billing-2" }).ratePerSecond(4, TIME),
  ended("failed").ratePerSecond(5, TIME),
];

/** All that is asked of finished jobs is a sum of these. */
export const byOutcome = record("service_task_outcome:jobs_processed:rate30m", {
  help: "Jobs per second that end well or not, over half an hour.",
  unit: "per second",
  expr: promql`sum by (${BY}, outcome) (rate(${worker.jobsProcessedTotal}[30m]))`,
  tests: [
    records("pods add up, tasks and outcomes stay apart", {
      ...LONG,
      given: JOBS,
      expect: [
        ...TASKS.map((labels, index) => ({
          labels: { ...labels, outcome: "succeeded" },
          value: index === 0 ? 5 : index + 1,
        })),
        { labels: { ...INVOICE, outcome: "failed" }, value: 5 },
      ],
    }),
    records("what came within half an hour counts", {
      ...LONG,
      given: [ended("failed").ratePerSecond(3, LATELY_QUIET.until).ratePerSecond(0, LATELY_QUIET.then)],
      expect: [{ labels: { ...INVOICE, outcome: "failed" }, value: 3 * LATELY_QUIET.share }],
    }),
  ],
});

export const processed = record("service_task:jobs_processed:rate30m", {
  help: "Jobs per second that end, over half an hour.",
  unit: "per second",
  expr: promql`sum by (${BY}) (${byOutcome})`,
  tests: [
    records("outcomes add up", {
      ...LONG,
      given: JOBS,
      expect: TASKS.map((labels, index) => ({ labels, value: index === 0 ? 10 : index + 1 })),
    }),
  ],
});

export const failed = record("service_task:jobs_failed:rate30m", {
  help: "Jobs per second that fail, over half an hour; 0 where none does.",
  unit: "per second",
  // Not every program counts from 0.
  expr: promql`sum by (${BY}) (${byOutcome}{outcome="failed"}) or 0 * ${processed}`,
  tests: [
    records("failures alone, none where there is none", {
      ...LONG,
      given: [
        ...JOBS,
        ended("failed", INVOICE_OF_MAIL).ratePerSecond(7, TIME),
        ended("failed", INVOICE_IN_TEST).ratePerSecond(8, TIME),
      ],
      expect: [
        { labels: INVOICE, value: 5 },
        { labels: REMINDER, value: 0 },
        { labels: INVOICE_OF_MAIL, value: 7 },
        { labels: INVOICE_IN_TEST, value: 8 },
      ],
    }),
  ],
});

export const failedRatio = record("service_task:jobs_failed:ratio_rate30m", {
  help: "Share of the jobs that fail, over half an hour; nothing while none ends.",
  unit: "ratio",
  expr: promql`${failed} / (${processed} > 0)`,
  tests: [
    records("each task by itself", {
      ...LONG,
      given: JOBS,
      expect: TASKS.map((labels, index) => ({ labels, value: index === 0 ? 0.5 : 0 })),
    }),
    records("none of one ends, hardly any of the other", {
      ...LONG,
      given: [ended("succeeded").constant(7, TIME), ended("succeeded", REMINDER).ratePerSecond(0.1, TIME)],
      expect: [{ labels: REMINDER, value: 0 }],
    }),
  ],
});

const timed = (metric: Metric, at: number, perSecond: number, labels: Readonly<Record<string, string>> = {}) =>
  observations({ ...metric, buckets: [1] }, { ...INVOICE, pod: "billing-1", ...labels }).perSecond(
    { rate: perSecond, at },
    TIME,
  );

/** Quantiles can be taken of these only: quantiles of quantiles mean nothing. */
export const buckets = record("service_task_le:job_duration_seconds_bucket:rate30m", {
  help: "Jobs per second that took no longer than `le` seconds, over half an hour.",
  unit: "per second",
  expr: promql`sum by (${BY}, le) (rate(${worker.jobDuration}_bucket[30m]))`,
  tests: [
    records("pods add up, tasks stay apart", {
      ...LONG,
      given: [
        ...TASKS.map((labels, index) => timed(worker.jobDuration, 2, index + 1, labels)),
        timed(worker.jobDuration, 0.5, 4, { pod: "billing-2" }),
      ],
      expect: TASKS.flatMap((labels, index) => [
        { labels: { ...labels, le: "1.0" }, value: index === 0 ? 4 : 0 },
        { labels: { ...labels, le: "+Inf" }, value: index === 0 ? 5 : index + 1 },
      ]),
    }),
    records("what came within half an hour counts", {
      ...LONG,
      given: [
        observations({ ...worker.jobDuration, buckets: [] }, { ...INVOICE, pod: "billing-1" })
          .perSecond({ rate: 3, at: 1 }, LATELY_QUIET.until)
          .perSecond([], LATELY_QUIET.then),
      ],
      expect: [{ labels: { ...INVOICE, le: "+Inf" }, value: 3 * LATELY_QUIET.share }],
    }),
  ],
});

export const p95 = record("service_task:job_duration_seconds:p95_rate30m", {
  help: "95 of 100 jobs took no longer, over half an hour; nothing while none ends, never more than the last bucket.",
  unit: "seconds",
  // Without jobs the quantile is NaN, which compares with nothing.
  expr: promql`histogram_quantile(0.95, ${buckets}) >= 0`,
  tests: [
    records("within the bucket in which it is", {
      ...LONG,
      given: [[INVOICE, 45] as const, [REMINDER, 0.2] as const].map(([labels, is]) =>
        observations(worker.jobDuration, { ...labels, pod: "billing-1" }).perSecond(
          withQuantile(worker.jobDuration, { quantile: 0.95, is, perSecond: 10 }),
          TIME,
        ),
      ),
      expect: [
        { labels: INVOICE, value: 45 },
        { labels: REMINDER, value: 0.2 },
      ],
    }),
    records("none ends", {
      ...LONG,
      given: [observations(worker.jobDuration, { ...INVOICE, pod: "billing-1" }).perSecond([], TIME)],
      expect: [],
    }),
  ],
});

export const inProgress = record("service_task:jobs_in_progress:sum", {
  help: "Jobs that have begun and not ended.",
  expr: promql`sum by (${BY}) (${worker.jobsInProgress})`,
  tests: [
    records("pods add up, tasks stay apart", {
      given: [
        ...TASKS.map((labels, index) => ofTask(worker.jobsInProgress, labels).constant(index + 1, minutes(10))),
        ofTask(worker.jobsInProgress, { pod: "billing-2" }).constant(4, minutes(10)),
      ],
      at: minutes(9),
      expect: TASKS.map((labels, index) => ({ labels, value: index === 0 ? 5 : index + 1 })),
    }),
  ],
});

export const lastSuccess = record("service_task:job_last_success_timestamp_seconds:max", {
  help: "When a job of that kind has succeeded last, in whichever pod.",
  unit: "timestamp",
  expr: promql`max by (${BY}) (${worker.lastSuccess})`,
  tests: [
    records("the last of all pods, tasks stay apart", {
      given: [
        ...TASKS.map((labels, index) => ofTask(worker.lastSuccess, labels).constant(index + 1, minutes(10))),
        ofTask(worker.lastSuccess, { pod: "billing-2" }).constant(9, minutes(10)),
      ],
      at: minutes(9),
      expect: TASKS.map((labels, index) => ({ labels, value: index === 0 ? 9 : index + 1 })),
    }),
  ],
});

export const workerRules: readonly RecordingRule[] = [
  byOutcome,
  processed,
  failed,
  failedRatio,
  buckets,
  p95,
  inProgress,
  lastSuccess,
];
