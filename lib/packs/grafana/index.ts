/** Grafana's own health. */
import { pack } from "../../model";
import { down, restarting, versionsMixed } from "./alerts/availability";
import {
  databasePoolFull,
  databaseWaits,
  dataSourceErrors,
  dataSourcesMissing,
  dataSourceSlow,
  pluginErrors,
} from "./alerts/data";
import { loginFailures, proxyErrors, requestErrors, slow } from "./alerts/requests";
import { grafanaDashboard } from "./dashboards";
import { grafana } from "./metrics";
import type { GrafanaTarget } from "./target";

export { grafana } from "./metrics";
export type { GrafanaTarget } from "./target";

/** `grafanaPack({ namespace: "observability", job: "grafana", dataSources: 4 })`: see `GrafanaTarget` for what to pass. */
export const grafanaPack = (target: GrafanaTarget) =>
  pack("grafana", {
    metrics: grafana,
    alerts: [
      down(target),
      restarting(target),
      versionsMixed(target),
      requestErrors(target),
      slow(target),
      proxyErrors(target),
      loginFailures(target),
      dataSourceErrors(target),
      dataSourceSlow(target),
      dataSourcesMissing(target),
      pluginErrors(target),
      databaseWaits(target),
      databasePoolFull(target),
    ],
    dashboards: [grafanaDashboard(target)],
    dashboard: "grafana",
  });
