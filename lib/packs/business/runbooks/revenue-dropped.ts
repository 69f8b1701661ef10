/** What to do about BusinessRevenueDropped. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { dailyRevenueByProduct, hourlyRevenue } from "../rules";
import { backendOf, recentRollouts } from "./steps";

export const revenueDroppedRunbook: Runbook = {
  meaning:
    "Far less money came in in the last hour, in this currency, than in the same hour a week ago and two weeks ago (one and two days ago where " +
    "Prometheus keeps less than that). Each currency is looked at by itself. Hours in which little came in then are not compared.",
  impact:
    "Orders or payments are probably failing, and each minute costs what the description says. Customers who have paid and got nothing will call.",
  diagnosis: [
    "Buy the cheapest product yourself, with this currency and each way to pay.",
    {
      text: "See whether other currencies fell too. One currency: its payment provider or its prices. All: the checkout.",
      query: promql`0.01 * ${hourlyRevenue}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See which product it is, compared with a week ago.",
      query: promql`
        ${dailyRevenueByProduct}{namespace="$namespace",service="$service",currency="$currency"}
        / (${dailyRevenueByProduct} offset 1w > 0)
      `,
    },
    ...backendOf,
    {
      text: "Read why payments are refused.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)payment|checkout|order" |~ "(?i)error|declined|timeout"`,
    },
    recentRollouts,
    "Open the status page of the payment provider.",
  ],
  mitigation: [
    {
      text: "If a deployment broke it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    "If a payment provider fails, offer the other ways to pay first, or switch to the second provider.",
    "If a product ran out or a sale has ended, nothing is broken: tell sales, and silence the alert until the next day.",
    "Afterwards: find the orders that were begun and not paid in that time, so that those customers can be written to.",
  ],
};
