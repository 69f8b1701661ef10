/** Jobs that do not end, end late, or are not begun at all. */
import { alert, hours, milliseconds, minutes, plus, prometheusDuration, times, weeks } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizeDuration, observations, series, silent, withQuantile } from "../../../testing";
import { worker } from "../metrics";
import { inProgress, p95, processed } from "../rules";
import { nothingProcessedRunbook } from "../runbooks/nothing-processed";
import { slowRunbook } from "../runbooks/slow";
import { stalledRunbook } from "../runbooks/stalled";
import { ended, INVOICE, INVOICE_NAME, ofTask } from "../situations";
import { TASK } from "./texts";

/** They hang. */
export const stalled = alert("WorkerStalled", {
  // `unless` rather than a comparison: a task of which none has ever ended has no rate.
  expr: promql`${inProgress} > 0 unless ${processed} > 0`,
  for: minutes(15),
  severity: "critical",
  onMissingData: "silent",
  summary: `{{ $value | humanize }} jobs ${TASK} are in progress, and none ends`,
  description: "For the last half hour and as long as the alert has waited, none has ended, well or not.",
  runbook: stalledRunbook,
  tests: ({ for: pending }) => {
    const interval = minutes(1);
    const time = plus(pending, hours(2));
    const hang = (count: number) => [
      { labels: INVOICE, summary: `${humanize(count)} jobs ${INVOICE_NAME} are in progress, and none ends` },
    ];
    const busy = (count: number) => ofTask(worker.jobsInProgress).constant(0, minutes(5)).constant(count, time);
    return [
      fires("one, and the counter stands still, while another task goes on", {
        given: [
          busy(1),
          ended("succeeded").ratePerSecond(1, minutes(10)).ratePerSecond(0, time),
          ofTask(worker.jobsInProgress, { task: "send-reminder" }).constant(2, time),
          ended("succeeded", { task: "send-reminder" }).ratePerSecond(0.01, time),
        ],
        after: plus(pending, minutes(50)),
        expect: hang(1),
        interval,
      }),
      fires("none has ever ended", { given: [busy(2)], after: plus(pending, minutes(10)), expect: hang(2), interval }),
      silent("nothing to do", {
        given: [busy(0), ended("succeeded").constant(4, time)],
        for: time,
        interval,
      }),
      silent("one after the other", {
        given: [busy(1), ended("failed").ratePerSecond(0.01, time)],
        for: time,
        interval,
      }),
      silent("a long one, for half of the wait", {
        given: [
          busy(1),
          ended("succeeded")
            .ratePerSecond(1, minutes(40))
            // The window of the rate has to pass first, and holds a minute less than its length says.
            .ratePerSecond(0, plus(minutes(28), times(0.5, pending)))
            .ratePerSecond(1, time),
        ],
        for: time,
        interval,
      }),
    ];
  },
});

/** They take longer than anybody planned. */
export const slow = alert("WorkerJobsSlow", {
  parameters: {
    /** Beyond the last bucket of the metric nothing can be told apart: keep it below three hours. */
    p95Seconds: 300,
    /** From which on a quantile says something: nine in half an hour. */
    jobsPerSecond: 0.005,
  },
  expr: ({ p95Seconds, jobsPerSecond }) => promql`${p95} > ${p95Seconds} and ${processed} > ${jobsPerSecond}`,
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary: `Jobs ${TASK} take {{ $value | humanizeDuration }} (p95)`,
  description: ({ p95Seconds }) =>
    `One in twenty of the jobs that ended within the last half hour took that long or longer; ${humanizeDuration(p95Seconds)} is the limit.`,
  runbook: slowRunbook,
  tests: ({ p95Seconds, jobsPerSecond, for: pending }) => {
    const interval = minutes(1);
    const time = plus(pending, hours(2));
    const spent = (is: number, perSecond: number) =>
      withQuantile(worker.jobDuration, { quantile: 0.95, is, perSecond });
    const durations = observations(worker.jobDuration, { ...INVOICE, pod: "billing-1" });
    const steady = (seconds: number, perSecond: number) => [
      ended("succeeded").ratePerSecond(perSecond, time),
      durations.perSecond(spent(seconds, perSecond), time),
    ];
    const enough = 1 + 10 * jobsPerSecond;
    // Half a second more, because a text leaves out what is less than a second of many.
    const long = 1.2 * p95Seconds + 0.5;
    const late = [{ labels: INVOICE, summary: `Jobs ${INVOICE_NAME} take ${humanizeDuration(long)} (p95)` }];
    return [
      fires("a fifth above the limit", {
        given: steady(long, enough),
        after: plus(pending, minutes(40)),
        expect: late,
        interval,
      }),
      fires("slow, and just enough of them", {
        given: steady(long, 1.2 * Math.max(jobsPerSecond, 0.001)),
        after: plus(pending, minutes(40)),
        expect: late,
        interval,
      }),
      silent("a twentieth below the limit", { given: steady(0.95 * p95Seconds, enough), for: time, interval }),
      silent("slow, but too few of them", {
        given: steady(long, 0.95 * jobsPerSecond),
        for: time,
        interval,
      }),
      silent("slow for half of the wait, then a flood of quick ones", {
        given: [
          ended("succeeded").ratePerSecond(enough, time),
          durations
            .perSecond(spent(0.6 * p95Seconds, enough), minutes(40))
            // So many that the half hour is theirs at once.
            .perSecond(spent(long, 1e3 * enough), times(0.5, pending))
            .perSecond(spent(0.6 * p95Seconds, 1e9), time),
        ],
        for: plus(pending, hours(1)),
        interval,
      }),
    ];
  },
});

/** Nothing comes any more, though it did at this time of the week before: what begins the jobs is broken. */
export const nothingProcessed = alert("WorkerNothingProcessed", {
  parameters: {
    /** With which time it is compared. Must lie within the retention of Prometheus. */
    ago: weeks(1),
    /** Jobs of then that are worth being compared with: about 7 in the hour. */
    jobsPerSecond: 0.002,
  },
  expr: ({ ago, jobsPerSecond }) =>
    // `unless` rather than a comparison: also a task without any series left is done no more.
    promql`avg_over_time(${processed}[1h] offset ${plus(ago, minutes(-30))}) > ${jobsPerSecond} unless ${processed} > 0`,
  for: minutes(30),
  severity: "warning",
  onMissingData: "silent",
  summary: ({ ago }) =>
    `No job ${TASK} has ended within half an hour; ${prometheusDuration(ago)} ago there were {{ $value | printf "%.3f" }}/s`,
  description: ({ ago }) =>
    `Compared with the hour around this time ${prometheusDuration(ago)} ago. Either nothing begins the jobs, or the workers are gone.`,
  runbook: nothingProcessedRunbook,
  tests: ({ ago, jobsPerSecond, for: pending }) => {
    // A week of samples of what is recorded, rather than of all that it is recorded from.
    const interval = minutes(10);
    const rate = (task: string = INVOICE.task) => series(processed.name, { ...INVOICE, task });
    const [before, after] = [plus(ago, hours(3)), plus(pending, minutes(30))];
    const rest = plus(after, hours(1));
    const some = 1.2 * Math.max(jobsPerSecond, 0.001);
    /** As many in each hour, all of them in the half that ends when the comparison begins. */
    const then = plus(before, after, times(-1, ago));
    const inHalves = Array.from({ length: Math.ceil(then.milliseconds / hours(1).milliseconds) + 1 }).reduce<
      ReturnType<typeof rate>
    >(
      (so) => so.constant(0, minutes(30)).constant(2 * some, minutes(30)),
      rate().constant(0, milliseconds(then.milliseconds % hours(1).milliseconds)),
    );
    const gone = [
      {
        labels: INVOICE,
        summary: `No job ${INVOICE_NAME} has ended within half an hour; ${prometheusDuration(ago)} ago there were ${some.toFixed(3)}/s`,
      },
    ];
    return [
      fires("the counter stands still, while another task goes on slowly", {
        given: [
          rate().constant(some, before).constant(0, rest),
          rate("send-reminder")
            .constant(some, before)
            .constant(0.01 * some, rest),
        ],
        after: plus(before, after),
        expect: gone,
        interval,
      }),
      fires("then they came every other half hour", {
        given: [inHalves.constant(0, plus(before, rest))],
        after: plus(before, after),
        expect: gone,
        interval,
      }),
      fires("all of its pods are gone", {
        given: [rate().constant(some, before).stale()],
        after: plus(before, after),
        expect: gone,
        interval,
      }),
      silent("a twentieth fewer than are worth a comparison; many, for half an hour", {
        given: [
          rate()
            .constant(0.95 * jobsPerSecond, before)
            .constant(0, rest),
          rate("send-reminder")
            .constant(0, hours(2))
            .constant(1.9 * jobsPerSecond, minutes(30))
            .constant(0, plus(ago, rest)),
        ],
        for: plus(before, after),
        interval,
      }),
      silent("none for half of the wait", {
        given: [rate().constant(some, before).constant(0, times(0.5, pending)).constant(some, rest)],
        for: plus(before, after),
        interval,
      }),
    ];
  },
});
