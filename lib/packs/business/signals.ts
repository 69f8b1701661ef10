/** What a service with business metrics shows of itself on its own dashboard, beside how it does its work. */
import { matchers } from "../../query";
import type { ServiceSignals } from "../service-dashboard";
import { businessRow } from "./dashboard-row";

/** `serviceDashboard({ service, signals: [httpSignals(), businessSignals()] })` */
export const businessSignals = (): ServiceSignals => ({
  figures: () => [],
  rows: (scope) => [businessRow(matchers(scope.where), scope)],
});
