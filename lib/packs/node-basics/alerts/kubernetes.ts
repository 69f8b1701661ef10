/** What Kubernetes, and the scrape, think of a node. */
import { alert, hours, minutes, plus, scrape } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { changesTests, stateTests } from "../../failure-tests";
import { node } from "../metrics";
import { nodeDownRunbook } from "../runbooks/node-down";
import { nodeExporterAbsentRunbook } from "../runbooks/node-exporter-absent";
import { nodeExporterDownRunbook } from "../runbooks/node-exporter-down";
import { nodeKubeletUnreachableRunbook } from "../runbooks/node-kubelet-unreachable";
import { nodePressureRunbook } from "../runbooks/node-pressure";
import { nodeReadinessFlappingRunbook } from "../runbooks/node-readiness-flapping";
import { NODE, NODE_TEMPLATE, STATE_TARGET } from "../situation";
import type { NodeSettings } from "../settings";

const condition = (name: string, status: string, of = "node-a") =>
  series(node.nodeCondition, { ...STATE_TARGET, node: of, condition: name, status });

/** Its kubelet says that it cannot run pods, or has not been heard of. */
export const nodeDown = () => {
  const texts = (name: string) => ({
    summary: `Node ${name} is not ready`,
    description:
      "The node's condition Ready is false or unknown: no new pods come to it, and those on it are given up after five minutes.",
  });
  return alert("NodeDown", {
    expr: promql`max by (node) (${node.nodeCondition}{condition="Ready",status="true"}) == 0`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts("{{ $labels.node }}"),
    runbook: nodeDownRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: condition("Ready", "true"),
        bad: 0,
        good: 1,
        pending,
        expect: [{ labels: { node: "node-a" }, ...texts("node-a") }],
        beside: (time) => [
          condition("Ready", "true", "node-b").constant(1, time),
          condition("Ready", "unknown", "node-b").constant(0, time),
        ],
      }),
  });
};

/** It comes and goes, and its pods with it. */
export const nodeReadinessFlapping = () => {
  const texts = (name: string, count: string) => ({
    summary: `Node ${name} comes and goes`,
    description: `The node changed between ready and not ready ${count} times within a quarter of an hour.`,
  });
  return alert("NodeReadinessFlapping", {
    parameters: { changes: 4, window: minutes(15) },
    expr: ({ changes, window }) => promql`
      max by (node) (changes(${node.nodeCondition}{condition="Ready",status="true"}[${window}])) > ${changes}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.node }}", "{{ $value }}"),
    runbook: nodeReadinessFlappingRunbook,
    tests: ({ changes, window }) =>
      changesTests({
        value: condition("Ready", "true"),
        at: (change) => (change + 1) % 2,
        limit: changes,
        window,
        expect: (count) => [{ labels: { node: "node-a" }, ...texts("node-a", String(count)) }],
      }),
  });
};

/** The kubelet defends the node: it takes no more pods, and evicts some. */
export const nodePressure = () => {
  const texts = (name: string, what: string) => ({
    summary: `Node ${name} reports ${what}`,
    description: `The node's condition ${what} is true: it takes no more pods of some kinds, and may evict those that it has.`,
  });
  return alert("NodePressure", {
    expr: promql`
      max by (node, condition) (
        ${node.nodeCondition}{condition=~"DiskPressure|MemoryPressure|PIDPressure|NetworkUnavailable",status="true"}
      ) == 1
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.node }}", "{{ $labels.condition }}"),
    runbook: nodePressureRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: condition("DiskPressure", "true"),
        bad: 1,
        good: 0,
        pending,
        expect: [{ labels: { node: "node-a", condition: "DiskPressure" }, ...texts("node-a", "DiskPressure") }],
        beside: (time) => [
          condition("Ready", "true").constant(1, time),
          condition("MemoryPressure", "false").constant(1, time),
          condition("MemoryPressure", "true").constant(0, time),
        ],
      }),
  });
};

/** Containers of the node are not watched. */
export const nodeKubeletUnreachable = ({ kubeletJob }: NodeSettings) => {
  const texts = (name: string) => ({
    summary: `The kubelet of ${name} cannot be scraped`,
    description: "Prometheus does not reach the kubelet of the node: nothing is known of its containers and volumes.",
  });
  const KUBELET = { job: kubeletJob, node: "node-a", instance: "10.0.0.4:10250", namespace: "kube-system" };
  return alert("NodeKubeletUnreachable", {
    // Each kubelet is several targets, of which one will do.
    expr: promql`${scrape.up}{job="${kubeletJob}",metrics_path="/metrics"} == 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE),
    runbook: nodeKubeletUnreachableRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(scrape.up, { ...KUBELET, metrics_path: "/metrics" }),
        bad: 0,
        good: 1,
        pending,
        expect: [{ labels: { ...KUBELET, metrics_path: "/metrics" }, ...texts("node-a") }],
        beside: (time) => [
          series(scrape.up, { ...KUBELET, metrics_path: "/metrics/cadvisor" }).constant(0, time),
          series(scrape.up, { ...KUBELET, job: "apiserver", metrics_path: "/metrics" }).constant(0, time),
        ],
      }),
  });
};

/** The machine itself is not watched. */
export const nodeExporterDown = ({ nodeExporterJob }: NodeSettings) => {
  const texts = (name: string) => ({
    summary: `The node exporter of ${name} cannot be scraped`,
    description: "Prometheus does not reach the node exporter: nothing is known of the node's disks, memory and clock.",
  });
  const TARGET = { ...NODE, job: nodeExporterJob };
  return alert("NodeExporterDown", {
    expr: promql`${scrape.up}{job="${nodeExporterJob}"} == 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE),
    runbook: nodeExporterDownRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(scrape.up, TARGET),
        bad: 0,
        good: 1,
        pending,
        expect: [{ labels: TARGET, ...texts("node-a") }],
        beside: (time) => [series(scrape.up, { ...TARGET, job: "another" }).constant(0, time)],
      }),
  });
};

/** A node that Kubernetes has, and no exporter that Prometheus knows. */
export const nodeExporterAbsent = ({ nodeExporterJob }: NodeSettings) => {
  const texts = (name: string) => ({
    summary: `Node ${name} has no node exporter`,
    description:
      "Kubernetes has this node, and no node exporter on it is scraped: nothing is known of its disks, memory and clock.",
  });
  const of = (name: string) => series(node.nodeInfo, { ...STATE_TARGET, node: name });
  const exporter = (name: string) => ({ namespace: NODE.namespace, pod: `exporter-on-${name}` });
  const pod = (name: string) => series(node.podInfo, { ...STATE_TARGET, ...exporter(name), uid: name, node: name });
  const target = (name: string) => series(scrape.up, { ...exporter(name), job: nodeExporterJob, instance: name });
  return alert("NodeExporterAbsent", {
    expr: promql`
      max by (node) (${node.nodeInfo})
      unless on (node)
      (
        max by (namespace, pod, node) (${node.podInfo})
        and on (namespace, pod)
        ${scrape.up}{job="${nodeExporterJob}"}
      )
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.node }}"),
    runbook: nodeExporterAbsentRunbook,
    tests: ({ for: pending }) => {
      const time = plus(pending, hours(1));
      return [
        fires("one node of three has none", {
          given: [
            of("node-a").constant(1, time),
            of("node-b").constant(1, time),
            of("node-c").constant(1, time),
            // Another pod of the node, with a target of another job.
            series(node.podInfo, { ...STATE_TARGET, namespace: "shop", pod: "cart-0", node: "node-a" }).constant(
              1,
              time,
            ),
            series(scrape.up, { namespace: "shop", pod: "cart-0", job: "shop" }).constant(1, time),
            // Pods of the same name in another namespace, and of another name in the same one.
            series(node.podInfo, {
              ...STATE_TARGET,
              ...exporter("node-b"),
              namespace: "shop",
              node: "node-a",
            }).constant(1, time),
            series(node.podInfo, {
              ...STATE_TARGET,
              namespace: NODE.namespace,
              pod: "fluentd-0",
              node: "node-a",
            }).constant(1, time),
            ...["node-b", "node-c"].flatMap((name) => [pod(name).constant(1, time), target(name).constant(1, time)]),
          ],
          after: pending,
          notBefore: pending.milliseconds === 0 ? undefined : plus(pending, minutes(-0.5)),
          expect: [{ labels: { node: "node-a" }, ...texts("node-a") }],
        }),
        silent("every node has one, even one that is down", {
          given: [of("node-a").constant(1, time), pod("node-a").constant(1, time), target("node-a").constant(0, time)],
          for: time,
        }),
      ];
    },
  });
};
