/** What the node exporter tells of a node, and what Kubernetes thinks of it. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";

const FILESYSTEM = { device: "any", device_error: "any", fstype: "any", mountpoint: "any" } as const;
const DEVICE = { device: "any" } as const;

/** Node exporters are also run on machines outside of the cluster, whose targets have none of Kubernetes' labels. */
const machine = contract(
  {
    targetLabels: ["job", "instance"],
    optionalTargetLabels: ["namespace", "pod", "container", "service", "endpoint", "node"],
    exporter: "node_exporter",
    source: "node exporter 1.12.1, scraped",
  },
  {
    filesystemAvailable: gauge("node_filesystem_avail_bytes", {
      unit: "bytes",
      help: "Room that a file system has for others than root.",
      labels: FILESYSTEM,
      optionalLabels: ["device_error"],
    }),
    filesystemSize: gauge("node_filesystem_size_bytes", {
      unit: "bytes",
      help: "Size of a file system.",
      labels: FILESYSTEM,
      optionalLabels: ["device_error"],
    }),
    filesystemReadOnly: gauge("node_filesystem_readonly", {
      unit: "boolean",
      help: "1 while nothing can be written to a file system.",
      labels: FILESYSTEM,
      optionalLabels: ["device_error"],
    }),
    filesystemFiles: gauge("node_filesystem_files", {
      help: "Inodes of a file system; 0 where it has as many as it likes.",
      labels: FILESYSTEM,
      optionalLabels: ["device_error"],
    }),
    filesystemFilesFree: gauge("node_filesystem_files_free", {
      help: "Inodes of a file system that no file has yet.",
      labels: FILESYSTEM,
      optionalLabels: ["device_error"],
    }),
    memoryAvailable: gauge("node_memory_MemAvailable_bytes", {
      unit: "bytes",
      help: "Memory that programs can get without swapping, by the kernel's estimate.",
    }),
    memoryTotal: gauge("node_memory_MemTotal_bytes", { unit: "bytes", help: "Memory of the node." }),
    memoryFree: gauge("node_memory_MemFree_bytes", { unit: "bytes", help: "Memory that nothing uses." }),
    memoryCached: gauge("node_memory_Cached_bytes", { unit: "bytes", help: "Memory that holds parts of files." }),
    memoryBuffers: gauge("node_memory_Buffers_bytes", { unit: "bytes", help: "Memory that holds parts of raw disks." }),
    memoryReclaimable: gauge("node_memory_SReclaimable_bytes", {
      unit: "bytes",
      help: "Memory of the kernel that it can give back.",
    }),
    swapTotal: gauge("node_memory_SwapTotal_bytes", { unit: "bytes", help: "Swap space; 0 for none." }),
    swapFree: gauge("node_memory_SwapFree_bytes", { unit: "bytes", help: "Swap space that nothing uses." }),
    majorFaults: counter("node_vmstat_pgmajfault", {
      help: "Pages of memory that had to be read from disk first.",
    }),
    memoryWaiting: counter("node_pressure_memory_waiting_seconds_total", {
      unit: "seconds",
      help: "Time in which some process waited for memory (pressure stall information).",
    }),
    cpuWaiting: counter("node_pressure_cpu_waiting_seconds_total", {
      unit: "seconds",
      help: "Time in which some process waited for a CPU (pressure stall information).",
    }),
    ioWaiting: counter("node_pressure_io_waiting_seconds_total", {
      unit: "seconds",
      help: "Time in which some process waited for a disk (pressure stall information).",
    }),
    memoryStalled: counter("node_pressure_memory_stalled_seconds_total", {
      unit: "seconds",
      help: "Time in which no process could go on for want of memory (pressure stall information).",
    }),
    bootTime: gauge("node_boot_time_seconds", { unit: "timestamp", help: "When the node was started." }),
    load1: gauge("node_load1", { help: "Processes that ran or waited to run, over one minute." }),
    load5: gauge("node_load5", { help: "Processes that ran or waited to run, over five minutes." }),
    cpuSeconds: counter("node_cpu_seconds_total", {
      unit: "seconds",
      help: "Time that each CPU spent in each mode.",
      labels: { cpu: "any", mode: ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"] },
    }),
    diskWeightedTime: counter("node_disk_io_time_weighted_seconds_total", {
      unit: "seconds",
      help: "Time spent on disk operations, times the operations under way: grows by the length of the queue per second.",
      labels: DEVICE,
    }),
    diskBusyTime: counter("node_disk_io_time_seconds_total", {
      unit: "seconds",
      help: "Time in which a disk had something to do.",
      labels: DEVICE,
    }),
    diskReads: counter("node_disk_reads_completed_total", { help: "Reads that a disk has done.", labels: DEVICE }),
    diskWrites: counter("node_disk_writes_completed_total", { help: "Writes that a disk has done.", labels: DEVICE }),
    diskReadTime: counter("node_disk_read_time_seconds_total", {
      unit: "seconds",
      help: "Time that these reads took, all together.",
      labels: DEVICE,
    }),
    diskWriteTime: counter("node_disk_write_time_seconds_total", {
      unit: "seconds",
      help: "Time that these writes took, all together.",
      labels: DEVICE,
    }),
    diskReadBytes: counter("node_disk_read_bytes_total", {
      unit: "bytes",
      help: "What was read from a disk.",
      labels: DEVICE,
    }),
    diskWrittenBytes: counter("node_disk_written_bytes_total", {
      unit: "bytes",
      help: "What was written to a disk.",
      labels: DEVICE,
    }),
    receivedBytes: counter("node_network_receive_bytes_total", {
      unit: "bytes",
      help: "What a network interface has received.",
      labels: DEVICE,
    }),
    transmittedBytes: counter("node_network_transmit_bytes_total", {
      unit: "bytes",
      help: "What a network interface has sent.",
      labels: DEVICE,
    }),
    receiveDrops: counter("node_network_receive_drop_total", {
      help: "Packets received and thrown away.",
      labels: DEVICE,
    }),
    transmitDrops: counter("node_network_transmit_drop_total", {
      help: "Packets thrown away instead of sent.",
      labels: DEVICE,
    }),
    retransmitted: counter("node_netstat_Tcp_RetransSegs", { help: "TCP segments that had to be sent again." }),
    sentSegments: counter("node_netstat_Tcp_OutSegs", { help: "TCP segments sent." }),
    receiveErrors: counter("node_network_receive_errs_total", { help: "Packets received broken.", labels: DEVICE }),
    transmitErrors: counter("node_network_transmit_errs_total", {
      help: "Packets that could not be sent.",
      labels: DEVICE,
    }),
    receivedPackets: counter("node_network_receive_packets_total", { help: "Packets received.", labels: DEVICE }),
    transmittedPackets: counter("node_network_transmit_packets_total", { help: "Packets sent.", labels: DEVICE }),
    carrierChanges: counter("node_network_carrier_changes_total", {
      help: "How often a network interface lost or found its link.",
      labels: DEVICE,
    }),
    conntrackEntries: gauge("node_nf_conntrack_entries", { help: "Connections that the kernel follows." }),
    conntrackLimit: gauge("node_nf_conntrack_entries_limit", { help: "Connections that the kernel can follow." }),
    fileDescriptors: gauge("node_filefd_allocated", { help: "Open files of the node." }),
    fileDescriptorsLimit: gauge("node_filefd_maximum", { help: "Files that the node can have open." }),
    time: gauge("node_time_seconds", { unit: "timestamp", help: "The node's clock at the scrape." }),
    clockOffset: gauge("node_timex_offset_seconds", {
      unit: "seconds",
      help: "How far the kernel's clock is from the time server's.",
    }),
    clockMaxError: gauge("node_timex_maxerror_seconds", {
      unit: "seconds",
      help: "How wrong the kernel believes its clock to be at most; it gives up counting at 16.",
    }),
    clockSynchronised: gauge("node_timex_sync_status", {
      unit: "boolean",
      help: "1 while the kernel's clock follows a time server.",
    }),
  },
);

/** The scrape honours their own labels; `namespace`, `pod` and `container` of what has none are those of kube-state-metrics itself. */
const cluster = contract(
  { targetLabels: SERVICE_TARGET, exporter: "kube-state-metrics", source: "kube-state-metrics 2.20, documentation" },
  {
    nodeCondition: gauge("kube_node_status_condition", {
      unit: "boolean",
      help: "1 for the state that a condition of a node is in.",
      labels: { node: "any", condition: "any", status: ["true", "false", "unknown"] },
    }),
    nodeInfo: gauge("kube_node_info", {
      unit: "boolean",
      help: "1 for each node of the cluster.",
      labels: {
        node: "any",
        container_runtime_version: "any",
        internal_ip: "any",
        kernel_version: "any",
        kubelet_version: "any",
        kubeproxy_version: "any",
        os_image: "any",
        pod_cidr: "any",
        provider_id: "any",
        system_uuid: "any",
      },
      optionalLabels: ["internal_ip", "kubeproxy_version", "pod_cidr", "provider_id"],
    }),
    podInfo: gauge("kube_pod_info", {
      unit: "boolean",
      help: "1 for each pod, with the node that it is on.",
      labels: {
        namespace: "any",
        pod: "any",
        uid: "any",
        node: "any",
        created_by_kind: "any",
        created_by_name: "any",
        host_ip: "any",
        host_network: ["true", "false"],
        pod_ip: "any",
        priority_class: "any",
      },
      optionalLabels: ["node", "host_ip", "pod_ip", "priority_class", "created_by_kind", "created_by_name"],
    }),
  },
);

/** Of a pod as a whole there are series, too, and those have no container, image and name. */
const DISK_USE = {
  namespace: "any",
  pod: "any",
  container: "any",
  id: "any",
  image: "any",
  name: "any",
  device: "any",
} as const;

const containers = contract(
  {
    targetLabels: ["namespace", "service", "endpoint", "job", "instance", "node", "metrics_path"],
    exporter: "kubelet (cAdvisor)",
    source: "cAdvisor 0.60.5 as kubelet 1.37.2 uses it, source; what kube-prometheus-stack 88.5 keeps of it",
  },
  {
    containerReads: counter("container_fs_reads_bytes_total", {
      unit: "bytes",
      help: "What a container has read from disks.",
      labels: DISK_USE,
      optionalLabels: ["container", "image", "name"],
    }),
    containerWrites: counter("container_fs_writes_bytes_total", {
      unit: "bytes",
      help: "What a container has written to disks.",
      labels: DISK_USE,
      optionalLabels: ["container", "image", "name"],
    }),
  },
);

export const node = { ...machine, ...cluster, ...containers };
