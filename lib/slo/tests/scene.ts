/** An objective as generated tests show it: series of its indicator, the labels that its alerts carry, the texts that people get. */
import {
  days,
  hours,
  milliseconds,
  minutes,
  plus,
  prometheusDuration,
  times,
  type AlertTest,
  type BurnLevel,
  type Duration,
  type ExpectedAlert,
  type FiresTest,
  type InputSeries,
  type SilentTest,
  type Slo,
  type Traffic,
} from "../../model";
import type { Labels } from "../../routing";
import { humanizePercentage } from "../../testing";
import { burnTexts } from "../alerts";
import { baseRange, thresholdOf } from "../burn-levels";
import { percentText } from "../decimal";
import { HOUR, isHourly } from "../hours";
import type { Pace } from "../ramps";
import { paceOf, watcher, type Pulse, type Watch } from "../recorded-trouble";
import { exampleLabels } from "../sli/selector-values";
import { distinctSeries } from "../sli/traffic";
import { allowedOf, labelsOfSlo } from "../slo";
import { windowLabel } from "../window";

/** A test whose series are written out when somebody asks for them: most are never asked for. */
export const firesTest = (
  title: string,
  test: Omit<FiresTest, "kind" | "title" | "given"> & { readonly given: () => readonly InputSeries[] },
): FiresTest => ({
  ...test,
  kind: "fires",
  title,
  get given() {
    return test.given();
  },
});

export const silentTest = (
  title: string,
  test: Omit<SilentTest, "kind" | "title" | "given"> & { readonly given: () => readonly InputSeries[] },
): SilentTest => ({
  ...test,
  kind: "silent",
  title,
  get given() {
    return test.given();
  },
});

export type Tests = readonly AlertTest[];

/** `3 minutes`, `2h35m` */
export const inWords = (value: Duration): string => {
  const count = value.milliseconds / minutes(1).milliseconds;
  if (count === 1) return "1 minute";
  return Number.isInteger(count) && value.milliseconds < hours(1).milliseconds
    ? `${count} minutes`
    : prometheusDuration(value);
};

/** Labels of one value of `groupBy`, and of another that is well all the time; undefined where there is no other. */
export const groupsOf = ({ sli, groupBy }: Slo): { readonly own: Labels; readonly other?: Labels } => {
  const reads = [...sli.reads, ...(sli.parts ?? []).flatMap((part) => part.sli.reads)];
  const [own, other] = [exampleLabels(reads, groupBy), exampleLabels(reads, groupBy, 1)];
  return Object.entries(own).some(([label, value]) => other[label] !== value) ? { own, other } : { own };
};

/** One level of an objective, and how its tests are paced. */
export interface Scene {
  readonly slo: Slo;
  readonly level: BurnLevel;
  readonly pace: Pace;
  readonly threshold: number;
  readonly thresholdText: string;
  /** A full long window of good traffic, or a few days of it, goes first; the trouble begins with the evaluation after it. */
  readonly before: Duration;
  /** Whole base ranges that are longer than that. */
  readonly covering: (length: Duration) => Duration;
  /** Enough good traffic for what the short window decides. */
  readonly shortlyBefore: Duration;
  /** Whether promtool can show it in a time that anybody would wait for. */
  readonly affordable: boolean;
  /** Whether the moment of each alert can be computed: not where somebody else's queries decide. */
  readonly exact: boolean;
  readonly given: (traffic: readonly Traffic[]) => readonly InputSeries[];
  /** What the clock makes of a pulse of traffic; `perSecond` is as the series have it. */
  readonly watch: (pulse: Pulse) => Watch;
  /** When the evaluation that many steps after the beginning of the trouble is. */
  readonly at: (before: Duration, steps: number) => Duration;
  readonly expected: (ratio: number) => ExpectedAlert;
}

/** What counts as time or takes its own time is not told faster by more traffic. */
export const countsTraffic = ({ sli }: Slo): boolean =>
  sli.kind === "availability" || sli.kind === "latency" || sli.kind === "composite" || sli.kind === "raw";

/** Good traffic of more days shows nothing else, and takes promtool minutes. */
const LONGEST_HISTORY = days(3);
/** Windows that move each minute are not shown beyond. */
const LONGEST_PAGE = days(4);

const isLongerThan = ({ milliseconds }: Duration, { long }: BurnLevel): boolean => long.milliseconds > milliseconds;

const EXACT_PARTS: ReadonlySet<string> = new Set(["availability", "latency"]);

const canBeExact = ({ sli, levels }: Slo, { step, scrapeInterval }: Pace): boolean =>
  sli.kind !== "raw" &&
  (sli.parts ?? []).every((part) => EXACT_PARTS.has(part.sli.kind)) &&
  scrapeInterval.milliseconds <= step.milliseconds &&
  baseRange(levels).milliseconds % step.milliseconds === 0 &&
  baseRange(levels).milliseconds % scrapeInterval.milliseconds === 0;

/** Events per second of all parts of the indicator together, for one that each counter sees. */
const weightOf = ({ sli }: Slo): number => sli.parts?.reduce((sum, { weight }) => sum + weight, 0) ?? 1;

export const sceneOf = (slo: Slo, level: BurnLevel, scrapeInterval: Duration): Scene => {
  const pace = paceOf(slo, level, scrapeInterval);
  const base = baseRange(slo.levels);
  const threshold = thresholdOf(level, allowedOf(slo));
  // Windows of whole hours are looked at when an hour begins.
  const grid = isHourly(slo, level.long) ? HOUR : base;
  const covering = ({ milliseconds }: Duration): Duration =>
    times(Math.ceil((milliseconds + base.milliseconds) / grid.milliseconds), grid);
  // Rates of each minute are not whole until the first base range is over.
  const isSlow = pace.step.milliseconds === base.milliseconds;
  const before = covering(isSlow && isLongerThan(LONGEST_HISTORY, level) ? LONGEST_HISTORY : level.long);
  const shortlyBefore = isSlow ? covering(times(2, level.short)) : before;
  const { own, other } = groupsOf(slo);
  const series = slo.sli.series;
  const given = (traffic: readonly Traffic[]): readonly InputSeries[] =>
    distinctSeries([
      ...(series?.(traffic, own, pace.step) ?? []),
      ...(other === undefined ? [] : (series?.([always(traffic)], other, pace.step) ?? [])),
    ]);
  const perSecond = (pulse: Pulse): number => {
    if (slo.sli.kind !== "probe") return pulse.perSecond * weightOf(slo);
    const probers = (series?.([], own, pace.step) ?? []).filter((each) => !each.series.startsWith("up{")).length;
    return (probers * Math.ceil(base.milliseconds / pace.step.milliseconds) * 1000) / base.milliseconds;
  };
  const watched = watcher(slo, level, pace);
  return {
    slo,
    level,
    pace,
    threshold: threshold.toNumber(),
    thresholdText: percentText(threshold),
    before,
    covering,
    shortlyBefore: shortlyBefore.milliseconds < before.milliseconds ? shortlyBefore : before,
    affordable: isSlow || !isLongerThan(LONGEST_PAGE, level),
    exact: canBeExact(slo, pace),
    given,
    watch: (pulse) => watched(slo.minimumEvents === 0 ? pulse : { ...pulse, perSecond: perSecond(pulse) }),
    at: (history, steps) => plus(history, times(steps, pace.step)),
    expected: (ratio) => expectedAlert(slo, level, own, ratio),
  };
};

/** Good traffic for as long as all of that takes. */
const always = (traffic: readonly Traffic[]): Traffic => ({
  perSecond: 20,
  badRatio: 0,
  for: milliseconds(traffic.reduce((sum, each) => sum + lengthOf(each).milliseconds, 0)),
});

const lengthOf = (traffic: Traffic): Duration =>
  "reset" in traffic ? minutes(0) : "gap" in traffic ? traffic.gap : "absent" in traffic ? traffic.absent : traffic.for;

/** The labels of all that is recorded of one group over a window. */
export const recordedLabels = (slo: Slo, group: Labels, window: Duration): Labels => ({
  ...labelsOfSlo(slo),
  ...group,
  window: windowLabel(window),
});

export const expectedAlert = (slo: Slo, level: BurnLevel, group: Labels, ratio: number): ExpectedAlert => {
  const labels = recordedLabels(slo, group, level.long);
  const { summary, description } = burnTexts(slo, level);
  const rendered = (text: string): string =>
    text
      .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? "")
      .replace("{{ $value | humanizePercentage }}", humanizePercentage(ratio));
  return { labels, summary: rendered(summary), description: rendered(description) };
};
