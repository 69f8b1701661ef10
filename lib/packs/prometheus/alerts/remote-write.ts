/** When samples do not arrive at the store that they are sent to. */
import { alert, hours, minutes, plus } from "../../../model";
import { not, promql } from "../../../query";
import { fires, humanizeDuration, humanizePercentage, series, silent } from "../../../testing";
import { recurringTests } from "../../failure-tests";
import { limitTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusRemoteWriteBehindRunbook } from "../runbooks/prometheus-remote-write-behind";
import { prometheusRemoteWriteDroppingRunbook } from "../runbooks/prometheus-remote-write-dropping";
import { prometheusRemoteWriteFailingRunbook } from "../runbooks/prometheus-remote-write-failing";
import { prometheusRemoteWriteSlowRunbook } from "../runbooks/prometheus-remote-write-slow";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

const STORE = "{{ $labels.remote_name }}";
const toStore = (self: PrometheusSelf) => ({
  ...replica(self),
  remote_name: "mimir",
  url: "https://mimir.example/api/v1/push",
});

/** What is refused for good is not sent again. */
export const remoteWriteFailing = (self: PrometheusSelf) => {
  const texts = (name: string, store: string, share: string) => ({
    summary: `${share} of the samples for ${store} are refused`,
    description: `The store ${store} refused ${share} of the samples that Prometheus ${name} sent within five minutes. They are not sent again.`,
  });
  return alert("PrometheusRemoteWriteFailing", {
    parameters: { ratio: 0.01, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      rate(${ofSelf(self, prometheus.remoteSamplesFailed)}[${window}])
      / (
        rate(${ofSelf(self, prometheus.remoteSamplesFailed)}[${window}])
        + rate(${ofSelf(self, prometheus.remoteSamples)}[${window}])
        > 0
      )
      > ${ratio}
    `,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA, STORE, "{{ $value | humanizePercentage }}"),
    runbook: prometheusRemoteWriteFailingRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(prometheus.remoteSamplesFailed, toStore(self)).ratePerSecond(0.5 * value, time),
          series(prometheus.remoteSamples, toStore(self)).ratePerSecond(0.5 * (1 - value), time),
        ],
        expect: (value) => [{ labels: toStore(self), ...texts(replicaName(self), "mimir", humanizePercentage(value)) }],
      }),
  });
};

/** The other store is behind; what is older than the write-ahead log is lost. */
export const remoteWriteBehind = (self: PrometheusSelf) => {
  const texts = (name: string, store: string, time: string) => ({
    summary: `${store} is ${time} behind`,
    description: `The newest sample that Prometheus ${name} has sent to ${store} is ${time} older than the newest that it has.`,
  });
  return alert("PrometheusRemoteWriteBehind", {
    parameters: { seconds: 120 },
    expr: ({ seconds }) => promql`
      ${ofSelf(self, prometheus.remoteNewest)} - ${ofSelf(self, prometheus.remoteNewestSent)} > ${seconds}
    `,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA, STORE, "{{ $value | humanizeDuration }}"),
    runbook: prometheusRemoteWriteBehindRunbook,
    tests: ({ seconds, for: pending }) =>
      limitTests({
        limit: seconds,
        pending,
        given: (value, time) => [
          series(prometheus.remoteNewest, toStore(self)).constant(1000 + value, time),
          series(prometheus.remoteNewestSent, toStore(self)).constant(1000, time),
        ],
        expect: (value) => [{ labels: toStore(self), ...texts(replicaName(self), "mimir", humanizeDuration(value)) }],
      }),
  });
};

/** It keeps falling behind, because it may not send faster. */
export const remoteWriteSlow = (self: PrometheusSelf) => {
  const texts = (name: string, store: string, count: string) => ({
    summary: `${store} would need ${count} parallel senders`,
    description: `To keep up, Prometheus ${name} would send to ${store} ${count} times in parallel, which is more than it may.`,
  });
  return alert("PrometheusRemoteWriteSlow", {
    expr: promql`${ofSelf(self, prometheus.remoteShardsDesired)} > ${ofSelf(self, prometheus.remoteShardsMax)}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, STORE, "{{ $value | humanize }}"),
    runbook: prometheusRemoteWriteSlowRunbook,
    tests: ({ for: pending }) => {
      const time = plus(pending, hours(1));
      const desired = series(prometheus.remoteShardsDesired, toStore(self));
      const max = series(prometheus.remoteShardsMax, toStore(self)).constant(50, time);
      const begin = minutes(10);
      return [
        fires("one more than it may", {
          given: [desired.constant(49, begin).constant(51, time), max],
          after: plus(begin, pending),
          notBefore: plus(begin, pending, minutes(-0.5)),
          expect: [{ labels: toStore(self), ...texts(replicaName(self), "mimir", "51") }],
        }),
        silent("as many as it may", { given: [desired.constant(50, time), max], for: time }),
      ];
    },
  });
};

/** Samples that nobody wanted to lose. */
export const remoteWriteDropping = (self: PrometheusSelf) => {
  const texts = (name: string, store: string, reason: string) => ({
    summary: `Samples for ${store} are thrown away`,
    description: `Prometheus ${name} throws away samples for ${store} before they are sent (${reason}).`,
  });
  return alert("PrometheusRemoteWriteDropping", {
    parameters: { window: minutes(5) },
    // What relabelling drops (dropped_series) is dropped on purpose.
    expr: ({ window }) => promql`
      increase(${ofSelf(self, prometheus.remoteSamplesDropped, { reason: not("dropped_series") })}[${window}]) > 0
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, STORE, "{{ $labels.reason }}"),
    runbook: prometheusRemoteWriteDroppingRunbook,
    tests: ({ window, for: pending }) => {
      const labels = { ...toStore(self), reason: "too_old" };
      return recurringTests({
        counted: series(prometheus.remoteSamplesDropped, labels),
        window,
        pending,
        expect: [{ labels, ...texts(replicaName(self), "mimir", "too_old") }],
        beside: (time) => [
          series(prometheus.remoteSamplesDropped, { ...labels, reason: "dropped_series" }).ratePerSecond(100, time),
        ],
      });
    },
  });
};
