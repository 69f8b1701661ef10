/** All background jobs on one screen: which task fails, hangs, is slow, or is done no more. */
import { cluster, dashboard, deploys, labelVariable, row, top } from "../../../dashboards";
import { matchers, matches, promql } from "../../../query";
import { serviceColumns } from "../../service-link";
import { kubernetes } from "../../workload";
import { processed } from "../rules";
import { furtherFigures, mainFigures, outcomePanels, timePanels, type TaskView } from "./panels";

const NAMESPACE = { namespace: matches("$namespace") };
const SERVICE = { ...NAMESPACE, service: matches("$service") };
/** What the dashboards that one looks at next let people choose as well. */
const CHOSEN = { namespace: "$namespace", service: "$service" };

const chosen: TaskView = {
  where: { ...SERVICE, task: matches("$task") },
  legend: "{{service}}: {{task}}",
  columns: [{ of: "task", title: "Task" }, ...serviceColumns],
};

export const workerDashboard = dashboard("worker", {
  title: "Background jobs",
  description: "Which kind of background job fails, hangs, is slow, or is done no more.",
  tags: ["service", "worker"],
  variables: [
    cluster,
    labelVariable("namespace", "Namespace", promql`${processed}`),
    labelVariable("service", "Service", promql`${processed}{${matchers(NAMESPACE)}}`),
    labelVariable("task", "Task", promql`${processed}{${matchers(SERVICE)}}`),
  ],
  annotations: [deploys(kubernetes, NAMESPACE)],
  links: [
    { title: "Home", to: { dashboard: "home" } },
    { title: "Queues", to: { dashboard: "queue", variables: CHOSEN } },
    { title: "Logs", to: { dashboard: "logs", variables: CHOSEN } },
  ],
  rows: [
    top([...mainFigures(chosen), ...furtherFigures(chosen)]),
    row("Outcome", outcomePanels(chosen)),
    row("Time", timePanels(chosen)),
  ],
});
