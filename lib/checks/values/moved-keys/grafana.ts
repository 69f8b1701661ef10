/** Keys of the grafana chart that are gone, renamed, or written otherwise in neighbouring charts. */
import { each, gone, renamed, type MovedKey } from "./moved";

export const grafana: readonly MovedKey[] = [
  gone(
    "adminPassword",
    "create a Secret and name it in admin.existingSecret, with admin.userKey and admin.passwordKey",
    "stands in clear text in the release",
  ),
  renamed("replicaCount", "replicas"),
  renamed("persistence.storageClass", "persistence.storageClassName"),
  renamed("persistence.initChownData", "initChownData"),
  renamed("chownDataImage", "initChownData.image"),
  renamed("ingress.className", "ingress.ingressClassName"),
  renamed("serviceMonitor.additionalLabels", "serviceMonitor.labels"),
  renamed("global.image", "global.imageRegistry"),
  renamed("testFramework.tag", "testFramework.image.tag"),
  renamed("grafanaIni", '["grafana.ini"]'),
  renamed("podSecurityContext", "securityContext"),
  renamed("sidecar.alerts.initDatasources", "sidecar.alerts.initAlerts"),
  gone(
    "podDisruptionBudget.enabled",
    "remove it: a budget with minAvailable or maxUnavailable is on, an empty one is off",
    "switches nothing",
  ),
  ...each("alerts dashboards datasources notifiers", (name) =>
    gone(`sidecar.${name}.nativeSidecar`, `write sidecar.${name}.restartPolicy: Always`),
  ),
];
