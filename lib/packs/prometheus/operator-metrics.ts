/** What the operator and kube-state-metrics tell of themselves: without the one rules do not arrive, without the other half of the alerts are blind. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";

const CONTROLLER = { controller: "any" } as const;

const operator = contract(
  { targetLabels: SERVICE_TARGET, exporter: "prometheus-operator", source: "prometheus-operator 0.93, source" },
  {
    operatorReady: gauge("prometheus_operator_ready", {
      unit: "boolean",
      help: "1 while a controller of the operator works.",
      labels: CONTROLLER,
    }),
    managedResources: gauge("prometheus_operator_managed_resources", {
      help: "Resources by what has become of them.",
      labels: { ...CONTROLLER, resource: "any", state: ["selected", "rejected"] },
    }),
    syncs: gauge("prometheus_operator_syncs", {
      help: "Objects of a controller by the outcome of their last synchronisation.",
      labels: { ...CONTROLLER, status: ["ok", "failed"] },
    }),
    reconciles: counter("prometheus_operator_reconcile_operations_total", {
      help: "Attempts to make the cluster as a resource says.",
      labels: CONTROLLER,
    }),
    reconcileErrors: counter("prometheus_operator_reconcile_errors_total", {
      help: "Those of the attempts that failed.",
      labels: CONTROLLER,
    }),
    lists: counter("prometheus_operator_list_operations_total", {
      help: "Requests for lists of objects.",
      labels: CONTROLLER,
    }),
    listsFailed: counter("prometheus_operator_list_operations_failed_total", {
      help: "Those of the requests for lists that failed.",
      labels: CONTROLLER,
    }),
    watches: counter("prometheus_operator_watch_operations_total", {
      help: "Requests to be told of changes.",
      labels: CONTROLLER,
    }),
    watchesFailed: counter("prometheus_operator_watch_operations_failed_total", {
      help: "Those of the requests to be told that failed.",
      labels: CONTROLLER,
    }),
    statusUpdates: counter("prometheus_operator_status_update_operations_total", {
      help: "Attempts to write the state of a resource into it.",
      labels: CONTROLLER,
    }),
    statusUpdateErrors: counter("prometheus_operator_status_update_errors_total", {
      help: "Those of the attempts to write a state that failed.",
      labels: CONTROLLER,
    }),
    nodeSyncsFailed: counter("prometheus_operator_node_syncs_failed_total", {
      help: "Attempts to write down the kubelets' addresses that failed.",
      labels: { resource: "any" },
    }),
    nodeAddressErrors: counter("prometheus_operator_node_address_lookup_errors_total", {
      help: "Nodes whose address could not be found.",
    }),
  },
);

const REQUEST = { resource: "any", result: ["success", "error"] } as const;

const kubeStateMetrics = contract(
  { targetLabels: SERVICE_TARGET, exporter: "kube-state-metrics", source: "kube-state-metrics 2.20, README" },
  {
    stateLists: counter("kube_state_metrics_list_total", {
      help: "Requests of kube-state-metrics for lists of objects.",
      labels: REQUEST,
    }),
    stateWatches: counter("kube_state_metrics_watch_total", {
      help: "Requests of kube-state-metrics to be told of changes.",
      labels: REQUEST,
    }),
  },
);

export const around = { ...operator, ...kubeStateMetrics };
