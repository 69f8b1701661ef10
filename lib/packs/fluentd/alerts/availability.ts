/** Whether Fluentd runs on the nodes at all. */
import { alert, hours, minutes, scrape, times } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { fluentd } from "../metrics";
import { agentDownRunbook } from "../runbooks/agent-down";
import { downRunbook } from "../runbooks/down";
import { restartingRunbook } from "../runbooks/restarting";
import { of, podOn, type FluentdTarget } from "../target";

const DOWN = "Prometheus reaches no Fluentd: no node's logs are read, or nobody can tell.";

/** No node's logs are read. */
export const down = (target: FluentdTarget) =>
  alert("FluentdDown", {
    expr: jobsDown([target]),
    for: minutes(5),
    severity: "critical",
    onMissingData: "fires",
    summary: "No pod of {{ $labels.namespace }}/{{ $labels.job }} answers",
    description: DOWN,
    runbook: downRunbook,
    tests: ({ for: pending }) =>
      jobsDownTests([target], pending, ({ namespace, job }) => ({
        summary: `No pod of ${namespace}/${job} answers`,
        description: DOWN,
      })),
  });

/** One node's logs are not read. */
export const agentDown = (target: FluentdTarget) =>
  alert("FluentdAgentDown", {
    expr: promql`${scrape.up}{${of(target)}} == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "Fluentd on node {{ $labels.node }} does not answer",
    description: "Prometheus does not reach the Fluentd of a node: the node's logs are not read, or nobody can tell.",
    runbook: agentDownRunbook,
    tests: ({ for: pending }) => {
      const answers = (node: string, other = {}) => series(scrape.up, { ...podOn(target, node), ...other });
      return stateTests({
        state: answers("a"),
        bad: 0,
        good: 1,
        pending,
        beside: (time) => [
          answers("b").constant(1, time),
          answers("a", { job: "another" }).constant(0, time),
          answers("a", { namespace: "another" }).constant(0, time),
        ],
        expect: [{ labels: podOn(target, "a"), summary: "Fluentd on node a does not answer" }],
      });
    },
  });

/** It dies again and again. */
export const restarting = (target: FluentdTarget) =>
  alert("FluentdRestarting", {
    parameters: { restarts: 3 },
    // It tells no start time, but its count of lines begins anew with each process, and the pod keeps its name.
    expr: ({ restarts }) => promql`
      max by (namespace, service, node, pod) (resets(${fluentd.recordsTotal}{${of(target)}}[1h])) > ${restarts}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "Fluentd on node {{ $labels.node }} was started {{ $value }} times within an hour",
    description: ({ restarts }) => `Fluentd's process began anew more than ${restarts} times in the last hour.`,
    runbook: restartingRunbook,
    tests: ({ restarts }) => {
      const often = Math.floor(restarts) + 1;
      // The first one early, the last one late: within the hour, and not within its half.
      const apart = times(50 / Math.max(1, often - 1), minutes(1));
      const started = (count: number) =>
        Array.from({ length: count }).reduce(
          (built: ReturnType<typeof series>) => built.reset().ratePerSecond(10, apart),
          series(fluentd.recordsTotal, podOn(target, "a")).ratePerSecond(10, minutes(5)),
        );
      const { namespace, service, node, pod } = podOn(target, "a");
      return [
        silent("as often as allowed", { given: [started(often - 1)], for: hours(2) }),
        fires("once more than allowed", {
          given: [started(often), series(fluentd.recordsTotal, podOn(target, "b")).ratePerSecond(10, hours(1))],
          after: minutes(56),
          expect: [
            {
              labels: { namespace, service, node, pod },
              summary: `Fluentd on node a was started ${often} times within an hour`,
            },
          ],
        }),
      ];
    },
  });
