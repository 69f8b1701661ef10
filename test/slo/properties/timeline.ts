/** What really happens to a service, event by event, and how many events that is: knows nothing of Prometheus. */

/** Times are in seconds after the beginning of a test. */
export interface Stretch {
  readonly seconds: number;
  readonly perSecond: number;
  /** 0 to 1 */
  readonly badShare: number;
}

export interface Count {
  readonly all: number;
  readonly bad: number;
}

/** Events of one instance up to a moment, from the beginning of the first stretch. Whole events: half a request is none. */
export const eventsUntil = (begin: number, stretches: readonly Stretch[], time: number): Count => {
  let [all, bad, at] = [0, 0, begin];
  for (const { seconds, perSecond, badShare } of stretches) {
    const passed = Math.min(seconds, time - at);
    if (passed <= 0) break;
    const happened = Math.floor(perSecond * passed + 1e-9);
    all += happened;
    bad += Math.floor(badShare * happened + 1e-9);
    at += seconds;
  }
  return { all, bad };
};

export const difference = (a: Count, b: Count): Count => ({ all: a.all - b.all, bad: a.bad - b.bad });
export const sum = (counts: readonly Count[]): Count =>
  counts.reduce((total, each) => ({ all: total.all + each.all, bad: total.bad + each.bad }), { all: 0, bad: 0 });

/** How a scrape went that brought nothing. */
export type Missed =
  /** The target did not answer: `up` is 0 and its series end. */
  | "failed"
  /** Nobody asked: Prometheus itself was away. */
  | "left-out";

/** One process after the other under one address. */
export interface Instance {
  readonly instance: string;
  readonly route: string;
  /** When its first process begins; before 0 for one that has long been there. */
  readonly begin: number;
  /** What its counters show at the beginning. */
  readonly before: Count;
  readonly stretches: readonly Stretch[];
  /** When a new process takes over, its counters at 0; ascending. */
  readonly restarts: readonly number[];
  /** Whether a counter exists only from its first event on. */
  readonly lazy: boolean;
  readonly missed: ReadonlyMap<number, Missed>;
}

/** Events in (from, to]. */
export const eventsBetween = ({ begin, stretches }: Instance, from: number, to: number): Count =>
  difference(eventsUntil(begin, stretches, to), eventsUntil(begin, stretches, from));

/** What the counters of the process that runs at that time show. */
export const countersAt = (each: Instance, time: number): Count | undefined => {
  if (time < each.begin) return undefined;
  const restart = each.restarts.filter((at) => at <= time).at(-1);
  return restart === undefined
    ? sum([each.before, eventsBetween(each, each.begin, time)])
    : eventsBetween(each, restart, time);
};
