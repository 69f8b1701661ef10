/** Numbers and windows as findings about objectives show them. */
import { prometheusDuration, type BurnLevel, type Duration, type Slo, type SloWindow } from "../../model";
import { allowedOf, exact, nominalLength, percentText, type Decimal } from "../../slo";

/** At most so many digits that count. */
export const figure = (value: Decimal | number, digits = 4): string =>
  exact(value).toSignificantDigits(digits).toString();

/** `1.44 %` */
export const percent = (share: Decimal, digits = 4): string => percentText(share.toSignificantDigits(digits));

/** decimal.js knows its ways of rounding by numbers. */
const AWAY_FROM_ZERO = 0;
const TOWARDS_ZERO = 1;
export const roundedUp = (value: Decimal, digits = 4): Decimal => value.toSignificantDigits(digits, AWAY_FROM_ZERO);
export const roundedDown = (value: Decimal, digits = 4): Decimal => value.toSignificantDigits(digits, TOWARDS_ZERO);

/** `0.999`, `0.90`: what is to be good, as a number. */
const objectiveText = (slo: Slo): string => {
  const share = exact(1).minus(allowedOf(slo));
  return share.decimalPlaces() < 2 ? share.toFixed(2) : share.toString();
};

/** `14.4 x (1 - 0.999) = 1.44 %` */
export const thresholdText = (slo: Slo, { burnRate }: BurnLevel, result: string): string =>
  `${burnRate} x (1 - ${objectiveText(slo)}) = ${result}`;

export const lengthText = prometheusDuration;

/** `30d`, whatever a month counts. */
export const periodText = (window: SloWindow): string => lengthText(nominalLength(window));

/** `5m / 2m = 2.5` */
export const quotientText = (whole: Duration, part: Duration): string =>
  `${lengthText(whole)} / ${lengthText(part)} = ${figure(exact(whole.milliseconds).div(part.milliseconds))}`;

export const levelPath = (path: string, index: number): string => `${path}.alerting.levels[${index}]`;
