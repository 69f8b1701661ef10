/** What hangs on the wall: the dashboards that say at a glance how everything is, one after the other. */
import { seconds, prometheusDuration } from "../../model";

/** In this order, as far as they are deployed. */
export const WALL = ["home", "slo-overview", "application", "kubernetes-cluster", "node"] as const;

/** Long enough to read one screen. */
export const WALL_INTERVAL = prometheusDuration(seconds(30));
