/** What a drop is, and the weeks in which the tests of its alerts take place. */
import {
  hours,
  minutes,
  plus,
  times,
  type AlertTest,
  type Duration,
  type Expression,
  type RecordingRule,
} from "../../model";
import { promql } from "../../query";
import { fires, series, silent } from "../../testing";

export const SHOP = { namespace: "shop", service: "shop" } as const;
export const CLUB = { namespace: "shop", service: "club" } as const;

export interface Season {
  /** How long a season is: the same hour is looked at one and two of them ago. */
  readonly ago: Duration;
  /** Share of then below which it has dropped. */
  readonly remaining: number;
}

/**
 * What there was a season ago, where less than a share of it is left. One exceptional week is forgiven: two seasons ago there must have been
 * more as well, unless nothing is known of that time. `unless` rather than a comparison: also what has no series any more has dropped.
 */
export const dropped = (then: Expression, now: RecordingRule, { ago, remaining }: Season): Expression =>
  promql`
    ${then}
    unless ${now} > ${remaining} * ${now} offset ${ago}
    unless ${now} > ${remaining} * ${now} offset ${times(2, ago)}
  `;

interface Drop extends Season {
  readonly for: Duration;
  /** What is compared; the tests give it directly, because weeks of what it is computed from are too many samples. */
  readonly now: RecordingRule;
  /** Labels beside those of the service. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What must have been there a season ago, as recorded. */
  readonly minimum: number;
  /** The texts where so much was there a season ago, as recorded. */
  readonly texts: (service: string, then: number) => { readonly summary: string; readonly description: string };
}

/** Each test is about several services, because weeks are long and promtool goes through them once for each test. */
export const dropTests = (drop: Drop): readonly AlertTest[] => {
  const { now, ago, remaining, minimum, for: pending, labels, texts } = drop;
  const interval = minutes(30);
  const figure = (service: Readonly<Record<string, string>>) => series(now.name, { ...service, ...labels });
  const [much, barely] = [1000 * minimum, 1.2 * minimum];
  const [one, two, after] = [plus(ago, hours(1)), plus(times(2, ago), hours(1)), plus(pending, hours(1))];
  // Longer than the test: where the series ended, there would be nothing left.
  const rest = plus(two, after);
  return [
    fires("a fifth less than what may remain; new, little, and without series any more", {
      given: [
        figure(SHOP)
          .constant(much, two)
          .constant(0.8 * remaining * much, rest),
        figure(CLUB).gap(ago).constant(barely, one).stale(),
      ],
      after: plus(two, after),
      expect: [
        { labels: { ...SHOP, ...labels }, ...texts("shop/shop", much) },
        { labels: { ...CLUB, ...labels }, ...texts("shop/club", barely) },
      ],
      interval,
    }),
    silent("new, and a twentieth more than what may remain is left; as much as that, after a peak", {
      given: [
        figure(SHOP)
          .gap(ago)
          .constant(much, one)
          .constant(1.05 * remaining * much, rest),
        figure(CLUB)
          .constant(much, ago)
          .constant(3 * much, ago)
          .constant(1.05 * remaining * much, rest),
      ],
      for: plus(two, after),
      interval,
    }),
    silent("there was too little to say; gone for half of the wait", {
      given: [
        figure(SHOP)
          .constant(0.95 * minimum, one)
          .constant(0, rest),
        figure(CLUB).constant(much, one).constant(0, times(0.5, pending)).constant(much, rest),
      ],
      for: plus(one, after),
      interval,
    }),
  ];
};
