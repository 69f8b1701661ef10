/** Queues and those who take messages from them: what waits, how long, and what becomes of it. */
import { changeMetrics } from "../../dashboards";
import { pack } from "../../model";
import { eachLeavingOut } from "../registered";
import { kubernetes } from "../workload";
import { queueAlerts } from "./alerts";
import { queueDashboard } from "./dashboard/queue";
import { queue } from "./metrics";
import { queueRules } from "./rules";

export { queueAlerts } from "./alerts";
export { queue } from "./metrics";
export { queueSignals } from "./signals";

/** All services that export the contract `queue`; those that are registered bring the same alerts about themselves. */
export const queuePack = () =>
  pack("queue", {
    metrics: {
      ...queue,
      ...changeMetrics(kubernetes),
    },
    recordingRules: queueRules,
    alerts: eachLeavingOut(queueAlerts, "queue"),
    dashboards: [queueDashboard],
    dashboard: queueDashboard.uid,
  });
