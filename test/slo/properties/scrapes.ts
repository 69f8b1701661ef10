/** What Prometheus sees of a timeline: samples of counters and of `up`, each scrape interval, as promtool reads them. */
import type { InputSeries } from "../../../lib/model";
import { countersAt, type Instance } from "./timeline";

export interface Scraping {
  /** Seconds between two scrapes. */
  readonly interval: number;
  /** Seconds after the beginning at which the first one is. */
  readonly phase: number;
}

/** A number, `stale` where the series ends, nothing where nobody looked. */
export type Value = number | "stale" | undefined;
export interface Sample {
  readonly time: number;
  readonly value: Value;
}
export interface ScrapedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
}
export interface ScrapedInstance {
  readonly up: ScrapedSeries;
  readonly good: ScrapedSeries;
  readonly bad: ScrapedSeries;
}

export const scraped = (each: Instance, { interval, phase }: Scraping, until: number): ScrapedInstance => {
  const times: number[] = [];
  for (let time = phase; time <= until; time += interval) times.push(time);
  const target = { job: "shop", instance: each.instance };
  const answered = (time: number, index: number) => (each.missed.has(index) ? undefined : countersAt(each, time));
  const counter = (status: string, value: (index: number, time: number) => number | undefined): ScrapedSeries => {
    let there = false;
    return {
      labels: { __name__: "http_requests_total", ...target, service: "shop", route: each.route, status },
      samples: times.map((time, index) => {
        if (each.missed.get(index) === "left-out") return { time, value: undefined };
        const now = value(index, time);
        const shown = now === undefined || (each.lazy && now === 0) ? undefined : now;
        const ended = there && shown === undefined;
        there = shown !== undefined;
        return { time, value: ended ? "stale" : shown };
      }),
    };
  };
  return {
    up: {
      labels: { __name__: "up", ...target },
      samples: times.map((time, index) => {
        const missed = each.missed.get(index);
        if (missed === "left-out" || countersAt(each, time) === undefined) return { time, value: undefined };
        return { time, value: missed === "failed" ? 0 : 1 };
      }),
    },
    good: counter("200", (index, time) => {
      const counters = answered(time, index);
      return counters === undefined ? undefined : counters.all - counters.bad;
    }),
    bad: counter("500", (index, time) => answered(time, index)?.bad),
  };
};

/** Seconds between two values as they are written: the scrapes need not be at whole intervals. */
export const stepOf = ({ interval, phase }: Scraping): number => (phase === 0 ? interval : 5);

export const inputSeries = (
  { labels: { __name__ = "", ...labels }, samples }: ScrapedSeries,
  scraping: Scraping,
): InputSeries => {
  const filler = scraping.interval / stepOf(scraping) - 1;
  const between = filler === 0 ? "" : `_x${filler} `;
  const lead = scraping.phase === 0 ? "" : `_x${scraping.phase / stepOf(scraping)} `;
  return {
    series: `${__name__}{${Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(",")}}`,
    values: `${lead}${samples.map(({ value }) => (value === undefined ? "_" : String(value))).join(` ${between}`)}`,
  };
};
