/** What the reader of the overview has chosen, and where a service in it leads. */
import type { PanelLink } from "../../model";
import { matches } from "../../query";

export const CHOSEN = { namespace: matches("$namespace"), service: matches("$service") } as const;

export const REQUESTS = { grafana: "reqps" } as const;

/** From a series. */
export const seriesToService: PanelLink = {
  title: "This service",
  to: {
    dashboard: "service",
    variables: { namespace: "${__field.labels.namespace}", service: "${__field.labels.service}" },
  },
};

/** From a row of a table with both labels as columns. */
export const rowToService: PanelLink = {
  title: "This service",
  to: {
    dashboard: "service",
    variables: { namespace: "${__data.fields.namespace}", service: "${__data.fields.service}" },
  },
};
