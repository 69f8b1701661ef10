/** All queues on one screen: which of them is late, and whether its consumers are to blame. */
import type { Panel } from "../../../model";
import { cluster, dashboard, deploys, labelVariable, row, top } from "../../../dashboards";
import { matchers, matches, promql } from "../../../query";
import { serviceColumns } from "../../service-link";
import { kubernetes } from "../../workload";
import { ready } from "../rules";
import { backlogPanels, furtherFigures, handlingPanels, mainFigures, type QueueView } from "./panels";

const NAMESPACE = { namespace: matches("$namespace") };
const SERVICE = { ...NAMESPACE, service: matches("$service") };
/** What the dashboards that one looks at next let people choose as well. */
const CHOSEN = { namespace: "$namespace", service: "$service" };

const chosen: QueueView = {
  where: { ...SERVICE, queue: matches("$queue") },
  legend: "{{service}}: {{queue}}",
  columns: [{ of: "queue", title: "Queue" }, ...serviceColumns],
};

/** All queues of all services are in one legend. */
const withRoom = (panel: Panel): Panel => (panel.type === "timeseries" ? { ...panel, height: 12 } : panel);

export const queueDashboard = dashboard("queue", {
  title: "Queues",
  description: "Which queue is late, and whether its consumers are away, slow or failing.",
  tags: ["service", "queue"],
  variables: [
    cluster,
    labelVariable("namespace", "Namespace", promql`${ready}`),
    labelVariable("service", "Service", promql`${ready}{${matchers(NAMESPACE)}}`),
    labelVariable("queue", "Queue", promql`${ready}{${matchers(SERVICE)}}`),
  ],
  annotations: [deploys(kubernetes, NAMESPACE)],
  links: [
    { title: "Home", to: { dashboard: "home" } },
    { title: "Background jobs", to: { dashboard: "worker", variables: CHOSEN } },
    { title: "Logs", to: { dashboard: "logs", variables: CHOSEN } },
  ],
  rows: [
    top([...mainFigures(chosen), ...furtherFigures(chosen)]),
    row("Backlog", backlogPanels(chosen).map(withRoom)),
    row("Handling", handlingPanels(chosen).map(withRoom)),
  ],
});
