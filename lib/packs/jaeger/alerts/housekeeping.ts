/** What deletes old traces: without it the storage fills up, and data is kept longer than it may be. */
import { alert, days, hours, inSeconds, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, series } from "../../../testing";
import { ago, limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { badgerNotCleanedRunbook } from "../runbooks/badger-not-cleaned";
import { indexCleanerOverdueRunbook } from "../runbooks/index-cleaner-overdue";
import { of, othersThan, podOf, type JaegerTarget } from "../target";

/** The nightly job has not succeeded for two nights. */
export const indexCleanerOverdue = (target: JaegerTarget) => {
  const { namespace } = target;
  const cronjob = `${target.job}-es-index-cleaner`;
  return alert("JaegerIndexCleanerOverdue", {
    parameters: { age: hours(50) },
    expr: ({ age }) => promql`
      time() - max by (namespace, cronjob) (
        ${jaeger.cronJobSucceeded}{namespace="${namespace}",cronjob="${cronjob}"}
      )
      > ${inSeconds(age)}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.namespace }}/{{ $labels.cronjob }} last succeeded {{ $value | humanizeDuration }} ago",
    description: ({ age }) =>
      `The job that deletes old span indices each night has not succeeded for more than ${humanizeDuration(inSeconds(age))}. Traces are kept longer than the retention says, and the search engine fills up.`,
    runbook: indexCleanerOverdueRunbook,
    tests: ({ age, for: pending }) => {
      const succeeded = (labels = {}) => series(jaeger.cronJobSucceeded, { namespace, cronjob, ...labels });
      return limitTests({
        limit: inSeconds(age),
        pending,
        given: (value, time) => [
          ago(succeeded({ pod: "kube-state-metrics" }), value, time),
          ago(succeeded({ namespace: "another" }), 9 * value, time),
          ago(succeeded({ cronjob: "another" }), 9 * value, time),
        ],
        expect: (value) => [
          {
            labels: { namespace, cronjob },
            summary: `${namespace}/${cronjob} last succeeded ${humanizeDuration(value)} ago`,
          },
        ],
      });
    },
  });
};

const NANOSECONDS = 1e9;

/** Badger throws away what is out of date every few minutes; when it cannot, its volume fills up. */
export const badgerNotCleaned = (target: JaegerTarget) =>
  alert("JaegerBadgerNotCleaned", {
    parameters: { age: days(1) },
    expr: ({ age }) => promql`
      time() - ${jaeger.badgerCleaned}{${of(target)}} / ${NANOSECONDS} > ${inSeconds(age)}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Badger in {{ $labels.pod }} last cleaned up {{ $value | humanizeDuration }} ago",
    description: ({ age }) =>
      `Badger has not got to the end of throwing away old traces for more than ${humanizeDuration(inSeconds(age))}; it tries every five minutes. Its volume fills up.`,
    runbook: badgerNotCleanedRunbook,
    tests: ({ age, for: pending }) => {
      const STORE = { name: "traces", role: "tracestore" };
      return limitTests({
        limit: inSeconds(age),
        pending,
        given: (value, time) =>
          [podOf(target), ...othersThan(target)].map((labels) => {
            const lastSample = inSeconds(time) - 30;
            return series(jaeger.badgerCleaned, { ...labels, ...STORE }).line(
              -value * NANOSECONDS,
              (lastSample - value) * NANOSECONDS,
              time,
            );
          }),
        expect: (value) => [
          {
            labels: { ...podOf(target), ...STORE },
            summary: `Badger in jaeger-0 last cleaned up ${humanizeDuration(value)} ago`,
          },
        ],
      });
    },
  });
