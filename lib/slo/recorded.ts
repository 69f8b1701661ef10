/** How rules of an objective read what other rules recorded of it, and how often these are computed. */
import { minutes, type Expression, type Slo } from "../model";
import { matchers, promql } from "../query";
import { baseRange } from "./burn-levels";
import { badEvents, events } from "./names";

/** Between two evaluations of what alerts read. */
export const INTERVAL = minutes(1);
/** Between two evaluations of what looks back over days. */
export const SLOW_INTERVAL = minutes(5);

/** `slo:bad_events:ratio{slo="checkout-availability", window="1h"}` */
export const recorded = (name: string, slo: Pick<Slo, "name">, window?: string): Expression => {
  const known = selectors.get(slo) ?? new Map<string, Expression>();
  selectors.set(slo, known);
  const key = window === undefined ? name : `${name} ${window}`;
  const selector =
    known.get(key) ?? promql`${name}{${matchers({ slo: slo.name, ...(window === undefined ? {} : { window }) })}}`;
  known.set(key, selector);
  return selector;
};

/** The rules of an objective read each other in a few dozen ways, a hundred times. */
const selectors = new WeakMap<Pick<Slo, "name">, Map<string, Expression>>();

export const recordedTotal = (slo: Slo): Expression => recorded(events(baseRange(slo.levels)), slo);
export const recordedBad = (slo: Slo): Expression => recorded(badEvents(baseRange(slo.levels)), slo);

/** What is there while the indicator has data. A histogram may lose its bucket and keep its count: then nobody knows what was slow. */
export const witnessOf = ({ sli, levels }: Pick<Slo, "sli" | "levels">): string =>
  (sli.kind === "latency" ? badEvents : events)(baseRange(levels));
