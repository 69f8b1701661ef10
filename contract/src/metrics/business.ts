/**
 * What a service exports of the business that it does. A series begins at 0 as soon as its labels are known (each plan, each currency), not
 * with its first event: Prometheus does not count the value that it sees first.
 */
import type { ApplicationMetrics } from "../metric";

/**
 * Within what time somebody has used the product: the last hour, day, week (7 days) or month (30 days), each up to now. One spelling for all
 * services, so that their users stand side by side.
 */
export const TIMEFRAMES = ["hourly", "daily", "weekly", "monthly"] as const;

export const business = {
  userRegistrationsTotal: {
    name: "user_registrations_total",
    type: "counter",
    unit: "count",
    help: "People who signed up, by where they came from and what they chose.",
    labels: { source: "any", plan: "any" },
  },
  activeUsers: {
    name: "active_users",
    type: "gauge",
    unit: "count",
    help: "People who used the product within the time frame. Each replica exports the number of all.",
    labels: { timeframe: TIMEFRAMES },
  },
  /**
   * OpenMetrics lets the name of a counter end in `_total` only, and client libraries append it: export this one as `unknown` (`untyped`),
   * which changes nothing for Prometheus, or it arrives as `revenue_total_cents_total`.
   */
  revenueTotalCents: {
    name: "revenue_total_cents",
    type: "counter",
    unit: "cents",
    help: "Money taken, in hundredths of the currency.",
    labels: { product: "any", currency: "any" },
  },
} as const satisfies ApplicationMetrics;
