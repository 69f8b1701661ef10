/** What to do about GrafanaDataSourcesMissing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const dataSourcesMissingRunbook: Runbook = {
  meaning:
    "Grafana reads its data sources from a file at its start. Its database has fewer than the file is known to have.",
  impact: 'Dashboards of the missing source show nothing but "data source not found".',
  diagnosis: [
    {
      text: "Read what went wrong at the start.",
      command: "kubectl --namespace $namespace logs deployment/$service | grep --ignore-case provisioning",
    },
    {
      text: "See which kinds there are.",
      query: promql`max by (plugin_id) (${grafana.dataSources}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "Read the file.",
      command:
        "kubectl --namespace $namespace get configmap $service --output yaml | grep --after-context=60 datasources.yaml",
    },
  ],
  mitigation: [
    "If two sources have one name or uid, rename one of them in the environment's file.",
    {
      text: "Restart Grafana, which reads the file again.",
      command: "kubectl --namespace $namespace rollout restart deployment/$service",
    },
  ],
};
