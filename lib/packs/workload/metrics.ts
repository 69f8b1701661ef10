/** What kube-state-metrics, cAdvisor and the kubelet tell of pods, of what runs them, and of their volumes. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";

const POD = { namespace: "any", pod: "any", uid: "any" } as const;
const CONTAINER = { ...POD, container: "any" } as const;
const LIMIT = { ...CONTAINER, node: "any", resource: "any", unit: "any" } as const;
const TRUTH = ["true", "false", "unknown"] as const;

/** The scrape honours their own labels, so that `namespace`, `pod` and `container` are those of the object and all else is kube-state-metrics'. */
const objects = contract(
  { targetLabels: SERVICE_TARGET, exporter: "kube-state-metrics", source: "kube-state-metrics 2.20, documentation" },
  {
    restarts: counter("kube_pod_container_status_restarts_total", {
      help: "How often a container was started anew.",
      labels: CONTAINER,
    }),
    waitingReason: gauge("kube_pod_container_status_waiting_reason", {
      unit: "boolean",
      help: "1 while a container waits, with the reason why.",
      labels: { ...CONTAINER, reason: "any" },
    }),
    lastTerminatedReason: gauge("kube_pod_container_status_last_terminated_reason", {
      unit: "boolean",
      help: "1 with the reason for which a container ended before it was started anew.",
      labels: { ...CONTAINER, reason: "any" },
    }),
    // The unit follows the resource: cores for cpu, bytes for memory.
    limits: gauge("kube_pod_container_resource_limits", {
      help: "What a container may use of a resource.",
      labels: LIMIT,
      optionalLabels: ["node"],
    }),
    podReady: gauge("kube_pod_status_ready", {
      unit: "boolean",
      help: "1 for the state that the pod's condition Ready is in.",
      labels: { ...POD, condition: TRUTH },
    }),
    podPhase: gauge("kube_pod_status_phase", {
      unit: "boolean",
      help: "1 for the phase that the pod is in.",
      labels: { ...POD, phase: ["Pending", "Running", "Succeeded", "Failed", "Unknown"] },
    }),
    podUnschedulable: gauge("kube_pod_status_unschedulable", {
      unit: "boolean",
      help: "1 while no node takes the pod.",
      labels: POD,
    }),
    podOwner: gauge("kube_pod_owner", {
      unit: "boolean",
      help: "1 for what made the pod.",
      labels: { ...POD, owner_kind: "any", owner_name: "any", owner_is_controller: "any" },
      optionalLabels: ["owner_kind", "owner_name", "owner_is_controller"],
    }),
    replicaSetCreated: gauge("kube_replicaset_created", {
      unit: "timestamp",
      help: "When a ReplicaSet was made: for a Deployment, when a new version of its pods was rolled out for the first time.",
      labels: { namespace: "any", replicaset: "any" },
    }),
    deploymentReplicas: gauge("kube_deployment_spec_replicas", {
      help: "Pods that a Deployment shall have.",
      labels: { namespace: "any", deployment: "any" },
    }),
    deploymentAvailable: gauge("kube_deployment_status_replicas_available", {
      help: "Pods of a Deployment that can serve.",
      labels: { namespace: "any", deployment: "any" },
    }),
    deploymentUpdated: gauge("kube_deployment_status_replicas_updated", {
      help: "Pods of a Deployment that are of its newest version.",
      labels: { namespace: "any", deployment: "any" },
    }),
    deploymentGeneration: gauge("kube_deployment_status_observed_generation", {
      help: "The version of a Deployment's specification that its controller has taken up; the number of its replicas is part of that.",
      labels: { namespace: "any", deployment: "any" },
    }),
    deploymentCondition: gauge("kube_deployment_status_condition", {
      unit: "boolean",
      help: "1 for the state that a condition of a Deployment is in.",
      labels: { namespace: "any", deployment: "any", condition: "any", status: TRUTH, reason: "any" },
      optionalLabels: ["reason"],
    }),
    statefulSetReplicas: gauge("kube_statefulset_replicas", {
      help: "Pods that a StatefulSet shall have.",
      labels: { namespace: "any", statefulset: "any" },
    }),
    statefulSetReady: gauge("kube_statefulset_status_replicas_ready", {
      help: "Pods of a StatefulSet that are ready.",
      labels: { namespace: "any", statefulset: "any" },
    }),
    statefulSetUpdated: gauge("kube_statefulset_status_replicas_updated", {
      help: "Pods of a StatefulSet that are of its newest version.",
      labels: { namespace: "any", statefulset: "any" },
    }),
    statefulSetGeneration: gauge("kube_statefulset_status_observed_generation", {
      help: "The version of a StatefulSet's specification that its controller has taken up.",
      labels: { namespace: "any", statefulset: "any" },
    }),
    daemonSetDesired: gauge("kube_daemonset_status_desired_number_scheduled", {
      help: "Nodes that shall run a pod of a DaemonSet.",
      labels: { namespace: "any", daemonset: "any" },
    }),
    daemonSetAvailable: gauge("kube_daemonset_status_number_available", {
      help: "Nodes that run a pod of a DaemonSet that can serve.",
      labels: { namespace: "any", daemonset: "any" },
    }),
    daemonSetUpdated: gauge("kube_daemonset_status_updated_number_scheduled", {
      help: "Nodes that run a pod of a DaemonSet's newest version.",
      labels: { namespace: "any", daemonset: "any" },
    }),
    daemonSetGeneration: gauge("kube_daemonset_status_observed_generation", {
      help: "The version of a DaemonSet's specification that its controller has taken up.",
      labels: { namespace: "any", daemonset: "any" },
    }),
    jobFailed: gauge("kube_job_failed", {
      unit: "boolean",
      help: "1 for the state of a Job's condition Failed.",
      labels: { namespace: "any", job_name: "any", condition: TRUTH },
    }),
    jobActive: gauge("kube_job_status_active", {
      help: "Pods of a Job that run.",
      labels: { namespace: "any", job_name: "any" },
    }),
    jobStarted: gauge("kube_job_status_start_time", {
      unit: "timestamp",
      help: "When a Job was taken up.",
      labels: { namespace: "any", job_name: "any" },
    }),
    jobOwner: gauge("kube_job_owner", {
      unit: "boolean",
      help: "1 for what made a Job; nothing but its name where nobody did.",
      labels: { namespace: "any", job_name: "any", owner_kind: "any", owner_name: "any", owner_is_controller: "any" },
      optionalLabels: ["owner_kind", "owner_name", "owner_is_controller"],
    }),
    jobCompleted: gauge("kube_job_status_completion_time", {
      unit: "timestamp",
      help: "When a Job has ended well; missing where it has not.",
      labels: { namespace: "any", job_name: "any" },
    }),
    cronJobLastSuccess: gauge("kube_cronjob_status_last_successful_time", {
      unit: "timestamp",
      help: "When a CronJob has succeeded last; missing before the first time.",
      labels: { namespace: "any", cronjob: "any" },
    }),
    cronJobNext: gauge("kube_cronjob_next_schedule_time", {
      unit: "timestamp",
      help: "When a CronJob is due after its last run; missing while it is suspended.",
      labels: { namespace: "any", cronjob: "any" },
    }),
    autoscalerInfo: gauge("kube_horizontalpodautoscaler_info", {
      unit: "boolean",
      help: "1 for each autoscaler, with what it scales.",
      labels: {
        namespace: "any",
        horizontalpodautoscaler: "any",
        scaletargetref_api_version: "any",
        scaletargetref_kind: "any",
        scaletargetref_name: "any",
      },
    }),
    autoscalerCurrent: gauge("kube_horizontalpodautoscaler_status_current_replicas", {
      help: "Pods that an autoscaler counts.",
      labels: { namespace: "any", horizontalpodautoscaler: "any" },
    }),
    autoscalerMax: gauge("kube_horizontalpodautoscaler_spec_max_replicas", {
      help: "Pods that an autoscaler may ask for.",
      labels: { namespace: "any", horizontalpodautoscaler: "any" },
    }),
    autoscalerMin: gauge("kube_horizontalpodautoscaler_spec_min_replicas", {
      help: "Pods that an autoscaler leaves at the least.",
      labels: { namespace: "any", horizontalpodautoscaler: "any" },
    }),
    budgetHealthy: gauge("kube_poddisruptionbudget_status_current_healthy", {
      help: "Ready pods under a disruption budget.",
      labels: { namespace: "any", poddisruptionbudget: "any" },
    }),
    budgetDesired: gauge("kube_poddisruptionbudget_status_desired_healthy", {
      help: "Ready pods that a disruption budget asks for.",
      labels: { namespace: "any", poddisruptionbudget: "any" },
    }),
  },
);

/** Of a pod as a whole there are series, too, and those have no container, image and name. */
const CGROUP = { namespace: "any", pod: "any", container: "any", id: "any", image: "any", name: "any" } as const;

const containers = contract(
  {
    targetLabels: ["namespace", "service", "endpoint", "job", "instance", "node", "metrics_path"],
    exporter: "kubelet (cAdvisor)",
    source: "cAdvisor 0.60.5 as kubelet 1.37.2 uses it, source; what kube-prometheus-stack 88.5 keeps of it",
  },
  {
    cpuSeconds: counter("container_cpu_usage_seconds_total", {
      unit: "seconds",
      help: "CPU time that a container has used.",
      labels: { ...CGROUP, cpu: "any" },
      optionalLabels: ["container", "image", "name"],
    }),
    cpuPeriods: counter("container_cpu_cfs_periods_total", {
      help: "Scheduling periods of a container that has a CPU limit.",
      labels: CGROUP,
      optionalLabels: ["container", "image", "name"],
    }),
    cpuThrottledPeriods: counter("container_cpu_cfs_throttled_periods_total", {
      help: "Those of the periods in which the container had to stop because its limit was used up.",
      labels: CGROUP,
      optionalLabels: ["container", "image", "name"],
    }),
    workingSet: gauge("container_memory_working_set_bytes", {
      unit: "bytes",
      help: "Memory of a container that cannot be taken back; what the kernel's OOM killer goes by.",
      labels: CGROUP,
      optionalLabels: ["container", "image", "name"],
    }),
  },
);

const VOLUME = { namespace: "any", persistentvolumeclaim: "any" } as const;

const volumes = contract(
  {
    targetLabels: ["namespace", "service", "endpoint", "job", "instance", "node", "metrics_path"],
    exporter: "kubelet",
    source: "kubelet 1.37.2, source",
  },
  {
    volumeAvailable: gauge("kubelet_volume_stats_available_bytes", {
      unit: "bytes",
      help: "Free room of a mounted volume.",
      labels: VOLUME,
    }),
    volumeCapacity: gauge("kubelet_volume_stats_capacity_bytes", {
      unit: "bytes",
      help: "Size of a mounted volume.",
      labels: VOLUME,
    }),
    volumeInodesFree: gauge("kubelet_volume_stats_inodes_free", {
      help: "Files that a mounted volume can still take.",
      labels: VOLUME,
    }),
    volumeInodes: gauge("kubelet_volume_stats_inodes", {
      help: "Files that a mounted volume can take at all.",
      labels: VOLUME,
    }),
  },
);

export const kubernetes = { ...objects, ...containers, ...volumes };
