/** An objective of a service level: what is promised, how it is measured, and who is told when the promise is being broken. Plain data. */
import type { AlertSeverity } from "./alert";
import type { Duration } from "./duration";
import type { Expression } from "./expression";
import type { Metric } from "./metric";
import type { InputSeries } from "./rule-test";
import type { Waiver } from "./waiver";

/** A period that begins anew at fixed dates of a time zone. */
export interface CalendarPeriod {
  readonly kind: "calendar";
  readonly unit: "day" | "week" | "month" | "quarter" | "year";
  /** IANA name: `Europe/Berlin`. */
  readonly zone: string;
}

/** What an objective is kept over: the last so many days, or a period of the calendar. */
export type SloWindow = Duration | CalendarPeriod;

/** What an indicator counts: events that happen, or seconds that pass. */
export type SliUnit = "requests" | "events" | "probes" | "seconds";

export type SliKind =
  "availability" | "latency" | "freshness" | "queue-age" | "bounds" | "probe" | "throughput" | "raw" | "composite";

/** How an indicator is computed once: over which range, scraped how often, for which labels. */
export interface SliRange {
  /** The range that each sample of a recording speaks of. */
  readonly window: Duration;
  readonly scrapeInterval: Duration;
  /** One indicator for each value of these. */
  readonly groupBy: readonly string[];
  /** The total as it is recorded, by `groupBy`, for what is computed from it. */
  readonly recordedTotal: Expression;
}

/** What happens to a service for a while, as generated tests write it. */
export interface TrafficStretch {
  /** All events per second; seconds that pass are one per second. */
  readonly perSecond: number;
  /** The share of them that is bad. An indicator that counts seconds is bad (1) or not (0). */
  readonly badRatio: number;
  readonly for: Duration;
}

export type Traffic =
  | TrafficStretch
  /** The series exist, and nothing is scraped. */
  | { readonly gap: Duration }
  /** The series do not exist yet, or no more. */
  | { readonly absent: Duration }
  /** The processes start anew, all counters at 0. */
  | { readonly reset: true };

/** Two numbers per second over a range, both by the same labels; all else follows from them. */
export interface SliRates {
  /** All that counts. */
  readonly total: Expression;
  /** What was bad of it; 0 and not nothing where none was. */
  readonly bad: Expression;
}

/** A service level indicator: what is counted, and what of it is bad. Made by `availability`, `latency`, `freshness` … of `lib/slo`. */
export interface Sli {
  readonly kind: SliKind;
  readonly unit: SliUnit;
  /** What a bad one is, in words that end a sentence, for alerts, runbooks and documents: `are answered with 5xx`. */
  readonly badMeans: string;
  readonly rates: (range: SliRange) => SliRates;
  /** The selectors that it reads, for checks of labels: each must keep the labels of `groupBy`. */
  readonly reads: readonly Expression[];
  /** The counter of good events among them, where bad ones are what is left of all. */
  readonly good?: Expression;
  /** The histogram and its threshold, in the unit of the histogram. */
  readonly histogram?: { readonly metric: Metric; readonly threshold: number };
  /** Objectives that it is computed from. */
  readonly parts?: readonly { readonly slo: string; readonly weight: number; readonly sli: Sli }[];
  /**
   * Series that show this traffic to tests, with these values of the labels of `groupBy`, a sample each interval; undefined where nobody
   * can say.
   */
  readonly series?: (
    traffic: readonly Traffic[],
    labels: Readonly<Record<string, string>>,
    interval: Duration,
  ) => readonly InputSeries[];
}

/** One pair of windows: told when the budget burns so much faster than it may, over both of them. */
export interface BurnLevel {
  /** So many times as fast as would use up the budget exactly in the period. */
  readonly burnRate: number;
  /** Over which it is judged. */
  readonly long: Duration;
  /** Over which it must still go on, so that the alert ends soon after its cause. */
  readonly short: Duration;
  readonly severity: Exclude<AlertSeverity, "none">;
}

export interface Slo {
  readonly kind: "slo";
  /** `checkout-availability`; the value of the label `slo`, and what its alerts' names begin with where nothing else is said. */
  readonly name: string;
  /** What the names of its alerts begin with, where objectives of several services share alerts and their pages: `HttpAvailability`. */
  readonly alertPrefix?: string;
  /** The value of the label `service`. */
  readonly service: string;
  /** The value of the label `namespace`. @default its series carry none, or that of `groupBy` */
  readonly namespace?: string;
  /** What is promised to whom, in one sentence. */
  readonly description: string;
  /** Team that owns it. @default the pack's */
  readonly owner?: string;
  /** As written: `99.9%`. */
  readonly objective: string;
  readonly window: SloWindow;
  readonly sli: Sli;
  readonly groupBy: readonly string[];
  readonly levels: readonly BurnLevel[];
  /** How many bad events the long window must hold before anybody is told. */
  readonly minimumEvents: number;
  /** How bad it is when the indicator has no data. */
  readonly missingData: { readonly severity: Exclude<AlertSeverity, "none">; readonly for: Duration };
  /** Events per second that are expected on average; undefined where nobody said. */
  readonly expectedTraffic?: number;
  /** What its people have agreed to do when the error budget is spent. */
  readonly whenSpent: string;
  readonly waivers: readonly Waiver[];
  /** Where it is written. */
  readonly place?: string;
}
