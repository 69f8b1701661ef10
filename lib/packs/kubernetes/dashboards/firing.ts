/** Alerts about workloads and nodes: which fire, and when they began. */
import { now, table } from "../../../dashboards";
import { scrape, type Annotation, type Expression, type TablePanel } from "../../../model";
import { matchers, matches, promql, type Matchers } from "../../../query";
import { nodeBasicsPack } from "../../node-basics";
import { workloadPack } from "../../workload";
import { namespaceOfCell } from "./links";

const WORKLOAD_ALERTS: readonly string[] = workloadPack().alerts.map(({ name }) => name);
const NODE_ALERTS: readonly string[] = nodeBasicsPack().alerts.map(({ name }) => name);

const firing = (where: Matchers): Expression =>
  promql`${scrape.alerts}{${matchers({ alertstate: "firing", ...where })}}`;

/** Of all alerts about nodes and workloads, by what tells them apart. */
export const firingTable: TablePanel = table("What fires", {
  description: "Alerts about nodes and workloads that fire, with their runbooks. None is normal.",
  height: 7,
  whenEmpty: "none fires",
  queries: [
    now(
      promql`max by (alertname, severity, node, namespace, pod) (${firing({
        alertname: matches([...NODE_ALERTS, ...WORKLOAD_ALERTS].join("|")),
      })})`,
    ),
  ],
  columns: [
    {
      of: "alertname",
      title: "Alert",
      texts: "runbook pages",
      links: [{ title: "Runbook", to: { runbookOfCell: true } }],
    },
    {
      of: "severity",
      title: "Severity",
      width: 110,
      shownAs: "colored text",
      texts: [
        { value: "critical", text: "critical", color: "red" },
        { value: "warning", text: "warning", color: "orange" },
        { value: "info", text: "info", color: "blue" },
      ],
    },
    { of: "node", title: "Node" },
    {
      of: "namespace",
      title: "Namespace",
      links: [namespaceOfCell],
    },
    { of: "pod", title: "Pod" },
  ],
  sortBy: { title: "Severity", descending: false },
});

/** A line over all panels for each alert about the chosen namespace that began to fire. */
export const alertsOfNamespace: Annotation = {
  name: "Alerts",
  expr: promql`max by (alertname, severity) (${firing({
    alertname: matches(WORKLOAD_ALERTS.join("|")),
    namespace: "$namespace",
  })})`,
  title: "{{alertname}} ({{severity}})",
  color: "red",
};
