/** Whether Alertmanager is there: its pods, their starts, their configuration. */
import { alert, minutes, plus, scrape } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { restartsOf, restartsTests } from "../../restarts";
import { conditionTests } from "../../limit-tests";
import { alertmanager } from "../metrics";
import { configRefusedRunbook } from "../runbooks/config-refused";
import { configsDifferRunbook } from "../runbooks/configs-differ";
import { downRunbook } from "../runbooks/down";
import { replicaMissingRunbook } from "../runbooks/replica-missing";
import { restartingRunbook } from "../runbooks/restarting";
import { of, podOf, serviceOf, type AlertmanagerTarget } from "../target";

/** Nobody is told of anything; only the heartbeat's receiver, outside of the cluster, notices. */
export const down = (target: AlertmanagerTarget) =>
  alert("AlertmanagerDown", {
    expr: jobsDown([target]),
    for: minutes(5),
    severity: "critical",
    onMissingData: "fires",
    inhibits: ["AlertmanagerReplicaMissing"],
    summary: "No pod of {{ $labels.job }} in {{ $labels.namespace }} answers",
    description: "Prometheus reaches no pod of Alertmanager: all of them are down, or there are none.",
    runbook: downRunbook,
    tests: ({ for: pending }) =>
      jobsDownTests([{ namespace: target.namespace, job: target.job }], pending, ({ namespace, job }) => ({
        summary: `No pod of ${job} in ${namespace} answers`,
      })),
  });

/** Alerts are still told, but the loss of one more pod may end that. */
export const replicaMissing = (target: AlertmanagerTarget) =>
  alert("AlertmanagerReplicaMissing", {
    parameters: { replicas: target.replicas },
    expr: ({ replicas }) => promql`sum by (namespace, service) (${scrape.up}{${of(target)}}) < ${replicas}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.service }} answer",
    description: ({ replicas }) => `Fewer pods of Alertmanager answer than the ${replicas} there must be.`,
    runbook: replicaMissingRunbook,
    tests: ({ replicas, for: pending }) => {
      const pods = (answering: number, time = plus(pending, minutes(5))) => [
        ...Array.from({ length: replicas }, (_, index) =>
          series(scrape.up, podOf(target, index)).constant(index < answering ? 1 : 0, time),
        ),
      ];
      return conditionTests({
        pending,
        bad: (time) => pods(replicas - 1, time),
        good: (time) => pods(replicas, time),
        expect: [
          {
            labels: serviceOf(target),
            summary: `${replicas - 1} pods of ${target.namespace}/${target.job} answer`,
          },
        ],
      });
    },
  });

/** A process that starts again and again. */
export const restarting = (target: AlertmanagerTarget) =>
  alert("AlertmanagerRestarting", {
    parameters: { restarts: 3 },
    expr: ({ restarts }) => promql`${restartsOf(of(target))} > ${restarts}`,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} was started {{ $value }} times within an hour",
    description: ({ restarts }) => `Alertmanager's process began anew more than ${restarts} times in the last hour.`,
    runbook: restartingRunbook,
    tests: ({ restarts, for: pending }) =>
      restartsTests({
        restarts,
        pending,
        pod: podOf(target),
        steady: podOf(target, 1),
        expect: (count) => [
          {
            labels: { ...serviceOf(target), pod: `${target.job}-0` },
            summary: `${target.job}-0 was started ${count} times within an hour`,
          },
        ],
      }),
  });

/** It goes on with the configuration of before: a new team or route is not there, whoever wrote it believes that it is. */
export const configRefused = (target: AlertmanagerTarget) =>
  alert("AlertmanagerConfigRefused", {
    expr: promql`max_over_time(${alertmanager.configReloadSuccessful}{${of(target)}}[5m]) == 0`,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} refuses its new configuration",
    description:
      "Alertmanager could not read its configuration and goes on with the one of before, until it is started anew.",
    runbook: configRefusedRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(alertmanager.configReloadSuccessful, podOf(target)),
        bad: 0,
        good: 1,
        window: minutes(5),
        pending,
        expect: [{ labels: podOf(target), summary: `${target.job}-0 refuses its new configuration` }],
      }),
  });

/** Which pod tells decides who is told what. */
export const configsDiffer = (target: AlertmanagerTarget) =>
  alert("AlertmanagerConfigsDiffer", {
    expr: promql`
      count by (namespace, service) (
        count_values by (namespace, service) ("config", ${alertmanager.configHash}{${of(target)}})
      ) > 1
    `,
    for: minutes(20),
    severity: "critical",
    onMissingData: "silent",
    summary: "Pods of {{ $labels.namespace }}/{{ $labels.service }} run {{ $value }} configurations",
    description:
      "The pods of one Alertmanager do not have the same configuration, so that it depends on the pod who is told of an alert.",
    runbook: configsDifferRunbook,
    tests: ({ for: pending }) => {
      const hash = (index: number, value: number, time: typeof pending) =>
        series(alertmanager.configHash, podOf(target, index)).constant(value, time);
      return conditionTests({
        pending,
        bad: (time) => [hash(0, 17, time), hash(1, 17, time), hash(2, 42, time)],
        good: (time) => [hash(0, 17, time), hash(1, 17, time), hash(2, 17, time)],
        expect: [
          {
            labels: serviceOf(target),
            summary: `Pods of ${target.namespace}/${target.job} run 2 configurations`,
          },
        ],
      });
    },
  });
