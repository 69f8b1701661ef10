/** Objectives to measure with: as many as asked for, of every kind that installations have, no two alike. */
import {
  counter,
  contract,
  days,
  gauge,
  histogram,
  hours,
  milliseconds,
  SERVICE_TARGET,
  type MonitoringPack,
  type Slo,
} from "../../lib/model";
import { promql } from "../../lib/query";
import { availability, calendarMonth, freshness, latency, slo, sloPack } from "../../lib/slo";

export const metrics = contract(
  { targetLabels: SERVICE_TARGET, source: "the objectives of the bench" },
  {
    requests: counter("http_requests_total", {
      help: "Requests answered.",
      labels: { method: ["GET", "POST"], route: "any", status_code: "any" },
    }),
    duration: histogram("http_request_duration_seconds", {
      unit: "seconds",
      help: "How long a request takes.",
      labels: { method: ["GET", "POST"], route: "any", status_code: "any" },
      buckets: [0.1, 0.25, 0.5, 1],
    }),
    backup: gauge("backup_last_success_timestamp_seconds", { unit: "timestamp", help: "When the last backup ended." }),
  },
);

const requests = (service: string) =>
  availability({
    total: promql`${metrics.requests}{service="${service}"}`,
    bad: promql`${metrics.requests}{service="${service}", status_code=~"5.."}`,
    badMeans: "are answered with 5xx",
  });

const durations = (service: string) =>
  latency({ histogram: metrics.duration, where: { service }, threshold: milliseconds(500) });

type Kind = (service: string) => Pick<Slo, "objective" | "window" | "sli"> & { readonly groupBy?: readonly string[] };

/** Ten objectives: most are kept over 30 days, some by route, one each over a calendar month and a quarter of a year. */
const KINDS: readonly Kind[] = [
  (service) => ({ objective: "99.9%", window: days(30), sli: requests(service) }),
  (service) => ({ objective: "99%", window: days(30), sli: durations(service) }),
  (service) => ({ objective: "99.5%", window: days(28), sli: requests(service) }),
  (service) => ({ objective: "95%", window: days(7), sli: durations(service) }),
  (service) => ({ objective: "99.9%", window: days(30), sli: requests(service), groupBy: ["route"] }),
  (service) => ({ objective: "99%", window: days(30), sli: durations(service), groupBy: ["route"] }),
  (service) => ({ objective: "99.9%", window: calendarMonth("Europe/Berlin"), sli: requests(service) }),
  (service) => ({ objective: "99.9%", window: days(90), sli: requests(service) }),
  (service) => ({ objective: "99.95%", window: days(30), sli: requests(service) }),
  (service) => ({
    objective: "99%",
    window: days(30),
    sli: freshness({
      lastSuccess: promql`${metrics.backup}{service="${service}"}`,
      within: hours(26),
    }),
  }),
];

const objective = (name: string, kind: Kind): Slo =>
  slo({ name, service: name, description: "Customers can pay.", ...kind(name) });

/** Packs of ten objectives each, as ten teams would have them. `run` keeps the names of one run apart from those of all others. */
export const packsOf = (count: number, run: number): readonly MonitoringPack[] =>
  Array.from({ length: Math.ceil(count / KINDS.length) }, (_, pack) =>
    sloPack(`objectives-${run}-${pack}`, {
      metrics,
      slos: KINDS.slice(0, count - pack * KINDS.length).map((kind, index) =>
        objective(`shop-${run}-${pack}-${index}`, kind),
      ),
    }),
  );
