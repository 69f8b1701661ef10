/** All services that answer HTTP on one screen, with the business where there is one. */
import { changeMetrics } from "../../dashboards";
import { pack } from "../../model";
import { business } from "../business";
import { http } from "../http-server";
import { kubernetes } from "../workload";
import { applicationDashboard } from "./dashboard";

export interface ApplicationPackProps {
  /** Whether `businessPack()` is deployed, too, so that the business is shown. @default false */
  readonly business?: boolean;
  /** Whether objectives are deployed. @default true */
  readonly objectives?: boolean;
}

/** Reads what `httpServerPack()`, and `businessPack()`, record, and shows the thresholds of their alerts. */
export const applicationPack = ({ business: shown = false, objectives = true }: ApplicationPackProps = {}) =>
  pack("application", {
    metrics: {
      ...http,
      ...(shown ? business : {}),
      ...changeMetrics(kubernetes),
    },
    dashboards: [applicationDashboard({ business: shown, objectives })],
    dashboard: "application",
  });
