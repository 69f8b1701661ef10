/** The alert for an indicator without data, from its series where they can be shown, and from what was recorded of it where not. */
import {
  milliseconds,
  minutes,
  plus,
  times,
  type Duration,
  type InputSeries,
  type Slo,
  type Traffic,
} from "../../model";
import { seriesText } from "../../testing";
import { missingDataDescription, missingDataSummary } from "../alerts";
import { baseRange } from "../burn-levels";
import { INTERVAL, witnessOf } from "../recorded";
import { labelsOfSlo } from "../slo";
import { firesTest, groupsOf, inWords, silentTest, type Tests } from "./scene";

export const missingDataTests = (slo: Slo, scrapeInterval: Duration): Tests => {
  const wait = slo.missingData.for;
  const steps = Math.ceil(wait.milliseconds / INTERVAL.milliseconds);
  const fired = times(steps, INTERVAL);
  const before = (at: Duration): Duration | undefined =>
    at.milliseconds < INTERVAL.milliseconds ? undefined : plus(at, times(-1, INTERVAL));
  const rendered = (text: string): string => text.replace("{{ $labels.slo }}", slo.name);
  const expect = [
    {
      labels: { slo: slo.name },
      summary: rendered(missingDataSummary),
      description: rendered(missingDataDescription),
    },
  ];
  const recorded = (values: string) => (): readonly InputSeries[] => [
    {
      series: seriesText(witnessOf(slo), { ...labelsOfSlo(slo), ...groupsOf(slo).own }),
      values,
    },
  ];
  return [
    firesTest(`its series were never there: told after ${inWords(wait)}, and not one evaluation before`, {
      given: () => [],
      at: fired,
      notBefore: before(fired),
      interval: INTERVAL,
      expect,
    }),
    ...(steps < 2
      ? []
      : [
          silentTest(`nothing is recorded for less than ${inWords(wait)}`, {
            given: recorded(`1x9 stale${steps > 2 ? ` _x${steps - 2}` : ""} 1x9`),
            until: times(20 + steps, INTERVAL),
            interval: INTERVAL,
          }),
        ]),
    firesTest("another objective has data", {
      given: () =>
        recorded("1x60")().map((each) => ({
          ...each,
          series: each.series.replace(`"${slo.name}"`, `"${slo.name}-2"`),
        })),
      at: fired,
      interval: INTERVAL,
      expect,
    }),
    ...fromSeries(slo, scrapeInterval, expect),
  ];
};

const GOOD: Traffic = { perSecond: 10, badRatio: 0, for: minutes(20) };

const fromSeries = (
  slo: Slo,
  scrapeInterval: Duration,
  expect: readonly { readonly labels: { readonly slo: string }; readonly summary: string }[],
): Tests => {
  const series = slo.sli.series;
  if (series === undefined) return [];
  const { own } = groupsOf(slo);
  const given = (traffic: readonly Traffic[]) => () => series(traffic, own, INTERVAL);
  const wait = slo.missingData.for;
  const lingers = lingering(slo, scrapeInterval);
  const gone = plus(wait, minutes(30));
  // The last sample is one step before the series end, and the first evaluation without data one step after what lingers.
  const fired = plus(
    GOOD.for,
    times(lingers ?? 0, INTERVAL),
    times(Math.ceil(wait.milliseconds / INTERVAL.milliseconds), INTERVAL),
  );
  return [
    silentTest("there is data, all of it good", { given: given([GOOD]), until: minutes(19), interval: INTERVAL }),
    silentTest("there is data, all of it bad", {
      given: given([GOOD, { perSecond: 10, badRatio: 1, for: minutes(20) }]),
      until: minutes(39),
      interval: INTERVAL,
    }),
    lingers === undefined
      ? firesTest("its series end: told some time later", {
          given: given([GOOD, { absent: gone }]),
          at: plus(GOOD.for, gone, milliseconds(-INTERVAL.milliseconds)),
          interval: INTERVAL,
          expect,
        })
      : firesTest(`its series end: told ${inWords(wait)} after the last of it has been counted`, {
          given: given([GOOD, { absent: gone }]),
          at: fired,
          notBefore: plus(fired, times(-1, INTERVAL)),
          interval: INTERVAL,
          expect,
        }),
  ];
};

/** For how many evaluations after its last sample an indicator has something to count; undefined where others decide. */
const lingering = ({ sli, levels }: Slo, scrapeInterval: Duration): number | undefined => {
  const base = baseRange(levels).milliseconds;
  const step = INTERVAL.milliseconds;
  switch (sli.kind) {
    case "availability":
    case "latency":
      // A rate needs two samples in a range that does not hold its own beginning.
      return Math.max(0, Math.ceil((base + scrapeInterval.milliseconds) / step) - 2);
    case "probe":
      return Math.ceil(base / step) - 1;
    case "freshness":
    case "queue-age":
    case "bounds":
    case "throughput":
      return 0;
    case "raw":
    case "composite":
      return undefined;
  }
};
