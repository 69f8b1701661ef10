/** A case as promtool takes it, and what came of it beside what happened. */
import {
  deployed,
  grafanaLinks,
  hours,
  inSeconds,
  minutes,
  pack,
  ruleGroups,
  seconds,
  type BurnLevel,
  type Duration,
  type RuleGroup,
  type Slo,
} from "../../../lib/model";
import { promql } from "../../../lib/query";
import { availability, baseRange, defaultLevels, objectiveOf, slo } from "../../../lib/slo";
import { budgetRecordings } from "../../../lib/slo/budget";
import { countsHours } from "../../../lib/slo/hours";
import { fastWindows, recording, slowWindows, windowRecordings } from "../../../lib/slo/recordings";
import { windowLabel } from "../../../lib/slo/window";
import type { Figure, Situation } from "../../../lib/testing";
import type { Case } from "./cases";
import { allOf, limitsOf, shareOf, times, type Interval } from "./limits";
import { inputSeries, scraped, stepOf, type ScrapedInstance } from "./scrapes";
import { eventsBetween, sum, type Count, type Instance } from "./timeline";

const SLO = "shop-availability";

export const objectiveIn = ({ objective, window, levels, minimumEvents, grouped }: Case): Slo => {
  const length = hours(window);
  const custom = levels?.map(({ long, short, severity }, index): BurnLevel => ({
    burnRate: 14 - index,
    long: minutes(long),
    short: minutes(short),
    severity,
  }));
  return slo({
    name: SLO,
    service: "shop",
    description: "Customers can shop.",
    objective,
    window: length,
    groupBy: grouped ? ["route"] : [],
    sli: availability({
      total: promql`http_requests_total{service="shop"}`,
      bad: promql`http_requests_total{service="shop", status=~"5.."}`,
    }),
    alerting: { levels: custom ?? defaultLevels(length), minimumEvents },
  });
};

/** The recordings alone: no alert and no test of theirs is needed here. */
export const groupsOf = (objective: Slo, scrapeInterval: Duration): readonly RuleGroup[] => {
  const drafts = [...windowRecordings(objective, scrapeInterval), ...budgetRecordings(objective)];
  const groups = ruleGroups(
    deployed(
      pack("shop", {
        metrics: {},
        recordingRules: drafts.map((draft) => recording(objective, draft, () => [])),
        alerts: [],
        interval: minutes(1),
      }),
      { team: "shop", ...grafanaLinks("https://grafana.example") },
    ),
  );
  // What is recorded each five minutes reads what is recorded each minute.
  return [...groups].sort((a, b) => a.name.length - b.name.length);
};

/** Another service, far busier and all broken: what it does must be seen nowhere. */
const stranger = (until: number, scraping: Case["scraping"]) => ({
  series: `http_requests_total{job="shop",instance="shop-0",service="shop-2",route="/pay",status="500"}`,
  values: `0+1000x${Math.ceil(until / stepOf(scraping))}`,
});

export const situationOf = (name: string, each: Case): Situation => {
  const until = each.reads.at(-1) ?? 0;
  return {
    name,
    groups: groupsOf(objectiveIn(each), seconds(each.scraping.interval)),
    given: [
      ...each.instances.flatMap((instance) => {
        const { up, good, bad } = scraped(instance, each.scraping, until);
        return [up, good, bad].map((series) => inputSeries(series, each.scraping));
      }),
      stranger(until, each.scraping),
    ],
    sampleInterval: seconds(stepOf(each.scraping)),
    evaluationInterval: seconds(each.step),
    questions: each.reads.map((at) => ({ expr: `{slo="${SLO}"}`, at: seconds(at) })),
  };
};

/** One recorded figure, beside what it should be. */
export interface Comparison {
  readonly figure: string;
  /** Which of the windows it speaks of. */
  readonly of: "period" | "tickets" | "pages";
  readonly at: number;
  readonly route?: string;
  readonly recorded: number | undefined;
  /** Undefined where there are no events. */
  readonly exact: number | undefined;
  /** The same over the base ranges that the rule adds up, each as of its last scrape: what a rule without error would record. */
  readonly seen: number | undefined;
  /** How many events were bad. */
  readonly badEvents: number;
  /** Undefined where nothing may be recorded. */
  readonly limits: Interval | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Multiples of a step after the one and up to the other time, from the first evaluation on. */
const multiples = (step: number, { from, to }: Span): readonly number[] => {
  const found: number[] = [];
  for (let time = Math.max(step, (Math.floor(from / step) + 1) * step); time <= to; time += step) found.push(time);
  return found;
};

export const comparisons = (each: Case, answers: readonly (readonly Figure[])[]): readonly Comparison[] => {
  const objective = objectiveIn(each);
  const { scraping, step, instances, reads } = each;
  const until = reads.at(-1) ?? 0;
  const routes = each.grouped ? [...new Set(instances.map(({ route }) => route))] : [undefined];
  const all = instances.map((instance) => ({ instance, scraped: scraped(instance, scraping, until) }));
  return reads.flatMap((at, index) =>
    routes.flatMap((route) => {
      const here = all.filter(({ instance }) => route === undefined || instance.route === route);
      return comparisonsAt({
        objective,
        step,
        scrape: scraping.interval,
        sinceScrape: scraping.phase === 0 ? 0 : scraping.interval - scraping.phase,
        at,
        route,
        instances: here.map(({ instance }) => instance),
        scraped: here.map((one) => one.scraped),
        figures: answers[index] ?? [],
      });
    }),
  );
};

interface Reading {
  readonly objective: Slo;
  readonly step: number;
  readonly scrape: number;
  readonly sinceScrape: number;
  readonly at: number;
  readonly route: string | undefined;
  readonly instances: readonly Instance[];
  readonly scraped: readonly ScrapedInstance[];
  readonly figures: readonly Figure[];
}

const comparisonsAt = (reading: Reading): readonly Comparison[] => {
  const { objective, step, at } = reading;
  const base = inSeconds(baseRange(objective.levels));
  const slow = (window: Duration, of: Comparison["of"]) => {
    const ends = multiples(base, { from: at - inSeconds(window), to: at });
    return { of, window: windowLabel(window), ends, scale: 1, span: spanOf(ends, base, at) };
  };
  const long = inSeconds(hours(objective.window.kind === "duration" ? objective.window.milliseconds / 3_600_000 : 0));
  const hour = Math.floor(at / 3600) * 3600;
  const hourly = multiples(base, { from: Math.floor((at - long) / 3600) * 3600, to: hour });
  const isOwn = (window: Duration): boolean => inSeconds(window) !== long;
  const windows = [
    countsHours(objective)
      ? { of: "period" as const, window: label(objective), ends: hourly, scale: 1, span: spanOf(hourly, base, hour) }
      : { ...slow(seconds(long), "period"), window: label(objective) },
    ...slowWindows(objective)
      .filter(isOwn)
      .map((window) => slow(window, "tickets")),
    ...fastWindows(objective)
      .filter(isOwn)
      .map((window) => {
        const length = inSeconds(window);
        const ends = length === base ? [at] : multiples(step, { from: at - length, to: at });
        return {
          of: "pages" as const,
          window: windowLabel(window),
          ends,
          // Each event is in the recordings of one base range; the rule takes them to be a minute apart.
          scale: length === base ? 1 : 60 / base,
          span: { from: at - length, to: at },
        };
      }),
  ];
  return windows.flatMap((each) => comparisonsOf(reading, base, each));
};

const label = ({ window }: Slo): string => windowLabel(window);

/** What the base ranges that end then speak of. */
const spanOf = (ends: readonly number[], base: number, at: number): Span => ({
  from: (ends[0] ?? at) - base,
  to: ends.at(-1) ?? at,
});

interface Window {
  readonly of: Comparison["of"];
  readonly window: string;
  readonly ends: readonly number[];
  readonly scale: number;
  readonly span: Span;
}

const comparisonsOf = (
  reading: Reading,
  base: number,
  { of, window, ends, scale, span }: Window,
): readonly Comparison[] => {
  const { objective, scrape, scraped, figures, route, at, step, instances, sinceScrape } = reading;
  const limits = limitsOf(scraped, ends, { window: base, scrape });
  const count = ({ from, to }: Span): Count => sum(instances.map((each) => eventsBetween(each, from, to)));
  const exact = count(span);
  const scrapedCount = sum(ends.map((end) => count({ from: end - sinceScrape - base, to: end - sinceScrape })));
  const seen: Count = { all: scale * scrapedCount.all, bad: scale * scrapedCount.bad };
  const find = (name: string): number | undefined =>
    figures.find(
      ({ labels }) =>
        labels["__name__"] === name &&
        labels["window"] === window &&
        (route === undefined || labels["route"] === route),
    )?.value;
  const compare = (
    figure: string,
    name: string,
    of_: (count: Count) => number | undefined,
    within: Interval | undefined,
  ): Comparison => ({
    figure: `${figure} ${window}`,
    of,
    at,
    ...(route === undefined ? {} : { route }),
    recorded: find(name),
    exact: of_(exact),
    seen: of_(seen),
    badEvents: exact.bad,
    limits: within,
  });
  const share = ({ all, bad }: Count): number | undefined => (all === 0 ? undefined : bad / all);
  const ratio = compare("ratio", "slo:bad_events:ratio", share, shareOf(limits));
  const counts = step === 60 || of !== "pages";
  const badEvents = compare("bad events", "slo:bad_events:increase", (each) => each.bad, times(scale, limits.bad));
  if (of !== "period") return badEvents.recorded === undefined || !counts ? [ratio] : [ratio, badEvents];
  const allowed = 1 - objectiveOf(objective).toNumber();
  const spent = ({ all, bad: some }: Count): number | undefined => (all === 0 ? undefined : 1 - some / all / allowed);
  const shares = shareOf(limits);
  return [
    ratio,
    badEvents,
    compare("events", "slo:events:increase", (each) => each.all, allOf(limits)),
    compare(
      "remaining",
      "slo:error_budget_remaining:ratio",
      spent,
      shares && { low: 1 - shares.high / allowed, high: 1 - shares.low / allowed },
    ),
  ];
};
