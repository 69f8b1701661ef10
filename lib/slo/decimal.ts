/** Exact decimals: an objective of 99.9 % allows 0.001, and not 0.0009999999999999432. */
import Decimal from "decimal.js";

/** More digits than any objective has, so that no product or quotient of ours is rounded where somebody could see it. */
const Exact = Decimal.clone({ precision: 40, toExpNeg: -30, toExpPos: 30 });

export type { Decimal };

export const exact = (value: string | number | Decimal): Decimal => new Exact(value);

/** As PromQL reads it and a person would write it: at most twelve digits that count. */
export const decimalText = (value: Decimal): string => value.toSignificantDigits(12).toString();

/** `99.9%`, `99.9 %`; undefined for what is no percentage. */
export const percentage = (text: string): Decimal | undefined => {
  const [, digits] = /^\s*(\d{1,3}(?:\.\d{1,12})?)\s*%\s*$/.exec(text) ?? [];
  return digits === undefined ? undefined : exact(digits).div(100);
};

/** `0.9306` → `93.06 %` */
export const percentText = (value: Decimal): string => `${decimalText(value.times(100))} %`;
