/** The alert that always fires: as long as the heartbeat hears of it, the way from Prometheus through Alertmanager is open. */
import { HEARTBEAT_ALERT } from "../../routing";
import type { KubernetesObject } from "../../terraform";

export const watchdog = (releaseName: string, namespace: string): KubernetesObject => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: `${releaseName}-watchdog`, namespace },
  spec: {
    groups: [
      {
        name: `${releaseName}-watchdog`,
        rules: [
          {
            alert: HEARTBEAT_ALERT,
            expr: "vector(1)",
            labels: { severity: "none" },
            annotations: {
              summary: "Alerts reach Alertmanager.",
              description: "Fires always. Whoever stops hearing of it knows that alerts no longer arrive.",
            },
          },
        ],
      },
    ],
  },
});
