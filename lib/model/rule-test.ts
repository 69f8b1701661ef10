/** What the tests of a rule are made of; `lib/testing` has the words to write them, promtool runs them. */
import type { Duration } from "./duration";

/** Samples of one series in promtool's notation, one per interval from the start of the test: `up{job="a"}`, `1x10 _x5 0x3`. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

interface Situation {
  /** Reads as a sentence: `at 6 % for five minutes`. */
  readonly title: string;
  readonly given: readonly InputSeries[];
  /** Time between two samples, and between two evaluations. */
  readonly interval: Duration;
}

/** An alert as it must arrive. What is static (`severity`, `team`, annotations without a template) need not be written. */
export interface ExpectedAlert {
  /** The labels that come from the expression. */
  readonly labels: Readonly<Record<string, string>>;
  /** The rendered summary, needed where it has a template. */
  readonly summary?: string;
  /** The rendered description, needed where it has a template. */
  readonly description?: string;
  /** Further annotations as rendered, needed where they have a template. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The alert fires at `at`, with exactly these alerts. */
export interface FiresTest extends Situation {
  readonly kind: "fires";
  readonly at: Duration;
  /** The latest time at which it must not fire yet. @default not asked */
  readonly notBefore?: Duration;
  readonly expect: readonly ExpectedAlert[];
}

/** The alert never fires from the start to `until`. */
export interface SilentTest extends Situation {
  readonly kind: "silent";
  readonly until: Duration;
}

export type AlertTest = FiresTest | SilentTest;

/** A sample that a recording rule gives: its labels without the name. */
export interface ExpectedSample {
  readonly labels: Readonly<Record<string, string>>;
  /** A number, or a native histogram in promtool's notation. */
  readonly value: number | string;
}

/** The recorded series at `at` are exactly these. What is given under the name of another recording is not computed. */
export interface RecordTest extends Situation {
  readonly kind: "records";
  readonly at: Duration;
  /** Time between two evaluations, where nothing between them matters. @default `interval` */
  readonly every?: Duration;
  /** When it begins, in milliseconds since 1970, for what reads the clock. @default 0 */
  readonly from?: number;
  readonly expect: readonly ExpectedSample[];
}
