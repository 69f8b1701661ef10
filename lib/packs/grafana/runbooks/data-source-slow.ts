/** What to do about GrafanaDataSourceSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const dataSourceSlowRunbook: Runbook = {
  meaning: "One request of Grafana to a data source in twenty takes longer than the limit.",
  impact: "People wait for panels. Browsers and Grafana itself give up after a while.",
  diagnosis: [
    {
      text: "See how long it takes over time, and how much is asked.",
      query: promql`histogram_quantile(0.95, sum by (datasource, le) (rate(${grafana.dataSourceDuration}_bucket{namespace="$namespace",service="$service"}[15m])))`,
    },
    {
      text: "See how many requests are under way.",
      query: promql`sum by (datasource) (${grafana.dataSourceInFlight}{namespace="$namespace",service="$service"})`,
    },
    "Open a slow dashboard, and in the menu of a panel Inspect, Query: it tells how long each query takes.",
  ],
  mitigation: [
    "Make heavy panels lighter: a shorter time, fewer series, a recording rule for what is computed often.",
    "If the source as a whole is slow, follow its own runbooks (LokiQuerySlow for Loki).",
  ],
};
