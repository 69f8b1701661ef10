/** What is shown of a CronJob: whether it has done its work, when it is due, and how its last runs went. */
import { alertLine, line, now, query, row, stat, table, timeSeries } from "../../dashboards";
import type { Expression, Metric, Panel, Row } from "../../model";
import { matchers, promql } from "../../query";
import { cronJobLate, jobRunsLong } from "../workload/alerts/jobs";
import { kubernetes } from "../workload/metrics";
import { selection } from "../workload/selection";

export interface CronJobScope {
  readonly namespace: string;
  /** Its name in Kubernetes. */
  readonly cronJob: string;
}

const everything = selection({});
const LATE = { thresholds: [alertLine(cronJobLate(everything), "limit")], unit: "seconds" } as const;
const LONG = { thresholds: [alertLine(jobRunsLong(everything), "limit")], unit: "seconds" } as const;
const LATE_RUNBOOK = { title: "Runbook", to: { runbook: "CronJobLate" } } as const;
const FAILED_RUNBOOK = { title: "Runbook", to: { runbook: "JobFailed" } } as const;
const LONG_RUNBOOK = { title: "Runbook", to: { runbook: "JobRunsLong" } } as const;

/** The queries about it. */
interface Asked {
  /** Seconds since a run has ended well. */
  readonly sinceSuccess: Expression;
  /** Seconds for which it is overdue; 0 before it is due. */
  readonly lateness: Expression;
  /** A metric of its runs, by `job_name`. */
  readonly ofRuns: (metric: Metric, labels?: Readonly<Record<string, string>>) => Expression;
  /** Seconds that each run took that has ended well. */
  readonly durations: Expression;
  /** Seconds for which each run has been under way that has not ended. */
  readonly underWay: Expression;
}

const asked = ({ namespace, cronJob }: CronJobScope): Asked => {
  const own = matchers({ namespace, cronjob: cronJob });
  const runs = promql`${kubernetes.jobOwner}{${matchers({ namespace, owner_kind: "CronJob", owner_name: cronJob })}}`;
  const ofRuns: Asked["ofRuns"] = (metric, labels = {}) =>
    promql`max by (job_name) (${metric}{${matchers({ namespace, ...labels })}} and on (namespace, job_name) ${runs})`;
  const started = ofRuns(kubernetes.jobStarted);
  return {
    sinceSuccess: promql`time() - max(${kubernetes.cronJobLastSuccess}{${own}})`,
    lateness: promql`clamp_min(time() - max(${kubernetes.cronJobNext}{${own}}), 0)`,
    ofRuns,
    durations: promql`${ofRuns(kubernetes.jobCompleted)} - ${started}`,
    underWay: promql`(time() - ${started}) and ${ofRuns(kubernetes.jobActive)} > 0`,
  };
};

/** Sixteen columns. */
export const cronJobFigures = (scope: CronJobScope): readonly Panel[] => {
  const { sinceSuccess, lateness, ofRuns, durations } = asked(scope);
  return [
    stat("Since the last success", {
      description: "How long ago a run has ended well. Normal is less than two rounds of its schedule.",
      queries: [now(sinceSuccess, "since then")],
      unit: "seconds",
      colored: "nothing",
      whenEmpty: "never yet",
    }),
    stat("Late by", {
      description:
        "For how long the next run has been due without having begun. 0 is normal; it has the colour of the alert.",
      queries: [now(lateness, "late")],
      ...LATE,
      whenEmpty: "suspended",
      dataLinks: [LATE_RUNBOOK],
    }),
    stat("Longest run", {
      description: "What the longest of the runs took that Kubernetes still remembers and that have ended well.",
      queries: [now(promql`max(${durations})`, "longest")],
      ...LONG,
      whenEmpty: "none ended",
      dataLinks: [LONG_RUNBOOK],
    }),
    stat("Failed runs", {
      description: "Runs that have used up their attempts, of those that Kubernetes still remembers. None is normal.",
      queries: [now(promql`sum(${ofRuns(kubernetes.jobFailed, { condition: "true" })}) or vector(0)`, "failed")],
      unit: "count",
      decimals: 0,
      thresholds: [line(1, "red")],
      dataLinks: [FAILED_RUNBOOK],
    }),
  ];
};

/** `cronJobRows({ namespace: "shop", cronJob: "nightly-export" })` */
export const cronJobRows = (scope: CronJobScope): readonly Row[] => {
  const { sinceSuccess, lateness, ofRuns, durations, underWay } = asked(scope);
  return [
    row("Runs", [
      table("Last runs", {
        description: "The runs that Kubernetes still remembers, the newest first.",
        queries: [
          now(promql`1000 * ${ofRuns(kubernetes.jobStarted)}`),
          now(durations),
          now(ofRuns(kubernetes.jobFailed, { condition: "true" })),
          now(underWay),
        ],
        columns: [
          { of: "job_name", title: "Run" },
          { of: 0, title: "Begun", unit: { grafana: "dateTimeAsIso" } },
          { of: 1, title: "Took", ...LONG, shownAs: "colored text" },
          {
            of: 2,
            title: "Failed",
            texts: [
              { value: 1, text: "yes", color: "red" },
              { value: 0, text: "no", color: "green" },
            ],
            shownAs: "colored text",
          },
          { of: 3, title: "Under way for", ...LONG, shownAs: "colored text" },
        ],
        sortBy: { title: "Begun", descending: true },
        height: 6,
        whenEmpty: "No run that Kubernetes remembers",
      }),
      timeSeries("Time of a run", {
        description:
          "What the last runs took that have ended well, and how long one has been under way, with the line of the alert.",
        queries: [
          query(promql`max(${durations})`, "longest of the last"),
          query(promql`max(${underWay})`, "under way"),
        ],
        ...LONG,
        min: 0,
        links: [LONG_RUNBOOK],
      }),
      timeSeries("Without success", {
        description:
          "How long ago a run has ended well. A sawtooth that follows the schedule is normal; a higher tooth is a run that is missing.",
        queries: [query(sinceSuccess, "since the last success")],
        unit: "seconds",
        min: 0,
      }),
      timeSeries("Lateness", {
        description:
          "For how long the next run has been due without having begun, with the line of the alert. 0 is normal.",
        queries: [query(lateness, "late")],
        ...LATE,
        min: 0,
        links: [LATE_RUNBOOK],
      }),
      timeSeries("Failed runs over time", {
        description:
          "Failed runs that Kubernetes still remembers. A step upwards is a failure, a step downwards one that is forgotten.",
        queries: [query(promql`sum(${ofRuns(kubernetes.jobFailed, { condition: "true" })}) or vector(0)`, "failed")],
        unit: "count",
        decimals: 0,
        min: 0,
        styles: [{ series: "failed", color: "red" }],
        links: [FAILED_RUNBOOK],
      }),
    ]),
  ];
};
