/** Whether Grafana is there: its pods, their starts, their versions. */
import { alert, hours, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { jobsDown, jobsDownTests } from "../../jobs-down";
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
    severity: "critical",
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
    expr: ({ restarts }) =>
      promql`max by (namespace, service, pod) (changes(${grafana.processStart}{${of(target)}}[1h])) > ${restarts}`,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} was started {{ $value }} times within an hour",
    description: ({ restarts }) => `Grafana's process began anew more than ${restarts} times in the last hour.`,
    runbook: restartingRunbook,
    tests: ({ restarts, for: pending }) => {
      const often = Math.floor(restarts) + 1;
      // All of them within the hour, and not within its half.
      const apart = times(50 / often, minutes(1));
      const started = (count: number) =>
        Array.from({ length: count }, (_, index) => 100 * (index + 1)).reduce(
          (built, start) => built.constant(start, apart),
          series(grafana.processStart, podOf(target)).constant(1, apart),
        );
      return [
        silent("as often as allowed", { given: [started(often - 1)], for: hours(2) }),
        fires("once more than allowed", {
          given: [started(often), series(grafana.processStart, podOf(target, "grafana-b")).constant(1, hours(1))],
          after: plus(times(often, apart), pending, minutes(1)),
          expect: [
            {
              labels: { ...serviceOf(target), pod: "grafana-a" },
              summary: `grafana-a was started ${often} times within an hour`,
            },
          ],
        }),
      ];
    },
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
