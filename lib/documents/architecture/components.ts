/** What is deployed: releases with their versions, workloads with their sizes. */
import {
  code,
  humanBytes,
  kubernetesQuantity,
  table,
  type Bytes,
  type Model,
  type Release,
  type Resources,
  type Workload,
} from "../../model";
import { counted, inOrder, listed, ROLES } from "./words";

/** Our own small charts of custom resources are told of by what is in them, on other pages. */
export const componentReleases = ({ releases }: Model): readonly Release[] =>
  [...releases].sort((a, b) => inOrder(a.path, b.path));

export const releasesTable = (model: Model): string =>
  table(
    ["component", "release", "namespace", "chart", "chart version", "app version"],
    componentReleases(model).map(({ chart, name, namespace, path }) => [
      code(path),
      code(name),
      code(namespace),
      chart.name,
      chart.version,
      chart.appVersion,
    ]),
  );

export const workloadsTable = ({ workloads }: Model): string =>
  table(
    ["workload", "what it does", "namespace", "replicas", "requests", "limits"],
    workloads.map(({ name, namespace = "", replicas, resources, role }) => [
      code(name),
      role === undefined ? "" : ROLES[role],
      code(namespace),
      `${replicas}`,
      resources === undefined ? "none" : amounts(resources.requests),
      resources === undefined ? "none" : amounts(resources.limits),
    ]),
  );

const amounts = ({ cpu, memory }: Resources["limits"]): string =>
  [...(cpu === undefined ? [] : [`${kubernetesQuantity(cpu)} CPU`]), `${kubernetesQuantity(memory)} memory`].join(", ");

/** The sum of what is requested, for the whole cluster and for each node. */
export const requestsText = ({ workloads }: Model): string => {
  const [everywhere, fixed] = [
    workloads.filter(({ replicas }) => replicas === "every node"),
    workloads.filter(({ replicas }) => replicas !== "every node"),
  ];
  return (
    `Together they request ${requested(fixed)}, in ${counted(
      fixed.reduce((sum, each) => sum + podsOf(each), 0),
      "pod",
    )}` +
    `${everywhere.length === 0 ? "" : `, and on each node ${requested(everywhere)}`}. ` +
    (workloads.every(({ resources }) => resources !== undefined)
      ? "Memory is limited everywhere; CPU is not, where no limit stands above: it throttles before it protects."
      : `Without requests and limits: ${listed(workloads.filter(({ resources }) => resources === undefined).map(({ name }) => code(name)))}.`)
  );
};

const podsOf = ({ replicas }: Workload): number => (replicas === "every node" ? 1 : replicas);

const requested = (workloads: readonly Workload[]): string => {
  const sum = (amount: (resources: Resources) => number): number =>
    workloads.reduce(
      (all, each) => all + (each.resources === undefined ? 0 : podsOf(each) * amount(each.resources)),
      0,
    );
  const memory: Bytes = { kind: "bytes", bytes: sum(({ requests }) => requests.memory.bytes) };
  return `${sum(({ requests }) => requests.cpu.millicores) / 1_000} CPU and ${humanBytes(memory)} of memory`;
};
