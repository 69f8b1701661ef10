/** What a service that takes messages from queues shows of itself on its own dashboard. */
import { row } from "../../dashboards";
import type { ServiceScope, ServiceSignals } from "../service-dashboard";
import { backlogPanels, handlingPanels, mainFigures, type QueueView } from "./dashboard/panels";
import { ready } from "./rules";

const viewOf = (scope: ServiceScope): QueueView => ({
  where: scope.where,
  service: scope,
  legend: "{{queue}}",
  columns: [{ of: "queue", title: "Queue" }],
});

/** `serviceDashboard({ service, signals: [queueSignals()] })` */
export const queueSignals = (): ServiceSignals => ({
  found: ready,
  figures: (scope) => mainFigures(viewOf(scope)),
  rows: (scope) => [row("Queues", [...backlogPanels(viewOf(scope)), ...handlingPanels(viewOf(scope))])],
});
