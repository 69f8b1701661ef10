/** Indicators that count time: the share of it in which a gauge was within its bounds, something was fresh, or enough was done. */
import {
  inSeconds,
  prometheusDuration,
  type Duration,
  type Expression,
  type Sli,
  type SliKind,
  type SliRange,
} from "../../model";
import { promql } from "../../query";
import { gaugeSeries, throughputSeries } from "./time-series";
import { aggregated, orNone } from "./rates";

/** The share of the range in which a condition of 0 or 1 held, looked at as often as there is something new to see. */
const shareOfTime = (condition: Expression, { window, scrapeInterval }: SliRange): Expression =>
  promql`avg_over_time((${condition})[${window}:${scrapeInterval}])`;

interface TimeSli {
  readonly kind: SliKind;
  readonly badMeans: string;
  readonly selector: Expression;
  readonly condition: (groupBy: readonly string[]) => Expression;
  readonly series: Sli["series"];
}

const timeSli = ({ kind, badMeans, selector, condition, series }: TimeSli): Sli => ({
  kind,
  unit: "seconds",
  badMeans,
  rates: (range) => ({
    // A second each second, for as long as there is something to see.
    total: aggregated("group", range.groupBy, selector),
    bad: orNone(shareOfTime(condition(range.groupBy), range), range),
  }),
  reads: [selector],
  series,
});

/** `freshness({ lastSuccess: promql\`backup_last_success_timestamp_seconds{job="backup"}\`, within: hours(26) })` */
export const freshness = ({
  lastSuccess,
  within,
}: {
  /**
   * A gauge with the time at which something last went well, in seconds since 1970. The newest of several series counts, as of replicas of
   * which one does the work; where each must be fresh (shards), name their label in `groupBy`.
   */
  readonly lastSuccess: Expression;
  /** Data is fresh for so long. */
  readonly within: Duration;
}): Sli =>
  timeSli({
    kind: "freshness",
    badMeans: `data is older than ${prometheusDuration(within)}`,
    selector: lastSuccess,
    condition: (groupBy) => promql`time() - ${aggregated("max", groupBy, lastSuccess)} > bool ${inSeconds(within)}`,
    series: gaugeSeries(lastSuccess, { kind: "timestamp", within: inSeconds(within) }),
  });

/** `queueAge({ oldest: promql\`queue_oldest_message_age_seconds{queue="orders"}\`, atMost: minutes(5) })` */
export const queueAge = ({
  oldest,
  atMost,
}: {
  /** A gauge with the age of the oldest thing that waits, in seconds. */
  readonly oldest: Expression;
  readonly atMost: Duration;
}): Sli =>
  timeSli({
    kind: "queue-age",
    badMeans: `something waits longer than ${prometheusDuration(atMost)}`,
    selector: oldest,
    condition: (groupBy) => promql`${aggregated("max", groupBy, oldest)} > bool ${inSeconds(atMost)}`,
    series: gaugeSeries(oldest, { kind: "above", bound: inSeconds(atMost) }),
  });

/** `bounds({ gauge: promql\`room_celsius{room="servers"}\`, atMost: 27 })`: the time in which a gauge stays within a bound. */
export const bounds = ({
  gauge,
  ...bound
}: { readonly gauge: Expression } & (
  | {
      /** What is larger is bad. */
      readonly atMost: number;
      readonly atLeast?: undefined;
    }
  | {
      /** What is smaller is bad. */
      readonly atLeast: number;
      readonly atMost?: undefined;
    }
)): Sli =>
  bound.atMost === undefined
    ? timeSli({
        kind: "bounds",
        badMeans: `it is below ${bound.atLeast}`,
        selector: gauge,
        condition: (groupBy) => promql`${aggregated("min", groupBy, gauge)} < bool ${bound.atLeast}`,
        series: gaugeSeries(gauge, { kind: "below", bound: bound.atLeast }),
      })
    : timeSli({
        kind: "bounds",
        badMeans: `it is above ${bound.atMost}`,
        selector: gauge,
        condition: (groupBy) => promql`${aggregated("max", groupBy, gauge)} > bool ${bound.atMost}`,
        series: gaugeSeries(gauge, { kind: "above", bound: bound.atMost }),
      });

/** `throughputFloor({ counter: promql\`orders_processed_total\`, perSecond: 10 })`: the time in which at least so much was done. */
export const throughputFloor = ({
  counter,
  perSecond,
}: {
  readonly counter: Expression;
  /** Less than this on average over the last minutes is bad. */
  readonly perSecond: number;
}): Sli => ({
  kind: "throughput",
  unit: "seconds",
  badMeans: `less than ${perSecond} per second is done`,
  rates: ({ groupBy, window, recordedTotal }) => {
    const done = aggregated("sum", groupBy, promql`rate(${counter}[${window}])`);
    return {
      // A counter that is younger than the range has not done little: nobody knows yet how much it does.
      total: promql`${aggregated("group", groupBy, counter)} and ${aggregated("group", groupBy, promql`${counter} offset ${window}`)}`,
      bad: promql`${done} < bool ${perSecond} and ${recordedTotal}`,
    };
  },
  reads: [counter],
  series: throughputSeries(counter, perSecond),
});
