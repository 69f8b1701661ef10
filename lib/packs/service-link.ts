/** The way from a list of services to the dashboard of one. */
import type { Column, PanelLink } from "../model";

const toService = (namespace: string, service: string): PanelLink => ({
  title: "This service",
  to: { dashboard: "service", variables: { namespace, service } },
});

/** From a series with both labels. */
export const seriesToService = toService("${__field.labels.namespace}", "${__field.labels.service}");

/** From a row of a table with both labels as columns. */
export const rowToService = toService("${__data.fields.namespace}", "${__data.fields.service}");

/** Both labels as columns. */
export const serviceColumns: readonly Column[] = [
  { of: "service", title: "Service", links: [rowToService] },
  { of: "namespace", title: "Namespace" },
];
