/** What Grafana calls the units of the metric contract. */
import type { PanelUnit, Unit } from "../model";

const GRAFANA: Readonly<Record<Unit, string>> = {
  count: "short",
  // Grafana's other rates name what is counted, and its metric prefixes would make meters of 50 thousandths per second.
  "per second": "cps",
  seconds: "s",
  milliseconds: "ms",
  timestamp: "dateTimeAsIso",
  bytes: "bytes",
  "bytes per second": "binBps",
  ratio: "percentunit",
  cores: "suffix: cores",
  boolean: "bool_yes_no",
  celsius: "celsius",
  // Of which currency, only labels know.
  cents: "suffix: cents",
};

export const grafanaUnit = (unit: PanelUnit): string => (typeof unit === "string" ? GRAFANA[unit] : unit.grafana);

/** Prometheus counts moments in seconds, Grafana in milliseconds. */
export const scaleOf = (unit: PanelUnit): number => (grafanaUnit(unit).startsWith("dateTime") ? 1_000 : 1);
