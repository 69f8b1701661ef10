/** What is asked of promtool for the document about correctness, and how it stands in a table. */
import type { RuleGroup } from "../model";
import { exact } from "../slo";
import { countBetween, type Traffic } from "./slo-correctness-traffic";

/** How a figure is told. */
type Unit = "percent" | "events" | "minutes" | "minute" | "value";

/** A figure of promtool; with `exactly`, its distance from that, and not itself. */
export interface Asked {
  readonly expr: string;
  /** Minutes after the beginning. */
  readonly at: number;
  readonly unit: Unit;
  readonly exactly?: number;
}

/** Text, or what promtool is asked. */
export type Cell = string | Asked;

export interface RulesFile {
  readonly name: string;
  /** Computed when somebody wants them, which most who load this never do. */
  readonly groups: () => readonly RuleGroup[];
}

export interface Run {
  /** Of the test file. */
  readonly name: string;
  readonly traffic: Traffic;
  readonly rules: readonly RulesFile[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const RATIO = 'slo:bad_events:ratio{slo="shop-availability",window="30d"}';
const ALL = 'slo:events:increase{slo="shop-availability",window="30d"}';
const BAD = 'slo:bad_events:increase{slo="shop-availability",window="30d"}';

/** `3 h 56 min` */
const timeText = (count: number): string =>
  [Math.floor(count / 60) > 0 ? `${Math.floor(count / 60)} h` : "", count % 60 > 0 ? `${count % 60} min` : ""]
    .filter((part) => part !== "")
    .join(" ") || "0 min";

export const eventsText = (count: number): string => count.toLocaleString("en", { maximumFractionDigits: 1 });
export const percentText = (ratio: number): string =>
  Number.isFinite(ratio) ? `${exact(ratio).times(100).toSignificantDigits(3).toString()} %` : String(ratio);

export const HEAD = ["after", "events", "bad", "exact", "average of ratios", "ours", "ours is off by"];

/** The share of bad events in the period, by the count, the average and ours. */
export const shares = (traffic: Traffic, times: readonly number[]): readonly (readonly Cell[])[] =>
  times.map((at) => {
    const { all, bad } = countBetween(traffic, 0, at);
    return [
      timeText(at),
      eventsText(all),
      eventsText(bad),
      percentText(bad / all),
      { expr: "average:ratio30d", at, unit: "percent" },
      { expr: RATIO, at, unit: "percent" },
      { expr: RATIO, at, unit: "percent", exactly: bad / all },
    ];
  });

export const COUNTS_HEAD = ["after", "events", "ours", "bad", "ours", "average of ratios", "exact", "ours"];

/** The events themselves, where some of them are lost. */
export const counts = (traffic: Traffic, times: readonly number[]): readonly (readonly Cell[])[] =>
  times.map((at) => {
    const { all, bad } = countBetween(traffic, 0, at);
    return [
      timeText(at),
      eventsText(all),
      { expr: ALL, at, unit: "events" },
      eventsText(bad),
      { expr: BAD, at, unit: "events" },
      { expr: "average:ratio30d", at, unit: "percent" },
      percentText(bad / all),
      { expr: RATIO, at, unit: "percent" },
    ];
  });

/** @param window of the level, where several are one alert */
const firing = (alert: string, window?: string): string =>
  `ALERTS{alertname="${alert}"${window === undefined ? "" : `,window="${window}"`},alertstate="firing"}`;

export const firstFiring = (alert: string, at: number, window?: string): Asked => ({
  expr: `min_over_time(timestamp(${firing(alert, window)})[1d:1m]) / 60`,
  at,
  unit: "minute",
});
export const minutesFiring = (alert: string, at: number, window?: string): Asked => ({
  expr: `count_over_time(${firing(alert, window)}[1d:1m])`,
  at,
  unit: "minutes",
});
