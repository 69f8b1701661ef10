/** Thresholds as Grafana's steps of colour; those of alerts lie where the alert, as deployed, has them. */
import { ThresholdsMode, type ThresholdsConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import {
  inSeconds,
  isDuration,
  WORST_FIRST,
  type AlertLine,
  type AlertParameter,
  type AlertSeverity,
  type Color,
  type FixedLine,
  type Threshold,
} from "../model";
import type { KnownAlerts } from "./known-alerts";

/** What everybody takes the severities for. */
const COLOR_OF: Readonly<Record<AlertSeverity, Color>> = {
  critical: "red",
  warning: "orange",
  info: "blue",
  none: "text",
};
/** The colour of the worst of them. */
export const colorOf = (severities: readonly AlertSeverity[]): Color =>
  COLOR_OF[WORST_FIRST.find((each) => severities.includes(each)) ?? "none"];
const BAD: readonly Color[] = ["yellow", "orange", "red"];

/** From the mildest to the worst; other colours are neither. */
const MILDEST_FIRST: readonly Color[] = ["blue", ...BAD];
/** Lines of which each is at least as bad as those before it: two alerts in one panel need not be in that order. */
const worsening = (lines: readonly FixedLine[]): readonly FixedLine[] =>
  lines.filter(
    ({ color }, index) =>
      !MILDEST_FIRST.includes(color) ||
      lines.slice(0, index).every((before) => MILDEST_FIRST.indexOf(before.color) <= MILDEST_FIRST.indexOf(color)),
  );

/** The value of a threshold, in the unit of the panel; nothing for a text. */
const inNumbers = (parameter: AlertParameter | undefined): number | undefined =>
  isDuration(parameter) ? inSeconds(parameter) : typeof parameter === "number" ? parameter : undefined;

/**
 * The lines of an alert that is deployed; nothing where it is not. Several of one name (each service can have its own): the worst of them,
 * and of these the one that fires first.
 */
const lineOf = ({ alert: name, parameter, below }: AlertLine, alerts: KnownAlerts): FixedLine | undefined => {
  const lines = alerts.named(name).flatMap((alert) => {
    const value = inNumbers(alert.parameters[parameter]);
    return value === undefined ? [] : [{ value, severity: alert.severity }];
  });
  const [worst] = lines.sort(
    (a, b) =>
      WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) ||
      (below ? b.value - a.value : a.value - b.value),
  );
  return worst && { kind: "line", value: worst.value, color: COLOR_OF[worst.severity], below };
};

/** Lines with the values and colours that they have now. */
export const resolved = (thresholds: readonly Threshold[], alerts: KnownAlerts): readonly FixedLine[] =>
  thresholds.flatMap((each) => (each.kind === "line" ? [each] : (lineOf(each, alerts) ?? [])));

interface StepProps {
  /** What values are multiplied by to become Grafana's. */
  readonly scale: number;
  /** The colour where nothing is wrong. @default green beside bad colours, else the colour of texts */
  readonly good?: string;
}

/**
 * Grafana colours from a value on, the first step from below everything. So a line that is bad to be below gives its colour to the step that
 * ends at it.
 */
export const steps = (
  lines: readonly FixedLine[],
  { scale, good = lines.some(({ color }) => BAD.includes(color)) ? "green" : "text" }: StepProps,
): ThresholdsConfig => {
  const ascending = [...lines].sort((a, b) => a.value - b.value);
  const floors = [...worsening(ascending.filter(({ below }) => below).reverse())].reverse();
  const ceilings = worsening(ascending.filter(({ below }) => !below));
  return {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: null, color: floors[0]?.color ?? good },
      ...floors.map(({ value }, index) => ({ value: value * scale, color: floors[index + 1]?.color ?? good })),
      ...ceilings.map(({ value, color }) => ({ value: value * scale, color })),
    ],
  };
};
