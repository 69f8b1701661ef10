/** Which workload a pod belongs to: what people deploy and know by name, which is rarely what made the pod. */
import { record, type Expression } from "../../model";
import { promql } from "../../query";
import { records } from "../../testing";
import { kubernetes } from "./metrics";
import { AT, stateOf, TIME } from "./situation";

const named = (label: string, from: string, of: Expression): Expression =>
  promql`label_replace(${of}, "${label}", "$1", "${from}", "(.+)")`;
const constant = (label: string, value: string, of: Expression): Expression =>
  promql`label_replace(${of}, "${label}", "${value}", "", "")`;

const ownedBy = (of: Expression): Expression =>
  named("workload_kind", "owner_kind", named("workload", "owner_name", of));

/** What made the maker, under the name of the maker. */
const maker = (kind: string, label: string, of: Expression): Expression =>
  constant("owner_kind", kind, named("owner_name", label, ownedBy(of)));

const owned = promql`max by (namespace, pod, owner_kind, owner_name) (${kubernetes.podOwner}{owner_is_controller="true"})`;

const viaMaker = promql`
  ${owned}
  * on (namespace, owner_kind, owner_name) group_left (workload_kind, workload)
  max by (namespace, owner_kind, owner_name, workload_kind, workload) (
    ${maker("ReplicaSet", "replicaset", promql`${kubernetes.replicaSetOwner}{owner_is_controller="true"}`)}
    or
    ${maker("Job", "job_name", promql`${kubernetes.jobOwner}{owner_is_controller="true"}`)}
  )
`;

const byItself = constant("workload_kind", "Pod", named("workload", "pod", promql`${kubernetes.podOwner}`));

const podOf = (namespace: string, pod: string, owner_kind?: string, owner_name?: string, instance?: string) =>
  stateOf(
    kubernetes.podOwner,
    {
      namespace,
      pod,
      uid: `uid-of-${pod}`,
      ...(owner_kind === undefined || owner_name === undefined
        ? {}
        : { owner_kind, owner_name, owner_is_controller: "true" }),
    },
    instance,
  ).constant(1, TIME);

const replicaSet = (namespace: string, replicaset: string, deployment?: string) =>
  stateOf(kubernetes.replicaSetOwner, {
    namespace,
    replicaset,
    ...(deployment === undefined
      ? {}
      : { owner_kind: "Deployment", owner_name: deployment, owner_is_controller: "true" }),
  }).constant(1, TIME);

const job = (namespace: string, job_name: string, cronJob?: string) =>
  stateOf(kubernetes.jobOwner, {
    namespace,
    job_name,
    ...(cronJob === undefined ? {} : { owner_kind: "CronJob", owner_name: cronJob, owner_is_controller: "true" }),
  }).constant(1, TIME);

const belongs = (namespace: string, pod: string, workload_kind: string, workload: string) => ({
  labels: { namespace, pod, workload_kind, workload },
  value: 1,
});

/** Of a Deployment's pods it is the Deployment, of a CronJob's pods the CronJob, and of a pod that nobody made the pod itself. */
export const podWorkload = record("pod:kube_pod_owner:workload", {
  help: "1 for the workload that a pod belongs to, whatever stands between the two.",
  unit: "boolean",
  readBy: "panels",
  expr: promql`
    max by (namespace, pod, workload_kind, workload) (
      ${viaMaker}
      or on (namespace, pod)
      ${ownedBy(owned)}
      or on (namespace, pod)
      ${byItself}
    )
  `,
  tests: [
    records("pods that are made in each way", {
      given: [
        podOf("shop", "cart-5d-x", "ReplicaSet", "cart-5d"),
        podOf("shop", "cart-5d-y", "ReplicaSet", "cart-5d"),
        replicaSet("shop", "cart-5d", "cart"),
        podOf("test", "cart-5d-x", "ReplicaSet", "cart-5d"),
        replicaSet("test", "cart-5d", "cart-in-test"),
        podOf("shop", "old-x", "ReplicaSet", "old"),
        replicaSet("shop", "old"),
        podOf("shop", "report-1-x", "Job", "report-1"),
        job("shop", "report-1", "report"),
        podOf("shop", "import-x", "Job", "import"),
        job("shop", "import"),
        podOf("shop", "orders-0", "StatefulSet", "orders"),
        podOf("agents", "fluentd-x", "DaemonSet", "fluentd"),
        podOf("agents", "fluentd-x", "DaemonSet", "fluentd", "10.0.0.10:8080"),
        podOf("shop", "debug"),
      ],
      at: AT,
      expect: [
        belongs("shop", "cart-5d-x", "Deployment", "cart"),
        belongs("shop", "cart-5d-y", "Deployment", "cart"),
        belongs("test", "cart-5d-x", "Deployment", "cart-in-test"),
        belongs("shop", "old-x", "ReplicaSet", "old"),
        belongs("shop", "report-1-x", "CronJob", "report"),
        belongs("shop", "import-x", "Job", "import"),
        belongs("shop", "orders-0", "StatefulSet", "orders"),
        belongs("agents", "fluentd-x", "DaemonSet", "fluentd"),
        belongs("shop", "debug", "Pod", "debug"),
      ],
    }),
  ],
});
