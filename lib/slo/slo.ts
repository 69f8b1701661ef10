/** The door through which an objective is written. */
import {
  callSite,
  check,
  ConfigurationError,
  milliseconds,
  type BurnLevel,
  type Duration,
  type Sli,
  type Slo,
  type SloWindow,
  type Waiver,
} from "../model";
import { defaultLevels } from "./burn-levels";
import { contradictionsIn } from "./contradictions";
import { exact, percentage, type Decimal } from "./decimal";
import { sloSchema } from "./slo-schema";

export interface SloProps {
  /** `checkout-availability`: lower-case words with dashes. Alerts, series and pages are named after it. */
  readonly name: string;
  /**
   * What the names of its alerts begin with: `HttpAvailability`. Objectives that promise the same of several services share alerts, which are told
   * apart by their labels, and with them pages and rules of Alertmanager. @default the name in CamelCase: alerts of its own
   */
  readonly alertPrefix?: string;
  /** What promises it: the label `service` of its series and alerts. */
  readonly service: string;
  /** The label `namespace` of its series and alerts. @default none, or that of `groupBy` */
  readonly namespace?: string;
  /** What is promised to whom, in one sentence. */
  readonly description: string;
  /** Team that owns it and is told. @default the pack's */
  readonly owner?: string;
  /** The share of events that is to be good, exactly as written: `"99.9%"`. */
  readonly objective: string;
  /** Over which it is kept: `days(30)`, `calendarMonth("Europe/Berlin")`. */
  readonly window: SloWindow;
  /** What is counted: `availability`, `latency`, `freshness`, `queueAge`, `bounds`, `probeSuccess`, `throughputFloor`, `composite`, `raw`. */
  readonly sli: Sli;
  /** Labels of the indicator: one objective, budget and alert for each value of them. @default none */
  readonly groupBy?: readonly string[];
  readonly alerting?: {
    /** Who is told when. @default `defaultLevels(window)`: 14.4, 6, 3 and 1 times as fast as allowed, as the SRE workbook has it */
    readonly levels?: readonly BurnLevel[];
    /**
     * How many bad events the long window must hold before anybody is told. Bad ones and not all: one failed request out of sixty pages
     * nobody, and a total outage of a quiet service does. @default 10 where events are counted, 0 where time is
     */
    readonly minimumEvents?: number;
    /**
     * What is told when the indicator has no data. It breaks no promise by itself: a service that nobody has asked since its pods are new has no
     * series of requests yet, and one that is down has alerts about that. So it is a ticket, as the SRE workbook has it for what need not be
     * seen to within minutes (chapter 5, "Multiwindow, Multi-Burn-Rate Alerts"), once the long window of the fastest level, one hour of 30 days, holds
     * nothing any more and not even a total failure would page. @default warning, or info where no level says more, for as long as the shortest long
     * window after the last sample has left the base range
     */
    readonly missingData?: Partial<Slo["missingData"]>;
  };
  /** Events per second on average; with it, objectives that so little traffic cannot judge are found. @default not asked */
  readonly expectedTraffic?: number;
  /** What is done when the error budget is spent, in a sentence or two. @default the error budget policy of the SRE workbook */
  readonly whenSpent?: string;
  /** Findings that are right here, with a reason and an end. @default none */
  readonly waivers?: readonly Waiver[];
}

/** The SRE workbook, appendix B, "Example Error Budget Policy". */
const WHEN_SPENT =
  "All changes and releases are halted, except for security fixes and for what ends the trouble, until the objective is kept again; " +
  "meanwhile its team works on reliability before anything else. An incident that alone has cost more than 20% of the budget " +
  "is followed by a postmortem with at least one action of the highest priority.";

const MINIMUM_EVENTS = 10;

/**
 * ```ts
 * slo({
 *   name: "checkout-availability", service: "checkout",
 *   description: "Customers can pay.", objective: "99.9%", window: days(30),
 *   sli: availability({ total: promql`${http.requestsTotal}{service="checkout"}`, bad: promql`…` }),
 * })
 * ```
 * @throws ConfigurationError that lists all that is wrong with it by itself; all else is judged where the environment is known
 */
export const slo = (props: SloProps): Slo => {
  const path = `slos.${typeof props.name === "string" ? props.name : "?"}`;
  const wrong = check(sloSchema, props, path);
  const isWhole = !wrong.some(({ path: place }) => BUILT_FROM.some((key) => place.startsWith(`${path}.${key}`)));
  const made = isWhole ? { ...built(props), place: callSite()() } : undefined;
  const found = [
    ...wrong,
    ...(made
      ? contradictionsIn(
          made,
          path,
          wrong.map((each) => each.path),
        )
      : []),
  ];
  if (made === undefined || found.length > 0) throw new ConfigurationError(found);
  return made;
};

const shortest = (all: readonly Duration[]): Duration =>
  milliseconds(Math.min(...all.map((each) => each.milliseconds)));

/** Without these nothing can be filled in. */
const BUILT_FROM = ["window", "sli", "alerting"];

const built = ({ alerting = {}, groupBy = [], whenSpent = WHEN_SPENT, waivers = [], ...props }: SloProps): Slo => {
  const { levels = defaultLevels(props.window), minimumEvents, missingData } = alerting;
  return {
    ...props,
    kind: "slo",
    groupBy,
    levels,
    minimumEvents: minimumEvents ?? (props.sli.unit === "seconds" ? 0 : MINIMUM_EVENTS),
    missingData: {
      severity: levels.every(({ severity }) => severity === "info") ? "info" : "warning",
      for: shortest(levels.map(({ long }) => long)),
      ...missingData,
    },
    whenSpent,
    waivers,
  };
};

/** The share of events that must be good. */
export const objectiveOf = ({ objective }: Slo): Decimal => percentage(objective) ?? exact(1);
/** The share of events that may be bad: the error budget. */
export const allowedOf = (slo: Slo): Decimal => {
  const allowed = budgets.get(slo) ?? exact(1).minus(objectiveOf(slo));
  budgets.set(slo, allowed);
  return allowed;
};

/** Each rule of an objective asks for its budget. */
const budgets = new WeakMap<Slo, Decimal>();

/** The labels that all of its series have, beside those of `groupBy`. */
export const labelsOfSlo = ({ name, service, namespace, groupBy }: Slo): Readonly<Record<string, string>> => ({
  slo: name,
  ...(groupBy.includes("service") ? {} : { service }),
  ...(namespace === undefined || groupBy.includes("namespace") ? {} : { namespace }),
});
