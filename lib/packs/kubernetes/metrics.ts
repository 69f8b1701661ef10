/** What the dashboards of Kubernetes read beyond what the alerts about workloads read: requests, quotas, owners, networks, what nodes have to give. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";
import { node } from "../node-basics";
import { kubernetes as workloads } from "../workload";

const POD = { namespace: "any", pod: "any", uid: "any" } as const;
const CONTAINER = { ...POD, container: "any" } as const;

const objects = contract(
  { targetLabels: SERVICE_TARGET, exporter: "kube-state-metrics", source: "kube-state-metrics 2.20, documentation" },
  {
    namespacePhase: gauge("kube_namespace_status_phase", {
      unit: "boolean",
      help: "1 for the phase that a namespace is in.",
      labels: { namespace: "any", phase: ["Active", "Terminating"] },
    }),
    quota: gauge("kube_resourcequota", {
      help: "What a quota allows of a resource (hard), and what of it is taken (used).",
      labels: { namespace: "any", resourcequota: "any", resource: "any", type: ["hard", "used"] },
    }),
    // The unit follows the resource: cores for cpu, bytes for memory.
    requests: gauge("kube_pod_container_resource_requests", {
      help: "What is kept free of a resource for a container.",
      labels: { ...CONTAINER, node: "any", resource: "any", unit: "any" },
      optionalLabels: ["node"],
    }),
    containerInfo: gauge("kube_pod_container_info", {
      unit: "boolean",
      help: "1 for each container, with the image that it runs.",
      labels: { ...CONTAINER, container_id: "any", image: "any", image_id: "any", image_spec: "any" },
      optionalLabels: ["container_id", "image_id"],
      identifiedBy: ["namespace", "pod", "container"],
    }),
    podVolumes: gauge("kube_pod_spec_volumes_persistentvolumeclaims_info", {
      unit: "boolean",
      help: "1 for each volume claim that a pod mounts.",
      labels: { ...POD, volume: "any", persistentvolumeclaim: "any", ephemeral: "any" },
      optionalLabels: ["ephemeral"],
    }),
    replicaSetOwner: gauge("kube_replicaset_owner", {
      unit: "boolean",
      help: "1 for what made a ReplicaSet; nothing but its name where nobody did.",
      labels: { namespace: "any", replicaset: "any", owner_kind: "any", owner_name: "any", owner_is_controller: "any" },
      optionalLabels: ["owner_kind", "owner_name", "owner_is_controller"],
    }),
  },
);

const NODE_RESOURCE = { node: "any", resource: "any", unit: "any" } as const;

/** Their `namespace`, `pod` and `container` are those of kube-state-metrics itself. */
const nodes = contract(
  { targetLabels: SERVICE_TARGET, exporter: "kube-state-metrics", source: "kube-state-metrics 2.20, documentation" },
  {
    nodeUnschedulable: gauge("kube_node_spec_unschedulable", {
      unit: "boolean",
      help: "1 while a node takes no new pods.",
      labels: { node: "any" },
    }),
    allocatable: gauge("kube_node_status_allocatable", {
      help: "What a node has of a resource for pods.",
      labels: NODE_RESOURCE,
    }),
  },
);

/** Of a pod's network there are series without a container, image and name. */
const NETWORK = {
  namespace: "any",
  pod: "any",
  container: "any",
  id: "any",
  image: "any",
  name: "any",
  interface: "any",
} as const;
const network = (name: string, help: string, unit: "bytes" | "count") =>
  counter(name, { unit, help, labels: NETWORK, optionalLabels: ["container", "image", "name"] });

const networks = contract(
  {
    targetLabels: ["namespace", "service", "endpoint", "job", "instance", "node", "metrics_path"],
    exporter: "kubelet (cAdvisor)",
    source: "cAdvisor 0.60.5 as kubelet 1.37.2 uses it, source; what kube-prometheus-stack 88.5 keeps of it",
  },
  {
    networkReceived: network("container_network_receive_bytes_total", "What a pod has received.", "bytes"),
    networkSent: network("container_network_transmit_bytes_total", "What a pod has sent.", "bytes"),
    receivedPackets: network("container_network_receive_packets_total", "Packets that a pod has received.", "count"),
    sentPackets: network("container_network_transmit_packets_total", "Packets that a pod has sent.", "count"),
    receiveDropped: network(
      "container_network_receive_packets_dropped_total",
      "Packets to a pod that were thrown away.",
      "count",
    ),
    sendDropped: network(
      "container_network_transmit_packets_dropped_total",
      "Packets of a pod that were thrown away.",
      "count",
    ),
    receiveErrors: network("container_network_receive_errors_total", "Packets to a pod that came broken.", "count"),
    sendErrors: network("container_network_transmit_errors_total", "Packets that a pod could not send.", "count"),
  },
);

const { podInfo, nodeInfo, nodeCondition } = node;

export const kubernetes = { ...workloads, podInfo, nodeInfo, nodeCondition, ...objects, ...nodes, ...networks };
