/** The ways between these dashboards: from the cluster to a namespace, to a workload, to the logs of a pod. */
import type { DashboardLink, PanelLink } from "../../../model";
import { logql } from "../../../query";

export const CLUSTER = "kubernetes-cluster";
export const NAMESPACE = "kubernetes-namespace";
export const WORKLOAD = "kubernetes-workload";

export const home: DashboardLink = { title: "Home", to: { dashboard: "home" } };
export const toCluster: DashboardLink = { title: "Cluster", to: { dashboard: CLUSTER } };
export const toNamespaces: DashboardLink = { title: "Namespaces", to: { dashboard: NAMESPACE } };
export const toNodes: DashboardLink = { title: "Nodes", to: { dashboard: "node" } };

/** For a cell with the name of a node. */
export const nodeOfCell: PanelLink = {
  title: "The node",
  to: { dashboard: "node", variables: { node: "${__value.text}" } },
};
/** For a cell with the name of a namespace. */
export const namespaceOfCell: PanelLink = {
  title: "Its workloads",
  to: { dashboard: NAMESPACE, variables: { namespace: "${__value.text}" } },
};
/** For a cell with the name of a workload of the chosen namespace. */
export const workloadOfCell: PanelLink = {
  title: "Its pods",
  to: { dashboard: WORKLOAD, variables: { namespace: "$namespace", workload: "${__value.text}" } },
};
/** For a cell with the name of a pod of the chosen namespace. */
export const logsOfCell: PanelLink = {
  title: "Its logs",
  to: { logs: logql`{namespace="$namespace", pod="\${__value.text}"}` },
};
/** For a point of a series that has the label `namespace`. */
export const namespaceOfSeries: PanelLink = {
  title: "The namespace ${__field.labels.namespace}",
  to: { dashboard: NAMESPACE, variables: { namespace: "${__field.labels.namespace}" } },
};
/** For a point of a series that has the label `workload`. */
export const workloadOfSeries: PanelLink = {
  title: "The workload ${__field.labels.workload}",
  to: { dashboard: WORKLOAD, variables: { namespace: "$namespace", workload: "${__field.labels.workload}" } },
};
/** For a point of a series that has the label `pod`. */
export const logsOfSeries: PanelLink = {
  title: "Logs of ${__field.labels.pod}",
  to: { logs: logql`{namespace="$namespace", pod="\${__field.labels.pod}"}` },
};
