/** The three sentences of a test: it fires, it is silent, it records. */
import {
  once,
  seconds,
  type Duration,
  type ExpectedAlert,
  type ExpectedSample,
  type FiresTest,
  type InputSeries,
  type RecordTest,
  type SilentTest,
} from "../model";
import { inputSeries, type Given } from "./given";

interface SituationProps {
  /** What is scraped; nothing for missing data. */
  readonly given: readonly Given[];
  /** Time between two samples, and between two evaluations. @default seconds(30) */
  readonly interval?: Duration;
}

const INTERVAL = seconds(30);

/** Samples are written when somebody reads them: to see that there is a test, nobody does. */
const written = (given: readonly Given[], interval: Duration): (() => readonly InputSeries[]) =>
  once(() => inputSeries(given, interval));

/** The alert fires at `after`, with exactly these alerts; what is static needs not be written. */
export const fires = (
  title: string,
  {
    given,
    after,
    notBefore,
    expect,
    interval = INTERVAL,
  }: SituationProps & {
    readonly after: Duration;
    /** The latest time at which it must not fire yet. */
    readonly notBefore?: Duration;
    readonly expect: readonly ExpectedAlert[];
  },
): FiresTest => {
  const series = written(given, interval);
  return {
    kind: "fires",
    title,
    get given() {
      return series();
    },
    at: after,
    notBefore,
    expect,
    interval,
  };
};

/** The alert does not fire at any time from the start to `for`. */
export const silent = (
  title: string,
  { given, for: until, interval = INTERVAL }: SituationProps & { readonly for: Duration },
): SilentTest => {
  const series = written(given, interval);
  return {
    kind: "silent",
    title,
    get given() {
      return series();
    },
    until,
    interval,
  };
};

/** The recorded series at `at` are exactly these. */
export const records = (
  title: string,
  {
    given,
    at,
    expect,
    interval = INTERVAL,
    every,
    from,
  }: SituationProps & {
    readonly at: Duration;
    /** Time between two evaluations, where nothing between them matters. @default `interval` */
    readonly every?: Duration;
    /** When it begins, in milliseconds since 1970, for what reads the clock. @default 0 */
    readonly from?: number;
    readonly expect: readonly ExpectedSample[];
  },
): RecordTest => {
  const series = written(given, interval);
  return {
    kind: "records",
    title,
    get given() {
      return series();
    },
    at,
    expect,
    interval,
    every,
    from,
  };
};
