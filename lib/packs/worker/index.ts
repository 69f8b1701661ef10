/** Background jobs of services: what becomes of them, how long they take, and whether they are done at all. */
import { changeMetrics } from "../../dashboards";
import { pack } from "../../model";
import { eachLeavingOut } from "../registered";
import { kubernetes } from "../workload";
import { workerAlerts, type WorkerAlertsProps } from "./alerts";
import { workerDashboard } from "./dashboard/worker";
import { worker } from "./metrics";
import { workerRules } from "./rules";

export { workerAlerts, type WorkerAlertsProps } from "./alerts";
export { JOB_BUCKETS, worker } from "./metrics";
export { workerSignals } from "./signals";

/** All services that export the contract `worker`; those that are registered bring the same alerts about themselves. */
export const workerPack = (props: WorkerAlertsProps = {}) =>
  pack("worker", {
    metrics: {
      ...worker,
      ...changeMetrics(kubernetes),
    },
    recordingRules: workerRules,
    alerts: eachLeavingOut(workerAlerts(props), "worker"),
    dashboards: [workerDashboard],
    dashboard: workerDashboard.uid,
  });
