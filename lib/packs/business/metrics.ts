/** What a service exports of the business that it does. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../model";

/**
 * A series begins at 0 as soon as its labels are known (each plan, each currency), not with its first event: Prometheus does not count
 * the value that it sees first.
 */
export const business = contract(
  { targetLabels: SERVICE_TARGET, source: "the metric contract of this project" },
  {
    userRegistrationsTotal: counter("user_registrations_total", {
      help: "People who signed up, by where they came from and what they chose.",
      labels: { source: "any", plan: "any" },
    }),
    activeUsers: gauge("active_users", {
      help: "People who used the product within the time frame. Each replica exports the number of all.",
      labels: { timeframe: "any" },
    }),
    revenueTotalCents: counter("revenue_total_cents", {
      unit: "cents",
      help: "Money taken, in hundredths of the currency.",
      labels: { product: "any", currency: "any" },
    }),
  },
);
