/** Lengths of time as Grafana's time picker reads them. */
import { inSeconds, prometheusDuration, type Duration } from "../model";

/** It takes a single unit: `90m`, not `1h30m`. */
export const inOneUnit = (duration: Duration): string => {
  const text = prometheusDuration(duration);
  if (/^\d+[a-z]+$/.test(text)) return text;
  const seconds = inSeconds(duration);
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
};
