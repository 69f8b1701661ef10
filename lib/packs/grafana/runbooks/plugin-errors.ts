/** What to do about GrafanaPluginErrors. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { grafana } from "../metrics";

export const pluginErrorsRunbook: Runbook = {
  meaning:
    "More requests to a plug-in than allowed ended in an error. Data sources are plug-ins: `prometheus`, `loki` and `jaeger` are their ids. The label `status_source` of the metric says whether the plug-in itself failed (`plugin`) or what it asked (`downstream`).",
  impact: "Panels with data from it show errors.",
  diagnosis: [
    {
      text: "See who is at fault, and at what.",
      query: promql`sum by (endpoint, status, status_source) (rate(${grafana.pluginRequests}{namespace="$namespace",service="$service",plugin_id="$plugin_id"}[5m]))`,
    },
    {
      text: "Read the errors.",
      query: logql`{namespace="$namespace", service="grafana"} | json | pluginId="$plugin_id" | level="error"`,
    },
    "Open a data source of this kind in Grafana and press the button that tests it.",
  ],
  mitigation: [
    "If what it asks is down, see to that: it has alerts of its own.",
    "If wrong queries are the cause (a dashboard that was changed), correct the dashboard.",
    "If the plug-in fails since a new version, go back to the one before in the environment's file.",
  ],
};
