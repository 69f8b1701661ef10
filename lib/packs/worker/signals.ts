/** What a service with background jobs shows of itself on its own dashboard. */
import { row } from "../../dashboards";
import type { ServiceScope, ServiceSignals } from "../service-dashboard";
import { mainFigures, outcomePanels, timePanels, type TaskView } from "./dashboard/panels";
import { processed } from "./rules";

const viewOf = (scope: ServiceScope): TaskView => ({
  where: scope.where,
  service: scope,
  legend: "{{task}}",
  columns: [{ of: "task", title: "Task" }],
});

/** `serviceDashboard({ service, signals: [workerSignals()] })` */
export const workerSignals = (): ServiceSignals => ({
  found: processed,
  figures: (scope) => mainFigures(viewOf(scope)),
  rows: (scope) => [row("Background jobs", [...outcomePanels(viewOf(scope)), ...timePanels(viewOf(scope))])],
});
