/** What pods use, ask for and may use: computed once, because panels add it up over namespaces, workloads, nodes and the whole cluster. */
import { minutes, record, type Expression, type Metric, type RecordingRule } from "../../model";
import { not, matchers, promql } from "../../query";
import { records } from "../../testing";
import { kubernetes } from "./metrics";
import { AT, CART, CART_IN_TEST, OTHER_CART, stateOf, TIME, usageOf, type PodName } from "./situation";

const BY_POD = ["namespace", "pod", "node"] as const;

const cpu = (pod: PodName, container: string, cores: number, id = "") =>
  usageOf(kubernetes.cpuSeconds, pod, { container, cpu: "total", name: id }).ratePerSecond(cores, TIME);

/** A container that is told of twice, by an old and a new cgroup or by two scrapes, counts once. */
export const podCpu = record("pod:container_cpu_usage:rate5m", {
  help: "Cores that the containers of a pod use, over five minutes.",
  unit: "cores",
  readBy: "panels",
  expr: promql`
    sum by (${BY_POD}) (
      max by (${BY_POD}, container) (rate(${kubernetes.cpuSeconds}{${matchers({ container: not("") })}}[5m]))
    )
  `,
  tests: [
    records("containers add up, and the pod as a whole is not counted again", {
      given: [
        cpu(CART, "app", 0.5),
        cpu(CART, "app", 0.5, "again"),
        cpu(CART, "proxy", 0.25),
        cpu(CART, "", 0.75),
        cpu(OTHER_CART, "app", 2),
        cpu(CART_IN_TEST, "app", 4),
      ],
      at: AT,
      expect: [
        { labels: { ...CART }, value: 0.75 },
        { labels: { ...OTHER_CART }, value: 2 },
        { labels: { ...CART_IN_TEST }, value: 4 },
      ],
    }),
    records("what was used within five minutes counts", {
      given: [
        usageOf(kubernetes.cpuSeconds, CART, { container: "app", cpu: "total" })
          .ratePerSecond(9, minutes(8))
          .ratePerSecond(0, minutes(2)),
      ],
      at: minutes(9.5),
      expect: [{ labels: { ...CART }, value: 5 }],
    }),
  ],
});

const memory = (pod: PodName, container: string, bytes: number, id = "") =>
  usageOf(kubernetes.workingSet, pod, { container, name: id }).constant(bytes, TIME);

export const podMemory = record("pod:container_memory_working_set:sum", {
  help: "Memory that the containers of a pod hold and cannot give back.",
  unit: "bytes",
  readBy: "panels",
  expr: promql`
    sum by (${BY_POD}) (
      max by (${BY_POD}, container) (${kubernetes.workingSet}{${matchers({ container: not("") })}})
    )
  `,
  tests: [
    records("containers add up, and the pod as a whole is not counted again", {
      given: [
        memory(CART, "app", 500),
        memory(CART, "app", 400, "again"),
        memory(CART, "proxy", 250),
        memory(CART, "", 750),
        memory(OTHER_CART, "app", 2000),
        memory(CART_IN_TEST, "app", 4000),
      ],
      at: AT,
      expect: [
        { labels: { ...CART }, value: 750 },
        { labels: { ...OTHER_CART }, value: 2000 },
        { labels: { ...CART_IN_TEST }, value: 4000 },
      ],
    }),
  ],
});

/** What a pod that has ended asked for is free again. */
const ofLivingPods = (metric: Metric): Expression => promql`
  sum by (${BY_POD}, resource) (
    max by (${BY_POD}, container, resource) (${metric}{resource=~"cpu|memory"})
  )
  and on (namespace, pod)
  ${kubernetes.podPhase}{phase=~"Pending|Running"} == 1
`;

const sumTests = (metric: Metric): RecordingRule["tests"] => {
  const asked = (pod: PodName, container: string, resource: string, value: number, instance?: string) =>
    stateOf(metric, { ...pod, container, resource, unit: "x", uid: "x" }, instance).constant(value, TIME);
  const phase = (pod: PodName, name: string, value: number) =>
    stateOf(kubernetes.podPhase, { namespace: pod.namespace, pod: pod.pod, phase: name, uid: "x" }).constant(
      value,
      TIME,
    );
  const ended = { ...CART, pod: "report-1" };
  return [
    records("containers add up while their pod lives", {
      given: [
        asked(CART, "app", "cpu", 0.5),
        asked(CART, "app", "cpu", 0.5, "10.0.0.10:8080"),
        asked(CART, "proxy", "cpu", 0.25),
        asked(CART, "app", "memory", 1000),
        asked(CART, "app", "ephemeral_storage", 7),
        phase(CART, "Running", 1),
        phase(CART, "Pending", 0),
        asked(OTHER_CART, "app", "cpu", 2),
        phase(OTHER_CART, "Pending", 1),
        asked(CART_IN_TEST, "app", "cpu", 4),
        phase(CART_IN_TEST, "Running", 1),
        asked(ended, "app", "cpu", 8),
        phase(ended, "Succeeded", 1),
        phase(ended, "Running", 0),
        asked({ ...CART_IN_TEST, pod: ended.pod }, "app", "cpu", 16),
        phase({ ...CART_IN_TEST, pod: ended.pod }, "Running", 1),
        asked({ ...CART_IN_TEST, pod: "failed" }, "app", "cpu", 32),
        phase({ ...CART_IN_TEST, pod: "failed" }, "Failed", 1),
      ],
      at: AT,
      expect: [
        { labels: { ...CART, resource: "cpu" }, value: 0.75 },
        { labels: { ...CART, resource: "memory" }, value: 1000 },
        { labels: { ...OTHER_CART, resource: "cpu" }, value: 2 },
        { labels: { ...CART_IN_TEST, resource: "cpu" }, value: 4 },
        { labels: { ...CART_IN_TEST, pod: ended.pod, resource: "cpu" }, value: 16 },
      ],
    }),
  ];
};

export const podRequests = record("pod:container_requests:sum", {
  help: "What is kept free for the containers of a pod: cores or bytes, by resource; init containers are left out.",
  readBy: "panels",
  expr: ofLivingPods(kubernetes.requests),
  tests: sumTests(kubernetes.requests),
});

export const podLimits = record("pod:container_limits:sum", {
  help: "What the containers of a pod may use: cores or bytes, by resource; containers without a limit add nothing.",
  readBy: "panels",
  expr: ofLivingPods(kubernetes.limits),
  tests: sumTests(kubernetes.limits),
});

/** On the network of its node a pod shows the traffic of all others there, too. */
const ofOwnNetwork = (metric: Metric): Expression => promql`
  sum by (${BY_POD}) (max by (${BY_POD}, interface) (rate(${metric}[5m])))
  unless on (namespace, pod)
  ${kubernetes.podInfo}{host_network="true"}
`;

const networkTests = (metric: Metric): RecordingRule["tests"] => {
  const traffic = (pod: PodName, of: string, id = "") => usageOf(metric, pod, { interface: of, name: id });
  const info = (pod: PodName, host_network: string) =>
    stateOf(kubernetes.podInfo, { ...pod, host_network }).constant(1, TIME);
  const agent = { ...CART, pod: "agent" };
  return [
    records("interfaces add up, and pods on the network of their node are left out", {
      given: [
        traffic(CART, "eth0").ratePerSecond(100, TIME),
        traffic(CART, "eth0", "again").ratePerSecond(100, TIME),
        traffic(CART, "eth1").ratePerSecond(30, TIME),
        info(CART, "false"),
        traffic(OTHER_CART, "eth0").ratePerSecond(200, TIME),
        traffic(CART_IN_TEST, "eth0").ratePerSecond(400, TIME),
        traffic(agent, "eth0").ratePerSecond(800, TIME),
        info(agent, "true"),
        traffic({ ...agent, namespace: "test" }, "eth0").ratePerSecond(1600, TIME),
      ],
      at: AT,
      expect: [
        { labels: { ...CART }, value: 130 },
        { labels: { ...OTHER_CART }, value: 200 },
        { labels: { ...CART_IN_TEST }, value: 400 },
        { labels: { ...agent, namespace: "test" }, value: 1600 },
      ],
    }),
    records("what came within five minutes counts", {
      given: [traffic(CART, "eth0").ratePerSecond(90, minutes(8)).ratePerSecond(0, minutes(2))],
      at: minutes(9.5),
      expect: [{ labels: { ...CART }, value: 50 }],
    }),
  ];
};

export const podReceived = record("pod:container_network_received:rate5m", {
  help: "Bytes per second that a pod receives, over five minutes; pods on the network of their node are left out.",
  unit: "bytes per second",
  readBy: "panels",
  expr: ofOwnNetwork(kubernetes.networkReceived),
  tests: networkTests(kubernetes.networkReceived),
});

export const podSent = record("pod:container_network_sent:rate5m", {
  help: "Bytes per second that a pod sends, over five minutes; pods on the network of their node are left out.",
  unit: "bytes per second",
  readBy: "panels",
  expr: ofOwnNetwork(kubernetes.networkSent),
  tests: networkTests(kubernetes.networkSent),
});
