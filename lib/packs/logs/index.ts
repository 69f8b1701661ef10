/** The way into the logs of all services: a dashboard without alerts. */
import { pack } from "../../model";
import { fluentd } from "../fluentd";
import { loki } from "../loki";
import { logsDashboard } from "./dashboard";

/** `logsPack()`: reads the labels that our Fluentd writes, and says whether lines are missing. */
export const logsPack = () =>
  pack("logs", {
    metrics: { linesDiscarded: loki.linesDiscarded, retryWait: fluentd.retryWait },
    dashboards: [logsDashboard()],
    dashboard: "logs",
  });
