/** What to do about GrafanaProxyErrors. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { grafana } from "../metrics";

export const proxyErrorsRunbook: Runbook = {
  meaning:
    "Browsers reach some data sources through Grafana's proxy (`/api/datasources/proxy`). More of these requests than allowed ended with a status of 5xx.",
  impact: "Panels and lists that use the proxy stay empty; those that Grafana queries itself may work.",
  diagnosis: [
    {
      text: "See the status codes: 502 is a source that cannot be reached, 504 one that does not answer in time.",
      query: promql`sum by (handler, status_code) (rate(${grafana.requestDuration}_count{namespace="$namespace",service="$service",handler=~"/api/datasources/proxy/.+"}[5m]))`,
    },
    {
      text: "Read which data source it is.",
      query: logql`{namespace="$namespace", service="grafana"} | json | logger="data-proxy-log"`,
    },
    "Open the data source in Grafana (Connections, Data sources) and press the button that tests it.",
  ],
  mitigation: [
    "If the data source is down, see to it: its own alerts have runbooks.",
    "If a network policy forbids the way, connect the two in the environment (`grafana.addDataSource(...)`) and deploy.",
  ],
};
