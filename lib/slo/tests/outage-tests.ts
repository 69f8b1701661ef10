/** An alert against what happens to the service: outages, slow burning, quiet times, restarts, and the moments that the clock says. */
import { days, milliseconds, minutes, plus, times, type Duration, type Traffic } from "../../model";
import { baseRange } from "../burn-levels";
import { windowLabel } from "../window";
import { countsTraffic, firesTest, inWords, silentTest, type Scene, type Tests } from "./scene";

export const outageTests = (scene: Scene): Tests =>
  scene.affordable
    ? [
        ...totalOutage(scene),
        ...recovery(scene),
        ...tooShort(scene),
        ...slowBurn(scene),
        ...justBelow(scene),
        ...quiet(scene),
        ...firstError(scene),
        ...restart(scene),
        ...gate(scene),
      ]
    : [];

const stretch = (perSecond: number, badRatio: number, length: Duration): Traffic => ({
  perSecond,
  badRatio,
  for: length,
});

/** Verb for what the alert does. */
const told = ({ level }: Scene): string => (level.severity === "critical" ? "pages" : "opens a ticket");

/** So much traffic that `minimumEvents` decides nothing. */
const plenty = ({ slo, level, threshold }: Scene): number =>
  Math.max(10, Math.ceil((2 * slo.minimumEvents) / (threshold * (level.long.milliseconds / 1000))));

/** Steps of a moment when rounding alone decides are left out: the last before it that surely is silent. */
const surely = (fails: (steps: number) => boolean, first: number): number => {
  let steps = first - 1;
  while (steps > 0 && !fails(steps)) steps -= 1;
  return steps;
};

const totalOutage = (scene: Scene): Tests => {
  const { slo, level, pace, exact } = scene;
  const history = exact ? scene.before : scene.shortlyBefore;
  const perSecond = plenty(scene);
  const endless = scene.watch({ badRatio: 1, perSecond, steps: Infinity, history });
  const first = endless.first();
  if (first === undefined) return [];
  const outage = (steps: number) => () =>
    scene.given([stretch(perSecond, 0, scene.at(history, 1)), stretch(perSecond, 1, times(steps, pace.step))]);
  if (!exact) {
    // Whatever the queries are, when nothing else is left in its windows, all is bad.
    const wholly = plus(level.long, times(2, baseRange(slo.levels)));
    const steps = Math.ceil(wholly.milliseconds / pace.step.milliseconds);
    return [
      firesTest(`a total outage for all of ${windowLabel(level.long)}`, {
        given: outage(steps),
        at: scene.at(history, steps),
        interval: pace.step,
        expect: [scene.expected(1)],
      }),
    ];
  }
  return [
    firesTest(`a total outage ${told(scene)} after ${spent(scene, first)}, and not one evaluation before`, {
      given: outage(first),
      at: scene.at(history, first),
      notBefore: scene.at(history, surely(endless.fails, first)),
      interval: pace.step,
      expect: [scene.expected(endless.reading(first).long)],
    }),
  ];
};

const spent = ({ pace }: Scene, steps: number): string => inWords(times(steps, pace.step));

/** An outage of some minutes more than it takes to be told. */
const recovery = (scene: Scene): Tests => {
  const { pace, exact, shortlyBefore: history } = scene;
  const perSecond = plenty(scene);
  const first = scene.watch({ badRatio: 1, perSecond, steps: Infinity, history }).first();
  if (first === undefined || !exact) return [];
  const steps = first + Math.ceil(minutes(10).milliseconds / pace.step.milliseconds);
  const seen = scene.watch({ badRatio: 1, perSecond, steps, history });
  const [last, lastFiring] = [seen.last(), seen.lastFiring()];
  if (last === undefined || lastFiring === undefined) return [];
  const end = spent(scene, lastFiring + 1 - steps);
  const given = () =>
    scene.given([
      stretch(perSecond, 0, scene.at(history, 1)),
      stretch(perSecond, 1, times(steps, pace.step)),
      stretch(perSecond, 0, times(lastFiring + 2 - steps, pace.step)),
    ]);
  return [
    firesTest(`still, one evaluation before ${end} have passed since an outage of ${spent(scene, steps)}`, {
      given,
      at: scene.at(history, lastFiring),
      interval: pace.step,
      expect: [scene.expected(seen.reading(last).long)],
    }),
    firesTest(`no more, ${end} after an outage of ${spent(scene, steps)}`, {
      given,
      at: scene.at(history, lastFiring + 1),
      interval: pace.step,
      expect: [],
    }),
  ];
};

/** An outage that nobody is told of, the longest that the long window allows; nothing where any is told. */
const tooShort = (scene: Scene): Tests => {
  const { slo, pace, level, threshold, exact, before: history } = scene;
  if (!exact) return [];
  const perSecond = plenty(scene);
  const isSilent = (steps: number): boolean => scene.watch({ badRatio: 1, perSecond, steps, history }).never();
  // What lasts longer is over the threshold of the long window.
  const least = (threshold * level.long.milliseconds + baseRange(slo.levels).milliseconds) / pace.step.milliseconds;
  let [low, high] = [0, Math.ceil(least) + 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isSilent(middle)) low = middle;
    else high = middle - 1;
  }
  const steps = low;
  if (steps < 1) return [];
  const rest = plus(level.long, minutes(10));
  return [
    silentTest(`an outage of ${inWords(times(steps, pace.step))} is too short`, {
      given: () =>
        scene.given([
          stretch(perSecond, 0, scene.at(history, 1)),
          stretch(perSecond, 1, times(steps, pace.step)),
          stretch(perSecond, 0, rest),
        ]),
      until: plus(scene.at(history, steps), level.short, minutes(10)),
      interval: pace.step,
    }),
  ];
};

/** Nobody waits for promtool to burn for longer. */
const LONGEST_BURN = days(10);

/** A ratio that stays over the threshold by a tenth; over windows of many days by as much again, which takes less long to show. */
const slowBurn = (scene: Scene): Tests => {
  const { slo, level, pace, threshold, exact } = scene;
  const faster = level.long.milliseconds <= days(3).milliseconds ? 1.1 : 2;
  const ratio = threshold * faster;
  // What was before the part of the window that burns.
  const history = scene.covering(plus(times(1 - 1 / faster, level.long), level.short));
  if (
    !countsTraffic(slo) ||
    !exact ||
    level.severity === "critical" ||
    ratio > 1 ||
    level.long.milliseconds > LONGEST_BURN.milliseconds
  )
    return [];
  const perSecond = plenty(scene);
  const seen = scene.watch({ badRatio: ratio, perSecond, steps: Infinity, history });
  const first = seen.first();
  if (first === undefined) return [];
  return [
    firesTest(
      `burning ${Number(((level.burnRate * ratio) / threshold).toPrecision(3))} times as fast as allowed ${told(scene)} after ${inWords(times(first, pace.step))}, and not one evaluation before`,
      {
        given: () =>
          scene.given([
            stretch(perSecond, 0, scene.at(history, 1)),
            stretch(perSecond, ratio, times(first, pace.step)),
          ]),
        at: scene.at(history, first),
        notBefore: scene.at(history, surely(seen.fails, first)),
        interval: pace.step,
        expect: [scene.expected(seen.reading(first).long)],
      },
    ),
  ];
};

const BELOW = 0.97;

const justBelow = (scene: Scene): Tests => {
  const { slo, level, pace, threshold, thresholdText } = scene;
  if (!countsTraffic(slo)) return [];
  const perSecond = plenty(scene);
  return [
    silentTest(`just below ${thresholdText} for all of ${windowLabel(level.long)}`, {
      given: () => scene.given([stretch(perSecond, threshold * BELOW, plus(scene.before, minutes(30)))]),
      until: scene.before,
      interval: pace.step,
    }),
  ];
};

/** Several base ranges, at whatever pace. */
const aWhile = ({ slo }: Scene): Duration => times(12, baseRange(slo.levels));

const quiet = (scene: Scene): Tests => {
  if (!countsTraffic(scene.slo)) return [];
  const perSecond = plenty(scene);
  const still = aWhile(scene);
  const begun = minutes(30);
  return [
    silentTest("no traffic at all, then some that is good", {
      given: () =>
        scene.given([stretch(perSecond, 0, begun), stretch(0, 0, still), stretch(perSecond, 0, times(2, begun))]),
      until: plus(begun, still, begun),
      interval: scene.pace.step,
    }),
  ];
};

/** One event fails that is a larger share of a quiet window than the threshold: with a gate, nobody is told. */
const firstError = (scene: Scene): Tests => {
  const { slo, level, pace, threshold, shortlyBefore: history } = scene;
  if (!countsTraffic(slo) || !scene.exact || slo.sli.parts !== undefined || slo.minimumEvents <= 1) return [];
  const step = pace.step.milliseconds / 1000;
  const quietly = 1 / (2 * threshold * (level.long.milliseconds / 1000));
  return [
    silentTest("the first bad one ever, of few", {
      given: () =>
        scene.given([
          stretch(quietly, 0, scene.at(history, 1)),
          stretch(1 / step, 1, pace.step),
          stretch(quietly, 0, plus(level.short, minutes(30))),
        ]),
      until: plus(scene.at(history, 1), level.short),
      interval: pace.step,
    }),
  ];
};

const restart = (scene: Scene): Tests => {
  const { slo, pace, threshold, thresholdText } = scene;
  if (!countsTraffic(slo)) return [];
  const perSecond = plenty(scene);
  const stays = stretch(perSecond, threshold * BELOW, aWhile(scene));
  return [
    silentTest(`all processes start anew, at just below ${thresholdText}`, {
      given: () => scene.given([stays, { reset: true }, stays, { reset: true }, stays]),
      until: milliseconds(2.5 * aWhile(scene).milliseconds),
      interval: pace.step,
    }),
  ];
};

/** A quiet service is out of order altogether: it is told when there are enough bad events to tell. */
const gate = (scene: Scene): Tests => {
  const { slo, pace, exact, shortlyBefore: history } = scene;
  // Steps of a journey may count the same event, and then there are more of them than anybody can say.
  if (!countsTraffic(slo) || !exact || slo.minimumEvents === 0 || slo.sli.parts !== undefined) return [];
  const plain = scene.watch({ badRatio: 1, perSecond: plenty(scene), steps: Infinity, history }).first();
  if (plain === undefined) return [];
  // Not on an evaluation, where rounding would decide.
  const perSecond = slo.minimumEvents / (((plain + 10.5) * pace.step.milliseconds) / 1000);
  const seen = scene.watch({ badRatio: 1, perSecond, steps: Infinity, history });
  const first = seen.first();
  if (first === undefined) return [];
  const quietly = (steps: number) => () =>
    scene.given([
      stretch(perSecond, 0, scene.at(history, 1)),
      stretch(perSecond, 1, times(steps, pace.step)),
      stretch(perSecond, 0, minutes(30)),
    ]);
  const few = Math.floor((0.95 * slo.minimumEvents) / (perSecond * (pace.step.milliseconds / 1000)));
  return [
    firesTest(
      `a total outage of a quiet service ${told(scene)} with its ${ordinal(slo.minimumEvents)} bad event, after ${inWords(times(first, pace.step))}, and not one evaluation before`,
      {
        given: quietly(first),
        at: scene.at(history, first),
        notBefore: scene.at(history, surely(seen.fails, first)),
        interval: pace.step,
        expect: [scene.expected(seen.reading(first).long)],
      },
    ),
    silentTest(`a total outage of a quiet service that ends before its ${ordinal(slo.minimumEvents)} bad event`, {
      given: quietly(few),
      until: plus(scene.at(history, few), minutes(15)),
      interval: pace.step,
    }),
  ];
};

/** `10th` */
const ordinal = (count: number): string => {
  const suffix = count % 100 >= 11 && count % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th");
  return `${count}${suffix}`;
};
