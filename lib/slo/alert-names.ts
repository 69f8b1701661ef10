/** What the alerts of an objective are called. */
import type { BurnLevel, Slo } from "../model";

/** `checkout-availability` → `CheckoutAvailability` */
const camelCase = (name: string): string =>
  name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** How fast, in a word: what is critical burns fast. */
const SPEED: Readonly<Record<BurnLevel["severity"], string>> = {
  critical: "BurnsFast",
  warning: "BurnsSlowly",
  info: "Burns",
};

type Named = Pick<Slo, "name" | "alertPrefix">;

const prefixOf = ({ name, alertPrefix = camelCase(name) }: Named): string => alertPrefix;

/**
 * `CheckoutAvailabilityBurnsFast`, or `HttpAvailabilityBurnsFast` where services share alerts. Levels of one severity are one alert, told apart by the label `window`: Alertmanager groups by name, so that
 * they are one incident, which ends when the last of them does. With names of their own, the slower level would page anew after recovery, when
 * the faster one that hid it has ended.
 */
export const burnAlertName = (slo: Named, { severity }: Pick<BurnLevel, "severity">): string =>
  `${prefixOf(slo)}${SPEED[severity]}`;

/** `CheckoutAvailabilityNoData` */
export const missingDataAlertName = (slo: Named): string => `${prefixOf(slo)}NoData`;
