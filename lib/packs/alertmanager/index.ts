/** Alertmanager's own health: what it takes in, whom it tells, and whether its pods know each other. */
import { pack } from "../../model";
import { configRefused, configsDiffer, down, replicaMissing, restarting } from "./alerts/availability";
import { clusterSplit, gossipPruned, peersFailed } from "./alerts/cluster";
import {
  apiLimit,
  dispatchSlow,
  groupLimit,
  invalidAlerts,
  mostSuppressed,
  nothingReceived,
  stateNotSaved,
} from "./alerts/intake";
import { sendBroken, sendFailing, sendSlow } from "./alerts/notifications";
import { alertmanagerDashboard } from "./dashboards";
import { alertmanager } from "./metrics";
import type { AlertmanagerTarget } from "./target";

export { alertmanager } from "./metrics";
export type { AlertmanagerTarget } from "./target";

/** `alertmanagerPack({ namespace: "observability", job: "alertmanager", replicas: 3 })`: see `AlertmanagerTarget` for what to pass. */
export const alertmanagerPack = (target: AlertmanagerTarget) =>
  pack("alertmanager", {
    metrics: alertmanager,
    alerts: [
      down(target),
      replicaMissing(target),
      restarting(target),
      configRefused(target),
      configsDiffer(target),
      clusterSplit(target),
      peersFailed(target),
      gossipPruned(target),
      nothingReceived(target),
      invalidAlerts(target),
      groupLimit(target),
      apiLimit(target),
      stateNotSaved(target),
      dispatchSlow(target),
      mostSuppressed(target),
      sendFailing(target),
      sendBroken(target),
      sendSlow(target),
    ],
    dashboards: [alertmanagerDashboard(target)],
    dashboard: "alertmanager",
  });
