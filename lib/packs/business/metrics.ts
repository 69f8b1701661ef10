/** What a service exports of the business that it does. */
import { applicationMetrics, type Named } from "@cdktf-observability/contract";
import { contract, INSTRUMENTATION, SERVICE_TARGET } from "../../model";

/**
 * A series begins at 0 as soon as its labels are known (each plan, each currency), not with its first event: Prometheus does not count
 * the value that it sees first.
 */
export const business = contract(
  { targetLabels: SERVICE_TARGET, exporter: INSTRUMENTATION, source: "the metric contract of this project" },
  applicationMetrics.business satisfies Named<{
    userRegistrationsTotal: "user_registrations_total";
    activeUsers: "active_users";
    revenueTotalCents: "revenue_total_cents";
  }>,
);
