/** A namespace's volumes, quotas and jobs. */
import { alertLine, line, now, query, row, table, timeSeries } from "../../../dashboards";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { volumeAvailable, volumeNearlyFull } from "./workload-pack";

export const volumesRow = row("Volumes and quotas", [
  timeSeries("Room left by volume", {
    description: "Share of each mounted volume that is free. What writes to a full one fails.",
    unit: "ratio",
    min: 0,
    max: 1,
    whenEmpty: "no volume is mounted",
    queries: [query(promql`${volumeAvailable}{namespace="$namespace"}`, "{{persistentvolumeclaim}}")],
    thresholds: [alertLine(volumeNearlyFull, "free", { below: true })],
  }),
  table("Quotas", {
    description: "How much of what the namespace may take is taken. At 100% the API server refuses its next pod.",
    width: 12,
    whenEmpty: "the namespace has no quota",
    queries: [
      now(promql`
        max by (resourcequota, resource) (${kubernetes.quota}{namespace="$namespace",type="used"})
        / (max by (resourcequota, resource) (${kubernetes.quota}{namespace="$namespace",type="hard"}) > 0)
      `),
    ],
    columns: [
      { of: "resourcequota", title: "Quota" },
      { of: "resource", title: "Of" },
      {
        of: 0,
        title: "Taken",
        unit: "ratio",
        shownAs: "gauge",
        min: 0,
        max: 1,
        thresholds: [line(0.8, "yellow"), line(0.95, "red")],
      },
    ],
    sortBy: { title: "Taken", descending: true },
  }),
]);

export const jobsRow = row(
  "Jobs",
  [
    timeSeries("Jobs at work", {
      description: "Pods of Jobs that run. A Job that stays for hours may hang.",
      unit: "count",
      min: 0,
      whenEmpty: "no Job runs",
      queries: [query(promql`max by (job_name) (${kubernetes.jobActive}{namespace="$namespace"}) > 0`, "{{job_name}}")],
    }),
    table("Failed Jobs", {
      description: "Jobs that have given up. They stay here until they are deleted.",
      width: 12,
      whenEmpty: "no Job has failed",
      queries: [now(promql`max by (job_name) (${kubernetes.jobFailed}{namespace="$namespace",condition="true"}) > 0`)],
      columns: [{ of: "job_name", title: "Job" }],
    }),
  ],
  { collapsed: true },
);
