/** An alert against its thresholds: what was recorded is given as it is, so that a value can be as near to them as one likes. */
import { minutes, plus, type BurnLevel, type Duration, type InputSeries, type Slo } from "../../model";
import { seriesText, withoutDust } from "../../testing";
import { BASE_RANGE, thresholdOf } from "../burn-levels";
import { percentText } from "../decimal";
import { BAD_EVENTS, ERROR_RATIO } from "../names";
import { allowedOf } from "../slo";
import { windowLabel } from "../window";
import { expectedAlert, firesTest, groupsOf, recordedLabels, silentTest, type Tests } from "./scene";

const STEP = minutes(1);
const LONG_ENOUGH = minutes(5);
/** Samples for longer than any of these tests takes. */
const SAMPLES = 30;

/** What is recorded, in shares of the thresholds. */
interface Recorded {
  readonly long: number;
  readonly short: number;
  readonly count: number;
}

const ABOVE = 1.05;
const BELOW = 0.95;
const FAR = 3;

export const thresholdTests = (slo: Slo, level: BurnLevel): Tests => {
  const threshold = thresholdOf(level, allowedOf(slo));
  const { own } = groupsOf(slo);
  const [long, short] = [windowLabel(level.long), windowLabel(level.short)];
  const bound = percentText(threshold);
  const ratio = threshold.toNumber() * ABOVE;
  const constant = (recorded: Recorded) => () => given(slo, level, (value) => `${value}x${SAMPLES}`, recorded);
  const alert = expectedAlert(slo, level, own, ratio);
  const above: Recorded = { long: ABOVE, short: ABOVE, count: ABOVE };
  const enough = slo.minimumEvents === 0 ? "" : `, ${slo.minimumEvents} of them and more`;

  // True for three evaluations; it is kept from the first one at which it is not.
  const held = plus(minutes(2), BASE_RANGE);
  const burst = () =>
    given(slo, level, (value) => `${value}x2 ${withoutDust(Number(value) * BELOW * BELOW)}x${SAMPLES}`, above);
  return [
    firesTest(`more than ${bound} of ${slo.sli.unit} are bad over ${long} and over ${short}${enough}`, {
      given: constant(above),
      at: LONG_ENOUGH,
      interval: STEP,
      expect: [alert],
    }),
    silentTest(`a little less than ${bound} over ${long}, however bad the last ${short} are`, {
      given: constant({ long: BELOW, short: FAR, count: FAR }),
      until: LONG_ENOUGH,
      interval: STEP,
    }),
    silentTest(`a little less than ${bound} over ${short}, however bad the last ${long} were: the trouble is over`, {
      given: constant({ long: FAR, short: BELOW, count: FAR }),
      until: LONG_ENOUGH,
      interval: STEP,
    }),
    ...(slo.minimumEvents === 0
      ? []
      : [
          silentTest(`fewer than ${slo.minimumEvents} bad ones in ${long}, whatever share of all that is`, {
            given: constant({ long: FAR, short: FAR, count: BELOW }),
            until: LONG_ENOUGH,
            interval: STEP,
          }),
        ]),
    silentTest("another objective burns", {
      given: () => given({ ...slo, name: `${slo.name}-2` }, level, (value) => `${value}x${SAMPLES}`, above),
      until: LONG_ENOUGH,
      interval: STEP,
    }),
    firesTest(`still, ${BASE_RANGE.milliseconds / STEP.milliseconds} minutes after it was last so bad`, {
      given: burst,
      at: held,
      interval: STEP,
      expect: [alert],
    }),
    firesTest("no more, a minute later", { given: burst, at: plus(held, STEP), interval: STEP, expect: [] }),
  ];
};

const given = (
  slo: Slo,
  level: BurnLevel,
  values: (value: string) => string,
  { long, short, count }: Recorded,
): readonly InputSeries[] => {
  const threshold = thresholdOf(level, allowedOf(slo)).toNumber();
  const { own } = groupsOf(slo);
  const series = (name: string, window: Duration, value: number): InputSeries => ({
    series: seriesText(name, recordedLabels(slo, own, window)),
    values: values(withoutDust(value)),
  });
  return [
    series(ERROR_RATIO, level.long, threshold * long),
    series(ERROR_RATIO, level.short, threshold * short),
    ...(slo.minimumEvents === 0 ? [] : [series(BAD_EVENTS, level.long, slo.minimumEvents * count)]),
  ];
};
