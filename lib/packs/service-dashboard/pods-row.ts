/** What the pods of a service use, may use, and go through: CPU, memory, network, restarts, rollouts. */
import type { Expression, Metric, Panel, RecordingRule, Row } from "../../model";
import { alertLine, now, query, row, table, timeSeries } from "../../dashboards";
import { matchers, promql, type Matchers } from "../../query";
import {
  kubernetes,
  podCpu,
  podLimits,
  podMemory,
  podReceived,
  podRequests,
  podSent,
  podWorkload,
} from "../kubernetes";
import { cpuOfLimit, memoryOfLimit, selection } from "../workload";
import { containerCpuNearLimit, containerMemoryNearLimit } from "../workload/alerts/limits";
import { rolledOut, ROLLED_OUT_HOW } from "./rolled-out";
import type { ServiceScope } from "./scope";

const everywhere = selection({});
/** Read for hundreds of dashboards; to make one makes its tests. */
const [CPU_OF_LIMIT, MEMORY_OF_LIMIT] = [cpuOfLimit(everywhere), memoryOfLimit(everywhere)];
const [CPU_NEAR_LIMIT, MEMORY_NEAR_LIMIT] = [containerCpuNearLimit(everywhere), containerMemoryNearLimit(everywhere)];
const THIRD = { width: 8, height: 8 } as const;

const chosen = ({ pods, ofPods }: ServiceScope, series: Metric | RecordingRule, also: Matchers = {}): Expression =>
  ofPods(promql`${series}{${matchers({ ...pods, ...also })}}`);

export const podsRow = (scope: ServiceScope): Row =>
  row("Pods", [
    used(scope, "CPU by pod", "cpu", podCpu, "cores", "Cores that each pod uses. Above its limit it is made to wait."),
    used(
      scope,
      "Memory by pod",
      "memory",
      podMemory,
      "bytes",
      "Memory that each pod holds. The one that reaches its limit is ended by the kernel.",
    ),
    network(scope),
    ofLimit(scope, "CPU of its limit", CPU_OF_LIMIT, CPU_NEAR_LIMIT, "slowed down"),
    ofLimit(scope, "Memory of its limit", MEMORY_OF_LIMIT, MEMORY_NEAR_LIMIT, "ended"),
    restarts(scope),
    ready(scope),
    rollouts(scope),
  ]);

/** Lines of all pods, and the highest request and limit that one of them has. */
const used = (
  scope: ServiceScope,
  title: string,
  resource: "cpu" | "memory",
  usage: RecordingRule,
  unit: "cores" | "bytes",
  description: string,
): Panel =>
  timeSeries(title, {
    description: `${description} The dashed lines are request and limit of one pod.`,
    queries: [
      query(promql`sum by (pod) (${chosen(scope, usage)})`, "{{pod}}"),
      query(promql`max(${chosen(scope, podRequests, { resource })})`, "request"),
      query(promql`max(${chosen(scope, podLimits, { resource })})`, "limit"),
    ],
    unit,
    min: 0,
    styles: [
      { series: "request", color: "text", dashed: true },
      { series: "limit", color: "red", dashed: true },
    ],
    ...THIRD,
  });

const network = (scope: ServiceScope): Panel =>
  timeSeries("Network by pod", {
    description: "What each pod receives (above) and sends (below).",
    queries: [
      query(promql`sum by (pod) (${chosen(scope, podReceived)})`, "{{pod}} in"),
      query(promql`sum by (pod) (${chosen(scope, podSent)})`, "{{pod}} out"),
    ],
    unit: "bytes per second",
    styles: [{ series: "/ out$/", negative: true }],
    ...THIRD,
  });

const ofLimit = (
  scope: ServiceScope,
  title: string,
  share: RecordingRule,
  alert: typeof CPU_NEAR_LIMIT | typeof MEMORY_NEAR_LIMIT,
  end: string,
): Panel =>
  timeSeries(title, {
    description: `Share of its limit that each container uses, with the line of the alert. At 100 % it is ${end}; one without a limit is not shown.`,
    queries: [query(promql`max by (pod, container) (${chosen(scope, share)})`, "{{pod}} {{container}}")],
    unit: "ratio",
    thresholds: [alertLine(alert, "ratio")],
    min: 0,
    links: [{ title: "Runbook", to: { runbook: alert.name, variables: { namespace: scope.namespace } } }],
    whenEmpty: "No container has a limit",
    ...THIRD,
  });

const restarts = ({ pods, ofPods }: ServiceScope): Panel =>
  timeSeries("Restarts", {
    description: "How often containers were started anew. None is normal but while a new version is rolled out.",
    queries: [
      query(
        promql`
          sum by (pod, container) (
            ${ofPods(promql`increase(${kubernetes.restarts}{${matchers(pods)}}[$__rate_interval])`)}
          )
        `,
        "{{pod}} {{container}}",
      ),
    ],
    unit: "count",
    style: "bars",
    min: 0,
    ...THIRD,
  });

const ready = (scope: ServiceScope): Panel =>
  timeSeries("Ready pods", {
    description:
      "Pods that can serve, all that there are, and those that their Deployments want. The lines are one when all is well.",
    queries: [
      query(
        promql`
          sum(
            max by (namespace, deployment) (${kubernetes.deploymentReplicas}{${matchers({ namespace: scope.namespace })}})
            and on (namespace, deployment) label_replace(
              ${scope.ofPods(promql`${podWorkload}{${matchers({ namespace: scope.namespace, workload_kind: "Deployment" })}}`)},
              "deployment", "$1", "workload", "(.+)"
            )
          )
        `,
        "wanted",
      ),
      query(promql`count(${chosen(scope, kubernetes.podReady, { condition: "true" })})`, "all"),
      query(promql`sum(${chosen(scope, kubernetes.podReady, { condition: "true" })})`, "ready"),
    ],
    unit: "count",
    min: 0,
    decimals: 0,
    styles: [
      { series: "wanted", color: "text", dashed: true },
      { series: "all", color: "blue" },
      { series: "ready", color: "green" },
    ],
    width: 10,
    height: 7,
    whenEmpty: "No pods",
  });

/** Which workload of the namespace is whose, Prometheus does not know: a neighbour's change matters, too. */
const rollouts = ({ namespace }: ServiceScope): Panel =>
  table("Rollouts in the namespace", {
    description: `When a new version of each workload was last rolled out, the newest first. ${ROLLED_OUT_HOW}`,
    queries: [now(rolledOut({ namespace }))],
    columns: [
      {
        of: "owner_name",
        title: "Workload",
        links: [
          {
            title: "This workload",
            to: { dashboard: "kubernetes-workload", variables: { namespace, workload: "${__data.fields.owner_name}" } },
          },
        ],
      },
      { of: "owner_kind", title: "Kind" },
      { of: 0, title: "New version", unit: { grafana: "dateTimeFromNow" } },
    ],
    sortBy: { title: "New version", descending: true },
    whenEmpty: "No workload",
    width: 14,
    height: 7,
  });
