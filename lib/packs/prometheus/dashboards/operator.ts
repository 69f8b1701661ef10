/** Whether what is written in the cluster becomes Prometheus' configuration, and whether the cluster's objects are seen. */
import { alertLine, line, now, query, row, stat, table, timeSeries } from "../../../dashboards";
import type { Metric, Row } from "../../../model";
import { promql, type Matchers } from "../../../query";
import { kubeStateMetricsListErrors, kubeStateMetricsWatchErrors } from "../alerts/kube-state-metrics";
import { operatorApiErrors, operatorErrors, operatorStatusFails } from "../alerts/operator-errors";
import { prometheus } from "../metrics";
import { around } from "../operator-metrics";
import { ofOperator, type PrometheusSelf } from "../self";
import type { Selectors } from "./selectors";

const yesOrNo = (yes: string, no: string) =>
  [
    { value: 1, text: yes, color: "green" },
    { value: 0, text: no, color: "red" },
  ] as const;

export const operator = (self: PrometheusSelf, { mine }: Selectors): Row => {
  const of = (metric: Metric, also: Matchers = {}) => ofOperator(self, metric, also);
  const perSecond = (metric: Metric) => promql`sum by (controller) (rate(${of(metric)}[$__rate_interval]))`;
  const listing = (metric: Metric, also = promql``) =>
    promql`sum by (resource) (rate(${metric}{job="${self.kubeStateMetricsJob}"${also}}[$__rate_interval]))`;
  const failed = promql`,result="error"`;
  return row(
    "Configuration and operator",
    [
      stat("Configuration", {
        description: "Whether every pod took the last configuration. One that did not goes on with the one before.",
        queries: [now(promql`min(${mine(prometheus.reloadSuccessful)})`, "configuration")],
        unit: "boolean",
        texts: yesOrNo("taken", "refused"),
        colored: "background",
      }),
      stat("Reloader", {
        description: "Whether the container beside Prometheus could hand over the last configuration.",
        queries: [now(promql`min(${mine(prometheus.reloaderSuccessful)})`, "reloader")],
        unit: "boolean",
        texts: yesOrNo("works", "fails"),
        colored: "background",
      }),
      stat("Readiness", {
        description: "Whether every pod answers queries and scrapes. One that starts reads its write-ahead log first.",
        queries: [now(promql`min(${mine(prometheus.ready)})`, "ready")],
        unit: "boolean",
        texts: yesOrNo("ready", "not ready"),
        colored: "background",
      }),
      stat("Operator", {
        description: "Whether all controllers of the operator work. Without them nothing new is scraped or evaluated.",
        queries: [now(promql`min(${of(around.operatorReady)})`, "operator")],
        unit: "boolean",
        texts: yesOrNo("works", "not ready"),
        colored: "background",
      }),
      stat("Objects that could not be made", {
        description: "Objects whose last synchronisation failed.",
        queries: [now(promql`sum(${of(around.syncs, { status: "failed" })}) or vector(0)`, "failed")],
        unit: "count",
        thresholds: [line(1, "red")],
        colored: "background",
      }),
      stat("Nodes without an address", {
        description:
          "Failures to find or write down the kubelets' addresses, each second. Nodes without one are not scraped.",
        queries: [
          now(
            promql`
              sum(rate(${of(around.nodeSyncsFailed)}[$__rate_interval]))
              + sum(rate(${of(around.nodeAddressErrors)}[$__rate_interval]))
            `,
            "failures",
          ),
        ],
        unit: "per second",
        thresholds: [line(0.001, "red")],
        colored: "background",
      }),
      table("Resources that were rejected", {
        description:
          "Rules and monitors that the operator left out because they are wrong. What a rejected rule should tell, nobody tells.",
        queries: [
          now(promql`max by (controller, resource) (${of(around.managedResources, { state: "rejected" })}) > 0`),
        ],
        columns: [
          { of: "resource", title: "Kind" },
          { of: "controller", title: "Controller" },
          { of: 0, title: "Rejected", decimals: 0 },
        ],
        whenEmpty: "None is rejected",
        width: 12,
      }),
      timeSeries("Failures of the operator", {
        description:
          "Share of what the operator tried that failed: making objects, asking the API server, writing states.",
        queries: [
          query(
            promql`${perSecond(around.reconcileErrors)} / (${perSecond(around.reconciles)} > 0)`,
            "making: {{controller}}",
          ),
          query(
            promql`
              (${perSecond(around.listsFailed)} + ${perSecond(around.watchesFailed)})
              / (${perSecond(around.lists)} + ${perSecond(around.watches)} > 0)
            `,
            "asking: {{controller}}",
          ),
          query(
            promql`${perSecond(around.statusUpdateErrors)} / (${perSecond(around.statusUpdates)} > 0)`,
            "states: {{controller}}",
          ),
        ],
        unit: "ratio",
        thresholds: [
          alertLine(operatorErrors(self), "ratio"),
          alertLine(operatorApiErrors(self), "ratio"),
          alertLine(operatorStatusFails(self), "ratio"),
        ],
        min: 0,
      }),
      timeSeries("Failures of kube-state-metrics", {
        description:
          "Share of its requests to the API server that failed. What it cannot see, no alert about workloads sees.",
        queries: [
          query(
            promql`${listing(around.stateLists, failed)} / (${listing(around.stateLists)} > 0)`,
            "lists of {{resource}}",
          ),
          query(
            promql`${listing(around.stateWatches, failed)} / (${listing(around.stateWatches)} > 0)`,
            "changes of {{resource}}",
          ),
        ],
        unit: "ratio",
        thresholds: [
          alertLine(kubeStateMetricsListErrors(self), "ratio"),
          alertLine(kubeStateMetricsWatchErrors(self), "ratio"),
        ],
        min: 0,
        width: 24,
        height: 7,
      }),
    ],
    { collapsed: true },
  );
};
