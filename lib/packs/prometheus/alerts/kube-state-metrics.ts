/** When kube-state-metrics is away or cannot see: half of the alerts about the cluster are blind then, and say nothing. */
import { alert, minutes, type Metric, type Runbook } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { limitTests } from "../../limit-tests";
import { around } from "../operator-metrics";
import { kubeStateMetricsDownRunbook } from "../runbooks/kube-state-metrics-down";
import { kubeStateMetricsListErrorsRunbook } from "../runbooks/kube-state-metrics-list-errors";
import { kubeStateMetricsWatchErrorsRunbook } from "../runbooks/kube-state-metrics-watch-errors";
import type { PrometheusSelf } from "../self";

/** Every alert about pods, Deployments, Jobs and the state of nodes is blind. */
export const kubeStateMetricsDown = ({ namespace, kubeStateMetricsJob }: PrometheusSelf) => {
  const job = { namespace, job: kubeStateMetricsJob };
  const texts = () => ({
    summary: "kube-state-metrics is away",
    description: `No target of the job ${kubeStateMetricsJob} answers, or there is none: alerts about pods, Deployments, Jobs and nodes are blind.`,
  });
  return alert("KubeStateMetricsDown", {
    expr: jobsDown([job]),
    for: minutes(10),
    severity: "critical",
    onMissingData: "fires",
    ...texts(),
    runbook: kubeStateMetricsDownRunbook,
    tests: ({ for: pending }) => jobsDownTests([job], pending, texts),
  });
};

const requestsFail = <const Name extends string>(
  { namespace, kubeStateMetricsJob }: PrometheusSelf,
  name: Name,
  { metric, what, runbook }: { readonly metric: Metric; readonly what: string; readonly runbook: Runbook },
) => {
  const texts = (resource: string, share: string) => ({
    summary: `kube-state-metrics cannot ${what} ${resource}`,
    description: `${share} of its requests to ${what} ${resource} failed within ten minutes: what it tells of them is old or missing.`,
  });
  const labels = { namespace, job: kubeStateMetricsJob };
  return alert(name, {
    parameters: { ratio: 0.1, window: minutes(10) },
    expr: ({ ratio, window }) => promql`
      sum by (namespace, job, resource) (rate(${metric}{job="${kubeStateMetricsJob}",result="error"}[${window}]))
      / (sum by (namespace, job, resource) (rate(${metric}{job="${kubeStateMetricsJob}"}[${window}])) > 0)
      > ${ratio}
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    ...texts("{{ $labels.resource }}", "{{ $value | humanizePercentage }}"),
    runbook,
    tests: ({ ratio, window, for: pending }) => {
      const requests = (result: string, resource = "*v1.Pod", job = kubeStateMetricsJob) =>
        series(metric, { ...labels, job, pod: "state-0", container: "kube-state-metrics", resource, result });
      return limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          requests("error").ratePerSecond(0.5 * value, time),
          requests("success").ratePerSecond(0.5 * (1 - value), time),
          requests("success", "*v1.Node").ratePerSecond(0.5, time),
          requests("success", "*v1.Pod", "another").ratePerSecond(5, time),
        ],
        expect: (value) => [
          { labels: { ...labels, resource: "*v1.Pod" }, ...texts("*v1.Pod", humanizePercentage(value)) },
        ],
      });
    },
  });
};

/** Objects that cannot be listed look like objects that do not exist. */
export const kubeStateMetricsListErrors = (self: PrometheusSelf) =>
  requestsFail(self, "KubeStateMetricsListErrors", {
    metric: around.stateLists,
    what: "list",
    runbook: kubeStateMetricsListErrorsRunbook,
  });

/** Objects whose changes it does not hear of stay as they were. */
export const kubeStateMetricsWatchErrors = (self: PrometheusSelf) =>
  requestsFail(self, "KubeStateMetricsWatchErrors", {
    metric: around.stateWatches,
    what: "watch",
    runbook: kubeStateMetricsWatchErrorsRunbook,
  });
