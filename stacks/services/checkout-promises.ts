/** What the checkout promises beside answering fast: a freshness, a probe, and a month of the calendar. */
import {
  availability,
  blackbox,
  calendarMonth,
  contract,
  counter,
  days,
  freshness,
  gauge,
  hours,
  probeSuccess,
  promql,
  SERVICE_TARGET,
  slo,
  type MetricContract,
  type Slo,
} from "../../lib";

const checkout = contract(
  { targetLabels: SERVICE_TARGET, source: "the checkout service" },
  {
    lastExport: gauge("orders_export_last_success_timestamp_seconds", {
      unit: "timestamp",
      help: "When all orders were last handed to accounting.",
    }),
    paymentsTotal: counter("payments_total", {
      help: "Payments that were tried.",
      labels: { outcome: ["paid", "declined", "failed"] },
    }),
  },
);

const exportFreshness = slo({
  name: "orders-export-freshness",
  service: "checkout",
  description: "Accounting sees each order within two hours.",
  objective: "99%",
  window: days(30),
  sli: freshness({ lastSuccess: promql`${checkout.lastExport}{service="checkout"}`, within: hours(2) }),
});

const reachable = slo({
  name: "checkout-reachable",
  service: "checkout",
  description: "The checkout answers from outside.",
  objective: "99.9%",
  window: days(30),
  sli: probeSuccess({ probe: promql`${blackbox.success}{instance="https://checkout.acme.example/healthz"}` }),
});

const payments = slo({
  name: "payments-of-the-month",
  service: "checkout",
  description: "What the payment provider was promised a report about: payments do not fail on our side.",
  objective: "99.95%",
  window: calendarMonth("Europe/Berlin"),
  sli: availability({
    total: promql`${checkout.paymentsTotal}{service="checkout"}`,
    bad: promql`${checkout.paymentsTotal}{service="checkout", outcome="failed"}`,
    unit: "events",
  }),
});

/** What these read. */
export const checkoutMetrics: MetricContract = { ...checkout, ...blackbox };
export const checkoutPromises: readonly Slo[] = [exportFreshness, reachable, payments];
