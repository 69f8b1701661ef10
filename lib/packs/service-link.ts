/** The way from a list of services to the dashboard of one. */
import type { Column, PanelLink } from "../model";

/** A service by its labels. Texts are names, or variables: `$service`. */
export interface ServiceLabels {
  readonly namespace: string;
  readonly service: string;
}

const toService = (namespace: string, service: string): PanelLink => ({
  title: "This service",
  to: { dashboard: "service", variables: { namespace, service } },
});

/** The runbook of an alert about services; about this one, where it is one. */
export const toRunbook = (alert: string, about?: ServiceLabels): PanelLink => ({
  title: "Runbook",
  to: {
    runbook: alert,
    ...(about === undefined ? {} : { variables: { namespace: about.namespace, service: about.service } }),
  },
});

const OF_SERIES: ServiceLabels = { namespace: "${__field.labels.namespace}", service: "${__field.labels.service}" };

/** From a series with both labels. */
export const seriesToService = toService(OF_SERIES.namespace, OF_SERIES.service);
export const seriesToRunbook = (alert: string): PanelLink => toRunbook(alert, OF_SERIES);

/** From a row of a table with both labels as columns. */
export const rowToService = toService("${__data.fields.namespace}", "${__data.fields.service}");

/** Both labels as columns. */
export const serviceColumns: readonly Column[] = [
  { of: "service", title: "Service", links: [rowToService] },
  { of: "namespace", title: "Namespace" },
];
