/** Objectives, windows, scrapes and traffic at random, within what a test can afford to simulate. */
import fc from "fast-check";
import type { Scraping } from "./scrapes";
import type { Count, Instance, Missed, Stretch } from "./timeline";

export const KINDS = [
  "steady",
  "steps",
  "idle",
  "first error",
  "restarts",
  "missed scrapes",
  "late start",
  "young counters",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Level {
  /** Minutes. */
  readonly long: number;
  readonly short: number;
  readonly severity: "critical" | "warning";
}

export interface Case {
  readonly kind: Kind;
  readonly objective: string;
  /** Hours. */
  readonly window: number;
  /** Undefined: the default levels of that window. */
  readonly levels?: readonly Level[];
  readonly minimumEvents: number;
  readonly grouped: boolean;
  readonly scraping: Scraping;
  /** Seconds between two evaluations. */
  readonly step: number;
  readonly instances: readonly Instance[];
  /** Seconds after the beginning at which figures are read; the last one is the end. */
  readonly reads: readonly number[];
}

const MINUTE = 60;
const HOUR = 3_600;

/** Events per second: two a minute up to hundreds a second. */
const perSecond = fc.oneof(
  fc.constantFrom(1 / 30, 0.1, 0.5),
  fc.integer({ min: 1, max: 400 }),
  fc.double({ min: 0.2, max: 40, noNaN: true }),
);
const badShare = fc.oneof(fc.constantFrom(0, 0.0005, 0.01, 0.5, 1), fc.double({ min: 0, max: 0.2, noNaN: true }));

const oneStretch = (seconds: number): fc.Arbitrary<readonly Stretch[]> =>
  fc.record({ perSecond, badShare }).map((traffic) => [{ seconds, ...traffic }]);

/** Whole seconds anywhere: steps need not meet scrapes. */
const severalStretches = (seconds: number): fc.Arbitrary<readonly Stretch[]> =>
  fc
    .array(fc.record({ perSecond, badShare, weight: fc.integer({ min: 1, max: 8 }) }), { minLength: 2, maxLength: 6 })
    .map((parts) => {
      const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
      return parts.map(({ weight, ...traffic }, index) => ({
        ...traffic,
        seconds: index === parts.length - 1 ? seconds : Math.max(1, Math.floor((seconds * weight) / weights)),
      }));
    });

const withIdleness = (seconds: number): fc.Arbitrary<readonly Stretch[]> =>
  fc
    .tuple(severalStretches(seconds), fc.integer({ min: 0, max: 1 }))
    .map(([stretches, odd]) =>
      stretches.map((each, index) => (index % 2 === odd ? { ...each, perSecond: 0, badShare: 0 } : each)),
    );

const firstErrors = (seconds: number): fc.Arbitrary<readonly Stretch[]> =>
  fc.tuple(perSecond, fc.double({ min: 0.1, max: 0.9, noNaN: true }), badShare).map(([rate, share, bad]) => {
    const quiet = Math.floor(seconds * share);
    return [
      { seconds: quiet, perSecond: rate, badShare: 0 },
      { seconds: seconds - quiet, perSecond: rate, badShare: bad },
    ];
  });

const stretchesOf = (kind: Kind, seconds: number): fc.Arbitrary<readonly Stretch[]> => {
  switch (kind) {
    case "steady":
      return oneStretch(seconds);
    case "idle":
      return withIdleness(seconds);
    case "first error":
      return firstErrors(seconds);
    case "steps":
    case "restarts":
    case "missed scrapes":
    case "late start":
    case "young counters":
      return fc.oneof(oneStretch(seconds), severalStretches(seconds));
  }
};

/** So much that no range of the test is near the beginning of the counter. */
const OLD: Count = { all: 2_000_000_000, bad: 1_000_000_000 };
const YOUNG: Count = { all: 0, bad: 0 };

const missedScrapes = (until: number, { interval }: Scraping): fc.Arbitrary<ReadonlyMap<number, Missed>> =>
  fc
    .array(
      fc.record({
        at: fc.integer({ min: 1, max: Math.floor(until / interval) }),
        length: fc.oneof(
          { weight: 6, arbitrary: fc.constant(1) },
          { weight: 1, arbitrary: fc.integer({ min: 2, max: 30 }) },
        ),
        how: fc.constantFrom<Missed>("failed", "left-out"),
      }),
      { minLength: 1, maxLength: 20 },
    )
    .map(
      (gaps) =>
        new Map(
          gaps.flatMap(({ at, length, how }) => Array.from({ length }, (_, index) => [at + index, how] as const)),
        ),
    );

const instanceOf = (
  kind: Kind,
  name: string,
  route: string,
  until: number,
  scraping: Scraping,
): fc.Arbitrary<Instance> =>
  fc
    .record({
      begin: kind === "late start" ? fc.integer({ min: 1, max: Math.floor(until * 0.7) }) : fc.constant(-1),
      restarts:
        kind === "restarts"
          ? fc.uniqueArray(fc.integer({ min: 1, max: until - 1 }), { minLength: 1, maxLength: 4 })
          : fc.constant([]),
      missed: kind === "missed scrapes" ? missedScrapes(until, scraping) : fc.constant(new Map<number, Missed>()),
      lazy: kind === "first error" || kind === "restarts" ? fc.boolean() : fc.constant(false),
    })
    .chain(({ begin, restarts, missed, lazy }) =>
      stretchesOf(kind, until - begin).map((stretches) => ({
        instance: name,
        route,
        begin,
        before:
          kind === "late start" || kind === "young counters"
            ? YOUNG
            : kind === "first error"
              ? { all: OLD.all, bad: 0 }
              : OLD,
        stretches,
        restarts: [...restarts].sort((a, b) => a - b),
        lazy,
        missed,
      })),
    );

const customLevels: fc.Arbitrary<readonly Level[]> = fc.constantFrom<readonly Level[]>(
  [{ long: 60, short: 5, severity: "critical" }],
  [
    { long: 30, short: 2, severity: "critical" },
    { long: 120, short: 10, severity: "warning" },
  ],
  [
    { long: 45, short: 15, severity: "critical" },
    { long: 180, short: 30, severity: "warning" },
  ],
  [{ long: 20, short: 1, severity: "warning" }],
);

const scrapings: fc.Arbitrary<Scraping> = fc
  .tuple(fc.constantFrom(15, 30, 60), fc.constantFrom(0, 0, 0, 5, 10))
  .map(([interval, phase]) => ({ interval, phase }));

const objectives = fc.constantFrom("90%", "95%", "99%", "99.5%", "99.9%", "99.95%", "99.99%");

interface Shape {
  /** Hours. */
  readonly windows: readonly number[];
  readonly levels: fc.Arbitrary<readonly Level[] | undefined>;
  /** Seconds between two evaluations. */
  readonly step: number;
  readonly scrapings: fc.Arbitrary<Scraping>;
  /** Hours after which the last figures are read at the latest. */
  readonly longest: number;
}

const EXACT: readonly Kind[] = ["steady", "steps", "idle"];

const caseOf = (kind: Kind, { windows, levels, step, scrapings, longest }: Shape): fc.Arbitrary<Case> =>
  fc
    .record({
      window: fc.constantFrom(...windows),
      levels,
      objective: objectives,
      minimumEvents: fc.constantFrom(0, 10),
      grouped: fc.boolean(),
      scraping: scrapings,
      count: fc.integer({ min: 1, max: 3 }),
      // Half hours after which the window has moved.
      beyond: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ levels: some, ...rest }) => {
      // Who looks back further than the period looks at times before the test.
      const within = some?.filter(({ long }) => long * MINUTE <= rest.window * HOUR);
      return { ...rest, levels: within?.length === 0 ? undefined : within };
    })
    .chain(({ count, beyond, ...rest }) => {
      const until = Math.min(longest, rest.window + beyond * 0.5) * HOUR;
      const half = Math.floor(until / HOUR / 2) * HOUR;
      // Read once while the window is not full. Scrapes that begin a moment after the test are a late start.
      const early = half >= HOUR && !(EXACT.includes(kind) && rest.scraping.phase > 0);
      return fc
        .tuple(
          ...Array.from({ length: count }, (_, index) =>
            instanceOf(kind, `shop-${index}`, index === 0 ? "/pay" : "/browse", until, rest.scraping),
          ),
        )
        .map((instances) => ({ kind, ...rest, step, instances, reads: early ? [half, until] : [until] }));
    });

/** Windows of hours, evaluated each minute. For a single one there are no default levels. */
export const shortCase = (kind: Kind): fc.Arbitrary<Case> =>
  caseOf(kind, {
    windows: [2, 3, 4, 6, 12],
    levels: fc.option(customLevels, { nil: undefined }),
    step: MINUTE,
    scrapings,
    longest: 14,
  });

const SLOW_SCRAPES = fc.constant({ interval: 60, phase: 0 });

/** Windows of days, evaluated each five minutes, as all that takes long. */
export const dayCase = (kind: Kind): fc.Arbitrary<Case> =>
  caseOf(kind, {
    windows: [24, 36, 48],
    levels: fc.constant(undefined),
    step: 300,
    scrapings: SLOW_SCRAPES,
    longest: 50,
  });

/** A level whose windows cost little, and which lends no hour to the budget: sums for pages want an evaluation each minute. */
const CHEAP: readonly Level[] = [{ long: 120, short: 5, severity: "critical" }];

/** Several days; or a quarter of a year, of which the first days have passed. */
export const longCase = (kind: Kind, days: number): fc.Arbitrary<Case> =>
  caseOf(kind, {
    windows: [days * 24],
    levels: fc.constant(CHEAP),
    step: 300,
    scrapings: SLOW_SCRAPES,
    longest: 7 * 24 + 2,
  });

/** A base range of a minute, so that a week has more steps than a query may take. */
export const hourlyCase = (kind: Kind): fc.Arbitrary<Case> =>
  caseOf(kind, {
    windows: [7 * 24],
    levels: fc.constant([{ long: 20, short: 1, severity: "critical" }]),
    step: MINUTE,
    scrapings: fc.constant({ interval: 30, phase: 0 }),
    longest: 7 * 24 + 2,
  });
