/** What to do about GrafanaDataSourceErrors. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { grafana } from "../metrics";

export const dataSourceErrorsRunbook: Runbook = {
  meaning:
    "A data source answered more of Grafana's requests than allowed with a status of 5xx. Requests without any answer are not in this figure; GrafanaPluginErrors has them.",
  impact: "Panels with data from it show errors.",
  diagnosis: [
    {
      text: "See the status codes.",
      query: promql`sum by (code) (rate(${grafana.dataSourceRequests}{namespace="$namespace",service="$service",datasource="$datasource"}[5m]))`,
    },
    {
      text: "Read the errors as Grafana got them.",
      query: logql`{namespace="$namespace", service="grafana"} | json | level="error"`,
    },
    "Open the data source in Grafana (Connections, Data sources) and press the button that tests it.",
  ],
  mitigation: [
    "See to the source: Prometheus, Loki and the others have alerts and runbooks of their own.",
    "If one heavy dashboard makes the source fail, give its panels a shorter time or a longer interval.",
  ],
};
