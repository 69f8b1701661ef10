/** What is shown of background jobs: of those of one service, or of all that the reader has chosen. */
import { alertLine, heatmap, now, query, stat, table, timeSeries } from "../../../dashboards";
import type { Column, Panel, RecordingRule } from "../../../model";
import { matchers, promql, type Matchers } from "../../../query";
import { seriesToRunbook, toRunbook, type ServiceLabels } from "../../service-link";
import { failing, noSuccess } from "../alerts/outcome";
import { slow, stalled } from "../alerts/progress";
import { buckets, byOutcome, failed, failedRatio, inProgress, lastSuccess, p95, processed } from "../rules";

/** Which jobs are shown, and by what they are told apart. */
export interface TaskView {
  readonly where: Matchers;
  readonly legend: string;
  /** The one whose they are. @default several services are shown */
  readonly service?: ServiceLabels;
  /** What a table says of each task before its figures. */
  readonly columns: readonly Column[];
}

type Draw = (view: TaskView) => Panel;

const read = (rule: RecordingRule, { where }: TaskView) => promql`${rule}{${matchers(where)}}`;

const FAILED = { thresholds: [alertLine(failing, "failedRatio")], unit: "ratio" } as const;
const TIME = { thresholds: [alertLine(slow, "p95Seconds")], unit: "seconds" } as const;
const SINCE = { thresholds: [alertLine(noSuccess, "age")], unit: "seconds" } as const;

const endedNow: Draw = (view) =>
  stat("Jobs ended", {
    description: "Jobs per second that end, well or not, over half an hour.",
    queries: [query(promql`sum(${read(processed, view)})`, "ended")],
    unit: "per second",
    colored: "nothing",
    sparkline: true,
  });

const failedNow: Draw = (view) =>
  stat("Jobs failed", {
    description:
      "Share of the jobs that failed, over half an hour, all tasks together. One in trouble hides here: see the table.",
    queries: [query(promql`sum(${read(failed, view)}) / (sum(${read(processed, view)}) > 0)`, "failed")],
    ...FAILED,
    sparkline: true,
    whenEmpty: "none ended",
    dataLinks: [toRunbook(failing.name, view.service)],
  });

const slowestNow: Draw = (view) =>
  stat("Slowest task", {
    description: "Within which time 95 of 100 jobs of the slowest task end.",
    queries: [query(promql`max(${read(p95, view)})`, "p95")],
    ...TIME,
    sparkline: true,
    whenEmpty: "none ended",
    dataLinks: [toRunbook(slow.name, view.service)],
  });

const underWayNow: Draw = (view) =>
  stat("Jobs in progress", {
    description: "Jobs that have begun and not ended, in all pods.",
    queries: [query(promql`sum(${read(inProgress, view)})`, "in progress")],
    unit: "count",
    decimals: 0,
    colored: "nothing",
    sparkline: true,
    dataLinks: [toRunbook(stalled.name, view.service)],
  });

const longestWithout: Draw = (view) =>
  stat("Longest without success", {
    description:
      "Since when a job of the task has not succeeded that has waited for it longest. Tasks that are seldom begun wait for days.",
    queries: [query(promql`max(time() - ${read(lastSuccess, view)})`, "without success")],
    ...SINCE,
    dataLinks: [toRunbook(noSuccess.name, view.service)],
    width: 8,
  });

const tasks: Draw = (view) =>
  table("Tasks", {
    description: "Each kind of job as it is now, the one that fails most first.",
    queries: [
      ...[processed, failedRatio, p95, inProgress].map((rule) => now(read(rule, view))),
      now(promql`time() - ${read(lastSuccess, view)}`),
    ],
    columns: [
      ...view.columns,
      { of: 0, title: "Ended", unit: "per second" },
      { of: 1, title: "Failed", ...FAILED, shownAs: "colored text" },
      { of: 2, title: "p95", ...TIME, shownAs: "colored text" },
      { of: 3, title: "In progress", unit: "count", decimals: 0 },
      { of: 4, title: "Last success", ...SINCE, shownAs: "colored text" },
    ],
    sortBy: { title: "Failed", descending: true },
    height: 6,
  });

const outcomes: Draw = (view) =>
  timeSeries("Jobs by outcome", {
    description: "Jobs per second that end, one on top of the other: the upper edge is all of them.",
    queries: [query(promql`sum by (outcome) (${read(byOutcome, view)})`, "{{outcome}}")],
    unit: "per second",
    stacked: true,
    min: 0,
    styles: [
      { series: "succeeded", color: "green" },
      { series: "failed", color: "red" },
    ],
  });

const failures: Draw = (view) =>
  timeSeries("Failed share by task", {
    description: "Share of the jobs that failed, with the line of the alert.",
    queries: [query(read(failedRatio, view), view.legend)],
    ...FAILED,
    min: 0,
    dataLinks: [seriesToRunbook(failing.name)],
  });

const durations: Draw = (view) =>
  timeSeries("Time of a job by task", {
    description: "Within which time 95 of 100 jobs end, with the line of the alert.",
    queries: [query(read(p95, view), view.legend)],
    ...TIME,
    min: 0,
    dataLinks: [seriesToRunbook(slow.name)],
  });

const distribution: Draw = (view) =>
  heatmap("Time of all jobs", {
    description: "How many jobs took how long. A band that climbs is work that grows.",
    queries: [query(promql`sum by (le) (${read(buckets, view)})`, "{{le}}")],
    unit: "seconds",
  });

const underWay: Draw = (view) =>
  timeSeries("Jobs in progress by task", {
    description: "Jobs that have begun and not ended. A line that only climbs is jobs that hang.",
    queries: [query(read(inProgress, view), view.legend)],
    unit: "count",
    decimals: 0,
    min: 0,
    dataLinks: [seriesToRunbook(stalled.name)],
  });

const pace: Draw = (view) =>
  timeSeries("Jobs ended by task", {
    description: "Jobs per second that end, well or not. A task at nothing is either not begun or stuck.",
    queries: [query(read(processed, view), view.legend)],
    unit: "per second",
    min: 0,
    dataLinks: [seriesToRunbook("WorkerNothingProcessed")],
  });

/** Sixteen columns. */
export const mainFigures = (view: TaskView): readonly Panel[] =>
  [endedNow, failedNow, slowestNow, underWayNow].map((draw) => draw(view));

export const furtherFigures = (view: TaskView): readonly Panel[] => [longestWithout(view)];

/** The table first, which names the task in trouble. */
export const outcomePanels = (view: TaskView): readonly Panel[] =>
  [tasks, outcomes, failures].map((draw) => draw(view));

export const timePanels = (view: TaskView): readonly Panel[] =>
  [durations, distribution, underWay, pace].map((draw) => draw(view));
