/** When an alert tells of trouble and when it stops, computed from the objective by the same steps that Prometheus takes, without Prometheus. */
import { seconds, times, type BurnLevel, type Duration, type Slo } from "../model";
import { paceOf, watcher, type Watch } from "./recorded-trouble";

/** From one moment on, after a long time without any, so much of a steady traffic is bad. */
export interface Trouble {
  /** 0 to 1. */
  readonly badRatio: number;
  /** All events per second. @default so many that `minimumEvents` decides nothing */
  readonly perSecond?: number;
}

/** Between two scrapes, where nobody says: it moves nothing but indicators that count time, and these by less than an evaluation. */
const SCRAPE_INTERVAL = seconds(30);

const watched = (slo: Slo, level: BurnLevel, { badRatio, perSecond = Infinity }: Trouble, steps: number): Watch =>
  watcher(slo, level, paceOf(slo, level, SCRAPE_INTERVAL))({ badRatio, perSecond, steps });

/**
 * Time from the first bad event to the evaluation at which the alert fires; undefined where it never does.
 *
 * That is what promtool shows when an evaluation happens just one step after the trouble began: each minute for pages, each five minutes for
 * what is decided by slow windows. In production evaluations are not so punctual: a page comes up to a scrape and a minute later or earlier;
 * a ticket up to ten minutes later, because slow windows are computed each five minutes, from recordings at full five minutes.
 */
export const firesAfter = (slo: Slo, level: BurnLevel, trouble: Trouble): Duration | undefined => {
  const first = watched(slo, level, trouble, Infinity).first();
  return first === undefined ? undefined : times(first, paceOf(slo, level, SCRAPE_INTERVAL).step);
};

/**
 * Time from the last bad event to the evaluation at which the alert fires no more, when the trouble has lasted so long; undefined where it
 * never fired. It fires five minutes longer than its condition holds. In production as late as `firesAfter` says.
 */
export const endsAfter = (
  slo: Slo,
  level: BurnLevel,
  { lasted, ...trouble }: Trouble & { readonly lasted: Duration },
): Duration | undefined => {
  const { step } = paceOf(slo, level, SCRAPE_INTERVAL);
  const steps = Math.round(lasted.milliseconds / step.milliseconds);
  const last = watched(slo, level, trouble, steps).lastFiring();
  return last === undefined ? undefined : times(last + 1 - steps, step);
};
