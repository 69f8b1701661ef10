/** The way into the traces of all services: a dashboard without alerts. */
import { pack } from "../../model";
import { jaeger } from "../jaeger";
import { tracesDashboard } from "./dashboard";

/** `tracesPack()`: reads the metrics that Jaeger computes from spans. */
export const tracesPack = () =>
  pack("traces", { metrics: jaeger, dashboards: [tracesDashboard()], dashboard: "traces" });
