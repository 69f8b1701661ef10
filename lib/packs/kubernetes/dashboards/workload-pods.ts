/** The pods of a workload: where they are, what version they run, why they wait or were started anew. */
import { alertLine, line, now, query, row, table, timeSeries } from "../../../dashboards";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podCpu, podMemory } from "../rules";
import { logsOfCell, logsOfSeries, nodeOfCell } from "./links";
import { ofChosenPods } from "./pods";
import { containerRestarts } from "./workload-pack";

const HERE = promql`{namespace="$namespace"}`;

const pods = table("Pods", {
  description:
    "Each pod with its node and its state. One bad pod among good ones points at its node; all bad points at the version or what they depend on.",
  width: 16,
  height: 9,
  queries: [
    now(ofChosenPods(promql`max by (namespace, pod, node) (${kubernetes.podInfo}{namespace="$namespace",node!=""})`)),
    now(
      ofChosenPods(promql`
        max by (namespace, pod, node) (${kubernetes.podInfo}{namespace="$namespace",node!=""})
        * on (namespace, pod) group_left ()
        (
          max by (namespace, pod) (${kubernetes.podReady}{namespace="$namespace",condition="true"})
          + on (namespace, pod)
          2 * max by (namespace, pod) (${kubernetes.podPhase}{namespace="$namespace",phase="Succeeded"})
        )
      `),
    ),
    now(
      ofChosenPods(promql`
        max by (namespace, pod, node) (${kubernetes.podInfo}{namespace="$namespace",node!=""})
        * on (namespace, pod) group_left ()
        max by (namespace, pod) (round(increase(${kubernetes.restarts}${HERE}[1h])))
      `),
    ),
    // Without its name, it is one row with the others.
    now(promql`max by (namespace, pod, node) (${ofChosenPods(promql`${podCpu}${HERE}`)})`),
    now(promql`max by (namespace, pod, node) (${ofChosenPods(promql`${podMemory}${HERE}`)})`),
  ],
  columns: [
    { of: "pod", title: "Pod", links: [logsOfCell] },
    { of: "node", title: "Node", links: [nodeOfCell] },
    {
      of: 1,
      title: "Ready",
      width: 80,
      shownAs: "colored text",
      texts: [
        { value: 1, text: "yes", color: "green" },
        { value: 0, text: "no", color: "red" },
        { value: { from: 2, to: 3 }, text: "ended", color: "blue" },
      ],
    },
    {
      of: 2,
      title: "Restarts in an hour",
      unit: "count",
      decimals: 0,
      width: 170,
      shownAs: "colored text",
      thresholds: [line(0, "text"), alertLine(containerRestarts, "restarts")],
    },
    { of: 3, title: "CPU", unit: "cores", decimals: 2, width: 110 },
    { of: 4, title: "Memory", unit: "bytes", width: 110 },
  ],
  sortBy: { title: "Restarts in an hour", descending: true },
});

const images = table("Versions", {
  description:
    "The images that the containers run. Two of one container are a rollout that goes on, or one that is stuck.",
  width: 8,
  height: 9,
  queries: [
    now(
      promql`count by (container, image) (${ofChosenPods(
        promql`max by (namespace, pod, container, image) (${kubernetes.containerInfo}${HERE})`,
      )})`,
    ),
  ],
  columns: [
    { of: "container", title: "Container", width: 110 },
    { of: "image", title: "Image" },
    { of: 0, title: "Pods", unit: "count", width: 60 },
  ],
  sortBy: { title: "Container", descending: false },
});

export const podsRow = row("Its pods", [
  pods,
  images,
  timeSeries("Replicas", {
    description:
      "Pods that are ready, beside those that shall be. A gap that stays after a rollout is a rollout that is stuck.",
    unit: "count",
    min: 0,
    width: 8,
    queries: [
      query(
        promql`
          sum(
            max by (deployment) (${kubernetes.deploymentReplicas}{namespace="$namespace",deployment=~"$workload"})
            or
            max by (statefulset) (${kubernetes.statefulSetReplicas}{namespace="$namespace",statefulset=~"$workload"})
            or
            max by (daemonset) (${kubernetes.daemonSetDesired}{namespace="$namespace",daemonset=~"$workload"})
          )
        `,
        "wanted",
      ),
      query(
        promql`sum(${ofChosenPods(
          promql`max by (namespace, pod) (${kubernetes.podReady}{namespace="$namespace",condition="true"})`,
        )})`,
        "ready",
      ),
      query(
        promql`
          sum(
            max by (deployment) (${kubernetes.deploymentUpdated}{namespace="$namespace",deployment=~"$workload"})
            or
            max by (statefulset) (${kubernetes.statefulSetUpdated}{namespace="$namespace",statefulset=~"$workload"})
            or
            max by (daemonset) (${kubernetes.daemonSetUpdated}{namespace="$namespace",daemonset=~"$workload"})
          )
        `,
        "of the newest version",
      ),
    ],
    styles: [{ series: "wanted", color: "blue", dashed: true }],
  }),
  timeSeries("Waiting by reason", {
    description:
      "Containers that are not started, by the reason. CrashLoopBackOff: the logs tell; ImagePullBackOff: the name of the image or the right to pull it.",
    unit: "count",
    min: 0,
    width: 8,
    style: "bars",
    stacked: true,
    whenEmpty: "none waits",
    queries: [
      query(
        promql`sum by (reason) (${ofChosenPods(
          promql`max by (namespace, pod, container, reason) (${kubernetes.waitingReason}${HERE})`,
        )})`,
        "{{reason}}",
      ),
    ],
  }),
  timeSeries("Restarts by container", {
    description: "How often a container was started anew. Normal is none.",
    unit: "count",
    min: 0,
    width: 8,
    style: "bars",
    stacked: true,
    whenEmpty: "none was restarted",
    queries: [
      query(
        ofChosenPods(
          promql`max by (namespace, pod, container) (increase(${kubernetes.restarts}${HERE}[$__rate_interval])) > 0`,
        ),
        "{{pod}} {{container}}",
      ),
    ],
    dataLinks: [logsOfSeries],
  }),
]);
