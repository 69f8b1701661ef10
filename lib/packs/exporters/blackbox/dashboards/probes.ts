/** Addresses as they are seen from outside: who answers, how fast, and until when the certificates hold. */
import {
  alertLine,
  dashboard,
  line,
  now,
  query,
  row,
  stat,
  stateTimeline,
  table,
  timeSeries,
  top,
} from "../../../../dashboards";
import { scrape } from "../../../../model";
import { promql } from "../../../../query";
import { certificateExpiring, certificateUrgent, dnsSlow, slow } from "../alerts/quality";
import { blackbox } from "../metrics";
import { certificatesRow } from "./certificates";
import { addressVariables, HERE } from "./chosen";
import { exporterRow } from "./exporter";

const worst = { below: true } as const;
const answers = [
  { value: 1, text: "answers", color: "green" },
  { value: 0, text: "fails", color: "red" },
] as const;
/** Of HTTP, and of what never got as far as an answer. */
const statuses = [
  { value: 0, text: "no answer", color: "red" },
  { value: { from: 200, to: 299 }, text: "2xx", color: "green" },
  { value: { from: 300, to: 399 }, text: "3xx", color: "blue" },
  { value: { from: 400, to: 499 }, text: "4xx", color: "yellow" },
  { value: { from: 500, to: 599 }, text: "5xx", color: "red" },
] as const;

const figures = top([
  stat("Addresses", {
    description: "Addresses that are probed.",
    unit: "count",
    queries: [query(promql`count(max by (instance) (${blackbox.success}${HERE}))`, "addresses")],
    colored: "nothing",
  }),
  stat("Failing now", {
    description: "Addresses whose last probe did not get the answer that it wants.",
    unit: "count",
    queries: [query(promql`count(max by (instance) (${blackbox.success}${HERE}) == 0) or vector(0)`, "failing")],
    thresholds: [line(1, "red")],
  }),
  stat("Worst availability", {
    description: "The smallest share of successful probes that any address had in the chosen time.",
    unit: "ratio",
    decimals: 2,
    queries: [now(promql`min(avg_over_time(${blackbox.success}${HERE}[$__range]))`, "worst address")],
    thresholds: [line(0.999, "yellow", worst), line(0.99, "red", worst)],
  }),
  stat("Slowest answer", {
    description: "How long the slowest address takes to answer.",
    unit: "seconds",
    queries: [query(promql`max(${blackbox.duration}${HERE})`, "slowest")],
    thresholds: [alertLine(slow, "seconds")],
    sparkline: true,
  }),
  stat("Slowest lookup", {
    description: "How long it takes to look up the name that takes longest.",
    unit: "seconds",
    queries: [query(promql`max(${blackbox.lookupTime}${HERE})`, "slowest")],
    thresholds: [alertLine(dnsSlow, "seconds")],
    sparkline: true,
  }),
  stat("First certificate to end", {
    description: "How long the certificate holds that ends first. They are usually renewed 30 days before.",
    unit: "seconds",
    queries: [query(promql`min(${blackbox.certificateExpiry}${HERE} - time())`, "left")],
    thresholds: [alertLine(certificateExpiring, "remaining", worst), alertLine(certificateUrgent, "remaining", worst)],
    whenEmpty: "no certificates",
  }),
]);

const addresses = table("Addresses by availability", {
  description:
    "Each address with its last answer and its share of successful probes in the chosen time, the worst first.",
  height: 7,
  queries: [
    now(promql`max by (namespace, instance) (${blackbox.success}${HERE})`),
    now(promql`max by (namespace, instance) (${blackbox.httpStatus}${HERE})`),
    now(promql`max by (namespace, instance) (avg_over_time(${blackbox.success}${HERE}[$__range]))`),
    now(promql`max by (namespace, instance) (avg_over_time(${blackbox.duration}${HERE}[$__range]))`),
    now(promql`max by (namespace, instance) (changes(${blackbox.success}${HERE}[$__range]))`),
  ],
  columns: [
    {
      of: "instance",
      title: "Address",
      links: [{ title: "This address alone", to: { dashboard: "probes", variables: { instance: "${__value.text}" } } }],
    },
    { of: "namespace", title: "Namespace", width: 160 },
    { of: 0, title: "Now", width: 100, shownAs: "colored text", texts: answers },
    { of: 1, title: "Status", width: 90, unit: { grafana: "none" } },
    {
      of: 2,
      title: "Available",
      unit: "ratio",
      decimals: 2,
      width: 120,
      shownAs: "colored text",
      thresholds: [line(0.999, "yellow", worst), line(0.99, "red", worst)],
    },
    {
      of: 3,
      title: "Answers within",
      unit: "seconds",
      width: 130,
      shownAs: "colored text",
      thresholds: [alertLine(slow, "seconds")],
    },
    { of: 4, title: "Changes", unit: "count", width: 90 },
  ],
  sortBy: { title: "Available", descending: false },
});

export const probesDashboard = dashboard("probes", {
  title: "Probes",
  description:
    "Whether addresses answer to people outside, how long that takes and where, and when their certificates end.",
  tags: ["probes", "exporter"],
  variables: addressVariables,
  annotations: [
    {
      name: "Alerts",
      expr: promql`
        max by (alertname, severity, instance) (
          ${scrape.alerts}{alertstate="firing",alertname=~"Probe.+",instance=~"$instance"}
        )
      `,
      title: "{{alertname}} ({{severity}}): {{instance}}",
      color: "red",
    },
  ],
  links: [
    { title: "Home", to: { dashboard: "home" } },
    { title: "Exporters", tag: "exporter" },
  ],
  rows: [
    figures,
    row("Who answers", [
      stateTimeline("Answers over time", {
        description:
          "Whether each address answered as it should. All at once is the exporter's own network, one alone is the address.",
        unit: "boolean",
        queries: [query(promql`max by (instance) (${blackbox.success}${HERE})`, "{{instance}}")],
        texts: answers,
      }),
      addresses,
      stateTimeline("Status over time", {
        description: "The class of the last HTTP status of each address.",
        unit: { grafana: "none" },
        height: 6,
        queries: [query(promql`max by (instance) (${blackbox.httpStatus}${HERE})`, "{{instance}}")],
        texts: statuses,
      }),
    ]),
    row("How fast", [
      timeSeries("Time to answer", {
        description: "How long a whole probe takes. The alert goes by the mean of ten minutes.",
        unit: "seconds",
        min: 0,
        width: 8,
        queries: [query(promql`max by (instance) (${blackbox.duration}${HERE})`, "{{instance}}")],
        thresholds: [alertLine(slow, "seconds")],
      }),
      timeSeries("Time by phase", {
        description:
          "Where the time of HTTP probes goes, on average of the chosen addresses. Processing is the server; resolve is DNS; connect and tls are the way there.",
        unit: "seconds",
        min: 0,
        width: 8,
        stacked: true,
        queries: [query(promql`avg by (phase) (${blackbox.httpDuration}${HERE})`, "{{phase}}")],
      }),
      timeSeries("Time to look the name up", {
        description:
          "How long it takes to look the name of an address up. Slow for all is the name server of the exporter.",
        unit: "seconds",
        min: 0,
        width: 8,
        queries: [query(promql`max by (instance) (${blackbox.lookupTime}${HERE})`, "{{instance}}")],
        thresholds: [alertLine(dnsSlow, "seconds")],
      }),
    ]),
    certificatesRow,
    exporterRow,
  ],
});
