/** The objects that kube-state-metrics, cAdvisor and the kubelet tell of, each as the labels that tell of it. */
import { NODES, replicaSet, type Labels, type Pod, type Workload } from "./cluster";

/** The label that an object is known by, and the labels of all such objects; the most particular kind first. */
export type Objects = readonly (readonly [label: string, rows: readonly Labels[]])[];

export const objectsOf = (pods: readonly Pod[]): Objects => {
  const workloads = [...new Set(pods.map(({ workload }) => workload))];
  const ofKind = (kind: Workload["kind"]): readonly Workload[] => workloads.filter((each) => each.kind === kind);
  const sets = ofKind("StatefulSet");
  const deployments = ofKind("Deployment");
  const jobs = ofKind("Job");
  const scaled = deployments.filter(({ namespace }) => ["shop", "media"].includes(namespace));
  const podRows = pods.map(podLabels);
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
  return [
    ["persistentvolumeclaim", claims(pods)],
    ["container", pods.map((pod) => ({ ...podLabels(pod), ...containerLabels(pod) }))],
    ["pod", podRows],
    [
      "job_name",
      jobs.map(({ namespace, name }) => ({
        namespace,
        job_name: name,
        owner_kind: "CronJob",
        owner_name: cronJob(name),
        owner_is_controller: "true",
      })),
    ],
    [
      "cronjob",
      jobs.map(({ namespace, name }) => ({
        namespace,
        cronjob: cronJob(name),
        schedule: "0 * * * *",
        concurrency_policy: "Forbid",
      })),
    ],
    [
      "replicaset",
      deployments.map(({ namespace, name }) => ({
        namespace,
        replicaset: `${name}-${replicaSet(namespace, name)}`,
        owner_kind: "Deployment",
        owner_name: name,
        owner_is_controller: "true",
      })),
    ],
    ["deployment", deployments.map(({ namespace, name }) => ({ namespace, deployment: name }))],
    ["statefulset", sets.map(({ namespace, name }) => ({ namespace, statefulset: name, revision: `${name}-5d8f7` }))],
    ["daemonset", ofKind("DaemonSet").map(({ namespace, name }) => ({ namespace, daemonset: name }))],
    [
      "horizontalpodautoscaler",
      scaled.map(({ namespace, name }) => ({
        namespace,
        horizontalpodautoscaler: name,
        scaletargetref_api_version: "apps/v1",
        scaletargetref_kind: "Deployment",
        scaletargetref_name: name,
      })),
    ],
    [
      "poddisruptionbudget",
      [...scaled, ...sets].map(({ namespace, name }) => ({ namespace, poddisruptionbudget: name })),
    ],
    ["node", NODES.map(nodeLabels)],
    [
      "service",
      [...deployments, ...sets].map(({ namespace, name }) => ({ namespace, service: name, cluster_ip: "10.2.0.7" })),
    ],
    ["resourcequota", namespaces.map((namespace) => ({ namespace, resourcequota: "team" }))],
    ["namespace", namespaces.map((namespace) => ({ namespace }))],
  ];
};

const cronJob = (job: string): string => job.replace(/-\d+$/, "");

const nodeLabels = ({ name, ip }: (typeof NODES)[number]): Labels => ({
  node: name,
  internal_ip: ip,
  container_runtime_version: "containerd://2.2.0",
  kernel_version: "6.12.58",
  kubelet_version: "v1.37.2",
  os_image: "Debian GNU/Linux 13",
  provider_id: `aws:///us-east-1a/${name}`,
  system_uuid: `ec2-${name}`,
});

/** What made the pod: a Deployment by way of a ReplicaSet. */
const ownerOf = ({ workload: { namespace, name, kind } }: Pod): readonly [kind: string, name: string] =>
  kind === "Deployment" ? ["ReplicaSet", `${name}-${replicaSet(namespace, name)}`] : [kind, name];

const podLabels = (pod: Pod): Labels => {
  const [kind, name] = ownerOf(pod);
  return {
    namespace: pod.namespace,
    pod: pod.pod,
    uid: pod.uid,
    node: pod.node.name,
    host_ip: pod.node.ip,
    pod_ip: pod.ip,
    host_network: "false",
    created_by_kind: kind,
    created_by_name: name,
    owner_kind: kind,
    owner_name: name,
    owner_is_controller: "true",
    qos_class: "Burstable",
  };
};

const containerLabels = ({ namespace, pod, container, uid }: Pod): Labels => ({
  container,
  image: `registry.example/${container}:1.4.2`,
  image_spec: `registry.example/${container}:1.4.2`,
  image_id: `registry.example/${container}@sha256:${uid.replaceAll("-", "")}`,
  container_id: `containerd://${uid.replaceAll("-", "")}`,
  name: uid.replaceAll("-", ""),
  id: `/kubepods.slice/${namespace}/${pod}/${container}`,
});

const claims = (pods: readonly Pod[]): readonly Labels[] =>
  pods
    .filter(({ workload }) => workload.kind === "StatefulSet")
    .map((pod) => ({
      namespace: pod.namespace,
      persistentvolumeclaim: `data-${pod.pod}`,
      volume: `data`,
      volumename: `pvc-${pod.uid}`,
      storageclass: "gp3",
      pod: pod.pod,
      uid: pod.uid,
      node: pod.node.name,
    }));

/** The pod as a whole has series of its own at cAdvisor, without what only a container has. */
export const wholePods = (pods: readonly Pod[]): readonly Labels[] =>
  pods.map((pod) => ({ ...podLabels(pod), id: `/kubepods.slice/${pod.namespace}/${pod.pod}` }));
