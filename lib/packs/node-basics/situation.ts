/** What the tests of this pack speak of: a node, as its exporter and Kubernetes tell of it. */

/** Labels of the node exporter's series. */
export const NODE = {
  job: "node-exporter",
  instance: "10.0.0.4:9100",
  node: "node-a",
  namespace: "observability-agents",
  pod: "prometheus-node-exporter-x2x4p",
};
/** A machine outside of the cluster, and how texts name it. */
export const BASTION = { job: "node-exporter", instance: "bastion-1.example:9100" };

/** How texts name a node: a machine outside of the cluster has its address only. */
export const NODE_TEMPLATE = "{{ or $labels.node $labels.instance }}";

/** Labels of a file system's series. */
export const filesystem = (mountpoint: string, of: Readonly<Record<string, string>> = NODE) => ({
  ...of,
  device: "/dev/nvme0n1p1",
  fstype: "ext4",
  mountpoint,
});

/** What the scrape of kube-state-metrics adds to the series of nodes. */
export const STATE_TARGET = {
  job: "kube-state-metrics",
  namespace: "observability",
  pod: "prometheus-kube-state-metrics-0",
  service: "prometheus-kube-state-metrics",
  container: "kube-state-metrics",
  endpoint: "http",
  instance: "10.0.0.9:8080",
};
