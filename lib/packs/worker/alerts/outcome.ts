/** Jobs that end, and not well: many of them fail, or none succeeds any more. */
import { alert, hours, inSeconds, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizeDuration, humanizePercentage, silent } from "../../../testing";
import { ago } from "../../limit-tests";
import { worker } from "../metrics";
import { failed, failedRatio, lastSuccess } from "../rules";
import { failingRunbook } from "../runbooks/failing";
import { noSuccessRunbook } from "../runbooks/no-success";
import { ended, INVOICE, INVOICE_NAME, ofTask } from "../situations";
import { TASK } from "./texts";

/** So many fail that it is not the single job. */
export const failing = alert("WorkerJobsFailing", {
  parameters: {
    /** Share of the jobs that end. */
    failedRatio: 0.1,
    /** Failures per second from which on the share says something: two in half an hour. */
    failuresPerSecond: 0.001,
  },
  expr: ({ failedRatio: ratio, failuresPerSecond }) =>
    promql`${failedRatio} > ${ratio} and ${failed} > ${failuresPerSecond}`,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: `{{ $value | humanizePercentage }} of the jobs ${TASK} fail`,
  description: ({ failedRatio: ratio }) =>
    `Of the jobs that ended within the last half hour; ${humanizePercentage(ratio)} is the limit.`,
  runbook: failingRunbook,
  tests: ({ failedRatio: ratio, failuresPerSecond, for: pending }) => {
    const enough = 100 + (10 * failuresPerSecond) / ratio;
    const [interval, time] = [minutes(1), plus(pending, hours(3))];
    const ending = (share: number, perSecond = enough) => [
      ended("succeeded").ratePerSecond(perSecond * (1 - share), time),
      ended("failed").ratePerSecond(perSecond * share, time),
    ];
    const fail = (share: number) => [
      { labels: INVOICE, summary: `${humanizePercentage(share)} of the jobs ${INVOICE_NAME} fail` },
    ];
    return [
      fires("a fifth more than may", {
        given: ending(1.2 * ratio),
        after: plus(pending, minutes(40)),
        expect: fail(1.2 * ratio),
        interval,
      }),
      fires("the few that there are all fail", {
        given: ending(1, 1.2 * Math.max(failuresPerSecond, 0.0005)),
        after: plus(pending, minutes(40)),
        expect: fail(1),
        interval,
      }),
      silent("a twentieth fewer than may", { given: ending(0.95 * ratio), for: time, interval }),
      silent("all fail, but they are too few", { given: ending(1, 0.95 * failuresPerSecond), for: time, interval }),
      silent("failures for half of the wait, then a flood of good ones", {
        given: [
          ended("succeeded")
            .ratePerSecond(1, plus(minutes(60), times(0.5, pending)))
            .ratePerSecond(1e7, time),
          ended("failed")
            .ratePerSecond(0, minutes(60))
            .ratePerSecond(100 * Math.max(failuresPerSecond, ratio), times(0.5, pending))
            .ratePerSecond(0, time),
        ],
        for: plus(pending, hours(2)),
        interval,
      }),
    ];
  },
});

const OTHERS: readonly Readonly<Record<string, string>>[] = [
  { task: "send-reminder" },
  { service: "mail" },
  { namespace: "test" },
];

/** It is tried, and has not worked for hours: of what is seldom done the share of failures says too little. */
export const noSuccess = alert("WorkerNoSuccess", {
  parameters: {
    /** How long it may be since the last success, where there were attempts. */
    age: hours(6),
  },
  expr: ({ age }) => promql`
    (time() - ${lastSuccess}) > ${inSeconds(age)}
    and on (namespace, service, task)
    sum by (namespace, service, task) (increase(${worker.jobsProcessedTotal}{outcome="failed"}[${age}])) > 0
  `,
  for: minutes(5),
  severity: "warning",
  onMissingData: "silent",
  summary: `No job ${TASK} has succeeded for {{ $value | humanizeDuration }}`,
  description: ({ age }) =>
    `There were attempts within the last ${humanizeDuration(inSeconds(age))}, and all of them have failed.`,
  runbook: noSuccessRunbook,
  tests: ({ age, for: pending }) => {
    const interval = minutes(1);
    const time = plus(age, pending, hours(1));
    const last = ofTask(worker.lastSuccess);
    const often = ended("failed").ratePerSecond(0.01, time);
    /** One failure, and nothing after it. */
    const once = (labels: Readonly<Record<string, string>> = {}) =>
      ended("failed", labels).constant(0, minutes(10)).constant(1, time);
    const since = (seconds: number) => [
      { labels: INVOICE, summary: `No job ${INVOICE_NAME} has succeeded for ${humanizeDuration(seconds)}` },
    ];
    const [far, near] = [1.2 * inSeconds(age), 0.95 * inSeconds(age)];
    return [
      fires("a fifth longer ago than it may be", {
        given: [ago(last, far, time, interval), often],
        after: plus(pending, minutes(10)),
        notBefore: pending.milliseconds === 0 ? undefined : plus(pending, minutes(-1)),
        expect: since(far),
        interval,
      }),
      fires("a single attempt, most of that time ago", {
        given: [
          ago(last, far, time, interval),
          once(),
          // Other tasks, services and namespaces are no attempts of this one, nor the other way round.
          ...OTHERS.flatMap((labels) => [
            ago(ofTask(worker.lastSuccess, labels), far, time, interval),
            ended("succeeded", labels).ratePerSecond(0.01, time),
          ]),
        ],
        after: plus(minutes(10), times(0.8, age), pending),
        expect: since(far),
        interval,
      }),
      silent("a twentieth less long ago than it may be", {
        given: [ago(last, near, time, interval), often],
        for: time,
        interval,
      }),
      silent("nobody has tried", {
        given: [ago(last, far, time, interval), ended("failed").constant(3, time)],
        for: time,
        interval,
      }),
    ];
  },
});
