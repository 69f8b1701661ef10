/** What is shown of queues: of those of one service, or of all that the reader has chosen. */
import { alertLine, line, now, query, stat, table, timeSeries } from "../../../dashboards";
import type { Column, Panel, RecordingRule } from "../../../model";
import { matchers, promql, type Matchers } from "../../../query";
import { seriesToRunbook, toRunbook, type ServiceLabels } from "../../service-link";
import { messagesOld } from "../alerts/backlog";
import { deadLetters, failing } from "../alerts/handling";
import { consumed, consumers, deadLettered, failed, failedRatio, oldest, ready, retried } from "../rules";

/** Which queues are shown, and by what they are told apart. */
export interface QueueView {
  readonly where: Matchers;
  readonly legend: string;
  /** The one whose they are. @default several services are shown */
  readonly service?: ServiceLabels;
  /** What a table says of each queue before its figures. */
  readonly columns: readonly Column[];
}

type Draw = (view: QueueView) => Panel;

const read = (rule: RecordingRule, { where }: QueueView) => promql`${rule}{${matchers(where)}}`;

const FAILED = { thresholds: [alertLine(failing, "failedRatio")], unit: "ratio" } as const;
const AGE = { thresholds: [alertLine(messagesOld, "age")], unit: "seconds" } as const;
/** The alert fires above none, and a colour begins at its line: so at the first one. */
const GIVEN_UP = { thresholds: [line(1, "orange")], unit: "count", decimals: 0 } as const;

const waitingNow: Draw = (view) =>
  stat("Messages waiting", {
    description: "Messages that wait for a consumer now, in all queues together.",
    queries: [query(promql`sum(${read(ready, view)})`, "waiting")],
    unit: "count",
    colored: "nothing",
    sparkline: true,
  });

const oldestNow: Draw = (view) =>
  stat("Oldest message", {
    description: "How long the oldest message has been waiting. It has the colour of the alert from its limit on.",
    queries: [query(promql`max(${read(oldest, view)})`, "oldest")],
    ...AGE,
    sparkline: true,
    dataLinks: [toRunbook(messagesOld.name, view.service)],
  });

const consumersNow: Draw = (view) =>
  stat("Consumers", {
    description: "Consumers that are connected, to all queues together. None while messages wait is an outage.",
    queries: [query(promql`sum(${read(consumers, view)})`, "consumers")],
    unit: "count",
    decimals: 0,
    thresholds: [line(1, "red", { below: true })],
    sparkline: true,
  });

const failedNow: Draw = (view) =>
  stat("Messages failed", {
    description: "Share of the messages handled in the last five minutes that failed.",
    queries: [query(promql`sum(${read(failed, view)}) / (sum(${read(consumed, view)}) > 0)`, "failed")],
    ...FAILED,
    sparkline: true,
    whenEmpty: "none handled",
    dataLinks: [toRunbook(failing.name, view.service)],
  });

const handledNow: Draw = (view) =>
  stat("Messages handled", {
    description:
      "Messages per second whose handling ends, well or not. Nothing while messages wait means that consumers hang.",
    queries: [query(promql`sum(${read(consumed, view)})`, "handled")],
    unit: "per second",
    colored: "nothing",
    sparkline: true,
  });

const givenUpNow: Draw = (view) =>
  stat("Given up within an hour", {
    description: "Messages that were put aside after all attempts had failed. None is normal: each is work not done.",
    queries: [query(promql`sum(${read(deadLettered, view)})`, "given up")],
    ...GIVEN_UP,
    dataLinks: [toRunbook(deadLetters.name, view.service)],
  });

const waiting: Draw = (view) =>
  timeSeries("Messages waiting by queue", {
    legendAt: "right",
    description: "A sawtooth is usual where batches are taken. A line that only climbs is a backlog.",
    queries: [query(read(ready, view), view.legend)],
    unit: "count",
    min: 0,
    dataLinks: [seriesToRunbook("QueueBacklogGrowing")],
  });

const ages: Draw = (view) =>
  timeSeries("Oldest message by queue", {
    legendAt: "right",
    description:
      "How long the oldest message has been waiting, with the line of the alert. A straight climb is one message that is stuck.",
    queries: [query(read(oldest, view), view.legend)],
    ...AGE,
    min: 0,
    dataLinks: [seriesToRunbook(messagesOld.name)],
  });

const handled: Draw = (view) =>
  timeSeries("Messages handled by queue", {
    legendAt: "right",
    description: "Messages per second whose handling ends, well or not.",
    queries: [query(read(consumed, view), view.legend)],
    unit: "per second",
    min: 0,
    dataLinks: [seriesToRunbook("QueueStuck")],
  });

const failures: Draw = (view) =>
  timeSeries("Failed share by queue", {
    legendAt: "right",
    description: "Share of the handled messages that failed, with the line of the alert.",
    queries: [query(read(failedRatio, view), view.legend)],
    ...FAILED,
    min: 0,
    dataLinks: [seriesToRunbook(failing.name)],
  });

const retries: Draw = (view) =>
  timeSeries("Messages tried again", {
    legendAt: "right",
    description: "Messages per second that are put back. The same ones go round where this stays high.",
    queries: [query(read(retried, view), view.legend)],
    unit: "per second",
    min: 0,
  });

const connected: Draw = (view) =>
  timeSeries("Consumers by queue", {
    legendAt: "right",
    description: "Consumers that are connected to each queue. A gap is a release, a line at nothing an outage.",
    queries: [query(read(consumers, view), view.legend)],
    unit: "count",
    decimals: 0,
    min: 0,
    dataLinks: [seriesToRunbook("QueueWithoutConsumer")],
  });

const queues: Draw = (view) =>
  table("Queues", {
    description: "Each queue as it is now, the one whose oldest message waits longest first.",
    queries: [ready, oldest, consumers, consumed, failedRatio, deadLettered].map((rule) => now(read(rule, view))),
    columns: [
      ...view.columns,
      { of: 0, title: "Waiting", unit: "count", shownAs: "gauge", min: 0 },
      { of: 1, title: "Oldest", ...AGE, shownAs: "colored text" },
      { of: 2, title: "Consumers", unit: "count", decimals: 0 },
      { of: 3, title: "Handled", unit: "per second" },
      { of: 4, title: "Failed", ...FAILED, shownAs: "colored text" },
      { of: 5, title: "Given up", ...GIVEN_UP, shownAs: "colored text" },
    ],
    sortBy: { title: "Oldest", descending: true },
    height: 6,
  });

/** Sixteen columns. */
export const mainFigures = (view: QueueView): readonly Panel[] =>
  [waitingNow, oldestNow, consumersNow, failedNow].map((draw) => draw(view));

export const furtherFigures = (view: QueueView): readonly Panel[] => [handledNow(view), givenUpNow(view)];

/** The table first, which names the queue in trouble; then what waits, and what becomes of it. */
export const backlogPanels = (view: QueueView): readonly Panel[] => [queues, waiting, ages].map((draw) => draw(view));

export const handlingPanels = (view: QueueView): readonly Panel[] =>
  [handled, failures, retries, connected].map((draw) => draw(view));
