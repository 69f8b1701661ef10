/** Whether Grafana is there: its pods, their starts, their versions. */
import { alert, hours, minutes } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { restartsOf, restartsTests } from "../../restarts";
import { conditionTests } from "../../limit-tests";
import { grafana } from "../metrics";
import { downRunbook } from "../runbooks/down";
import { restartingRunbook } from "../runbooks/restarting";
import { versionsMixedRunbook } from "../runbooks/versions-mixed";
import { of, podOf, serviceOf, type GrafanaTarget } from "../target";

/** Nobody sees dashboards, nor the runbooks that alerts link to. */
export const down = (target: GrafanaTarget) =>
  alert("GrafanaDown", {
    expr: jobsDown([target]),
    for: minutes(5),
    severity: "warning",
    onMissingData: "fires",
    summary: "No pod of {{ $labels.job }} in {{ $labels.namespace }} answers",
    description: "Prometheus reaches no pod of Grafana: all of them are down, or there are none.",
    runbook: downRunbook,
    tests: ({ for: pending }) =>
      jobsDownTests([{ namespace: target.namespace, job: target.job }], pending, ({ namespace, job }) => ({
        summary: `No pod of ${job} in ${namespace} answers`,
      })),
  });

/** A process that starts again and again. */
export const restarting = (target: GrafanaTarget) =>
  alert("GrafanaRestarting", {
    parameters: { restarts: 3 },
    expr: ({ restarts }) => promql`${restartsOf(of(target))} > ${restarts}`,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} was started {{ $value }} times within an hour",
    description: ({ restarts }) => `Grafana's process began anew more than ${restarts} times in the last hour.`,
    runbook: restartingRunbook,
    tests: ({ restarts, for: pending }) =>
      restartsTests({
        restarts,
        pending,
        pod: podOf(target),
        steady: podOf(target, "grafana-b"),
        expect: (count) => [
          {
            labels: { ...serviceOf(target), pod: "grafana-a" },
            summary: `grafana-a was started ${count} times within an hour`,
          },
        ],
      }),
  });

/** A new version that was not rolled out to the end: what one sees depends on the pod that answers. */
export const versionsMixed = (target: GrafanaTarget) =>
  alert("GrafanaVersionsMixed", {
    expr: promql`count by (namespace) (count by (namespace, version) (${grafana.build}{${of(target)}})) > 1`,
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value }} versions of Grafana run side by side in {{ $labels.namespace }}",
    description: "Pods of one Grafana have run different versions for longer than a change of version takes.",
    runbook: versionsMixedRunbook,
    tests: ({ for: pending }) => {
      const build = (pod: string, version: string) => series(grafana.build, { ...podOf(target, pod), version });
      return conditionTests({
        pending,
        interval: minutes(5),
        bad: (time) => [build("grafana-a", "13.1.0").constant(1, time), build("grafana-b", "13.2.0").constant(1, time)],
        good: (time) => [
          build("grafana-a", "13.2.0").constant(1, time),
          build("grafana-b", "13.2.0").constant(1, time),
        ],
        expect: [
          {
            labels: { namespace: target.namespace },
            summary: `2 versions of Grafana run side by side in ${target.namespace}`,
          },
        ],
      });
    },
  });
