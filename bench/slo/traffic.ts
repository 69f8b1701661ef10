/** A service under load: the counters that its processes export, and what was recorded of them. All in round figures of our own making. */
import { days, hours, minutes, seconds, type Duration, type RecordingRule } from "../../lib/model";
import { recordedNames } from "../../lib/slo";

export const SCRAPE_INTERVAL = seconds(30);

/** The moment at which all is asked: late in a month, so that a month to date is nearly a whole one. */
export const NOW = Date.UTC(2026, 2, 31, 12);
/** A month of 31 days and an hour, and the ranges at its beginning. */
export const HISTORY = days(32);

/** A series of the history, with its labels as OpenMetrics writes them. */
export interface HistorySeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly every: Duration;
  /** How long before `NOW` it begins. */
  readonly since: Duration;
  /** Its value when so many of its samples were before. */
  readonly value: (index: number, at: number) => number;
}

const ROUTES = ["/", "/basket", "/pay", "/orders", "/orders/:id"];
const CODES = ["200", "500"];
const SERIES_OF_A_PROCESS = ROUTES.length * CODES.length;

/** A number from 0 to 1 that looks like chance and is the same in each run. */
const noise = (index: number, seed: number): number => {
  const mixed = Math.imul(index + 1, 2_654_435_761) ^ Math.imul(seed + 1, 40_503);
  return ((Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) >>> 0) % 10_000) / 10_000;
};

/** Counters of as many processes as have so many series together, each scraped every 30 seconds, and their `up`. */
export const rawSeries = (count: number): readonly HistorySeries[] =>
  Array.from({ length: Math.ceil(count / SERIES_OF_A_PROCESS) }, (_, process) => {
    const target = { job: "checkout", instance: `10.0.0.${process}:9090`, namespace: "shop", service: "checkout" };
    const common = { every: SCRAPE_INTERVAL, since: HISTORY };
    const counters = ROUTES.flatMap((route, place) =>
      CODES.map((code, kind): HistorySeries => {
        const perScrape = kind === 0 ? 300 : 1;
        return {
          ...common,
          name: "http_requests_total",
          labels: { ...target, method: "GET", route, status_code: code },
          value: (index) => perScrape * index + Math.floor(perScrape * noise(index, 10 * process + place)),
        };
      }),
    );
    return [...counters, { ...common, name: "up", labels: target, value: () => 1 }];
  }).flat();

/** What is read over long ranges; of all else a rule reads the last sample only. */
const LONG = new Set([recordedNames.events(minutes(5)), recordedNames.badEvents(minutes(5)), recordedNames.PERIOD]);

/** What Prometheus would have recorded by these rules. */
export const recordedSeries = (rules: readonly RecordingRule[]): readonly HistorySeries[] =>
  rules.map(({ name, labels, interval = minutes(1) }, seed) => ({
    name,
    labels,
    every: interval,
    since: LONG.has(name) ? HISTORY : hours(1),
    value: (index, at) =>
      name === recordedNames.PERIOD
        ? 12 * new Date(at).getUTCFullYear() + new Date(at).getUTCMonth() + 1
        : (100 + Math.floor(100 * noise(index, seed))) / 300,
  }));
