/** When Prometheus is away, comes and goes, or is not ready. */
import { alert, hours, minutes, plus, scrape } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { changesTests, stateTests } from "../../failure-tests";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { process } from "../../process-metrics";
import { prometheus } from "../metrics";
import { prometheusAbsentRunbook } from "../runbooks/prometheus-absent";
import { prometheusCrashLoopingRunbook } from "../runbooks/prometheus-crash-looping";
import { prometheusDownRunbook } from "../runbooks/prometheus-down";
import { prometheusNotReadyRunbook } from "../runbooks/prometheus-not-ready";
import { prometheusReplicasMissingRunbook } from "../runbooks/prometheus-replicas-missing";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

/** Each pod has two targets of one job: Prometheus, and the container that reloads its configuration. */
const ITSELF = { container: "prometheus" };

/** Nobody watches Prometheus: whatever else goes wrong with it is not seen. */
export const absent = (self: PrometheusSelf) => {
  const { namespace, job } = self;
  const texts = () => ({
    summary: "Prometheus does not watch itself",
    description: `No target of the job ${job} in the namespace ${namespace} answers, or there is none: Prometheus' own alerts are blind.`,
  });
  return alert("PrometheusAbsent", {
    expr: jobsDown([{ namespace, job }]),
    for: minutes(10),
    severity: "critical",
    onMissingData: "fires",
    ...texts(),
    runbook: prometheusAbsentRunbook,
    tests: ({ for: pending }) => jobsDownTests([{ namespace, job }], pending, texts),
  });
};

/** One of them; the others go on. */
export const down = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} cannot be scraped`,
    description: "The pod exists and does not answer: it does not scrape, evaluates no rules and sends no alerts.",
  });
  return alert("PrometheusDown", {
    expr: promql`${ofSelf(self, scrape.up, ITSELF)} == 0`,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusDownRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(scrape.up, replica(self)),
        bad: 0,
        good: 1,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
        beside: (time) => [
          series(scrape.up, replica(self, 1)).constant(1, time),
          series(scrape.up, { ...replica(self), container: "config-reloader" }).constant(0, time),
        ],
      }),
  });
};

/** One more, and nobody watches. */
export const replicasMissing = (self: PrometheusSelf) => {
  const texts = (count: string) => ({
    summary: `Only ${count} of ${self.pods} Prometheus pods answer`,
    description: `${count} pods of Prometheus answer, and there should be ${self.pods}.`,
  });
  return alert("PrometheusReplicasMissing", {
    parameters: { pods: self.pods },
    expr: ({ pods }) => promql`count by (namespace, job) (${ofSelf(self, scrape.up, ITSELF)} == 1) < ${pods}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $value }}"),
    runbook: prometheusReplicasMissingRunbook,
    tests: ({ pods, for: pending }) => {
      const time = plus(pending, hours(1));
      const begin = minutes(10);
      const up = (number: number) => series(scrape.up, replica(self, number));
      const others = Array.from({ length: pods - 1 }, (_, number) => up(number + 1).constant(1, time));
      const reloader = series(scrape.up, { ...replica(self), container: "config-reloader" }).constant(1, time);
      return [
        fires("one has gone", {
          given: [up(0).constant(1, begin).stale(), ...others, reloader],
          after: plus(begin, pending, minutes(1)),
          notBefore: plus(begin, pending, minutes(-1)),
          expect: [{ labels: { namespace: self.namespace, job: self.job }, ...texts(String(pods - 1)) }],
        }),
        fires("one does not answer", {
          given: [up(0).constant(0, time), ...others],
          after: plus(pending, minutes(1)),
          expect: [{ labels: { namespace: self.namespace, job: self.job }, ...texts(String(pods - 1)) }],
        }),
        silent("all answer", { given: [up(0).constant(1, time), ...others], for: time }),
      ];
    },
  });
};

/** It starts, ends, and starts again. */
export const crashLooping = (self: PrometheusSelf) => {
  const texts = (name: string, count: string) => ({
    summary: `Prometheus ${name} has restarted ${count} times`,
    description: `The process began anew ${count} times within an hour. Each time it reads its write-ahead log before it works again.`,
  });
  return alert("PrometheusCrashLooping", {
    parameters: { restarts: 3, window: hours(1) },
    expr: ({ restarts, window }) =>
      promql`changes(${ofSelf(self, process.startTime, ITSELF)}[${window}]) > ${restarts}`,
    for: minutes(0),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $value }}"),
    runbook: prometheusCrashLoopingRunbook,
    tests: ({ restarts, window }) =>
      changesTests({
        value: series(process.startTime, replica(self)),
        at: (change) => 1000 * change,
        limit: restarts,
        window,
        expect: (count) => [{ labels: replica(self), ...texts(replicaName(self), String(count)) }],
      }),
  });
};

/** Up, and of no use yet: it still reads its write-ahead log, or cannot. */
export const notReady = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} is not ready`,
    description: "The process answers, but says that it is not ready: it neither scrapes nor evaluates rules.",
  });
  return alert("PrometheusNotReady", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`max_over_time(${ofSelf(self, prometheus.ready)}[${window}]) == 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusNotReadyRunbook,
    tests: ({ window, for: pending }) =>
      stateTests({
        state: series(prometheus.ready, replica(self)),
        bad: 0,
        good: 1,
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};
