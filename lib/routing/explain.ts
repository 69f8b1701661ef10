/** One decision step by step: which nodes were asked and why they answered as they did, for people who wonder why they were told, or not. */
import type { Duration, InhibitRule, LabelMatcher, Route, RoutingConfiguration, TimeInterval } from "../model";
import { inherited, type Inherited } from "./describe";
import type { ActiveAlert, Decision, Delivery } from "./evaluate/decision";
import { decide } from "./evaluate/evaluate";
import { toldAgainAfter } from "./evaluate/timing";
import { allHold, labelOf, matcherHolds, type Labels } from "./matchers";
import { periodsAt } from "./time/holds";

export interface SeenMatcher {
  readonly matcher: LabelMatcher;
  /** Of the alert; empty where it has no such label. */
  readonly value: string;
  readonly holds: boolean;
}

/**
 * `takes`: it tells its receiver. `passes on`: a node below it takes the alert. `does not match`: neither it nor what is below it.
 * `not asked`: a sibling before it has taken the alert and does not continue.
 */
export type Outcome = "takes" | "passes on" | "does not match" | "not asked";

/** A node that the alert came to, or would have. */
export interface RouteStep {
  readonly route: Route;
  /** 0 is the root. */
  readonly depth: number;
  readonly outcome: Outcome;
  /** None where it was not asked. */
  readonly matchers: readonly SeenMatcher[];
  /** The sibling that keeps it from being asked. */
  readonly takenBy?: Route;
  /** What it has with what it got from the nodes above; what nobody says is Alertmanager's own. */
  readonly values: Inherited;
}

export interface IntervalStep {
  readonly interval: TimeInterval;
  /** `mute`: nobody is told within, `active`: nobody is told outside. */
  readonly use: "mute" | "active";
  readonly holds: boolean;
  /** The time as the clocks of its zones show it: `Monday 2027-01-04 03:00`. */
  readonly local: readonly { readonly zone: string; readonly time: string }[];
}

export interface DeliveryStep {
  readonly delivery: Delivery;
  /** How long after it has been told it is told again, if nothing changes in its group. */
  readonly toldAgainAfter: Duration;
  readonly intervals: readonly IntervalStep[];
}

/** An alert that a rule may let hide this one. */
export interface SourceStep {
  readonly source: ActiveAlert;
  readonly matchers: readonly SeenMatcher[];
  /** Labels in which both must agree. */
  readonly equal: readonly { readonly label: string; readonly target: string; readonly source: string }[];
  /** Both alerts match both sides of the rule, which then does not count. */
  readonly alike: boolean;
  readonly inhibits: boolean;
}

export interface InhibitionStep {
  readonly rule: InhibitRule;
  readonly target: readonly SeenMatcher[];
  readonly concerned: boolean;
  /** All others that fire. */
  readonly sources: readonly SourceStep[];
}

export interface Explanation {
  readonly labels: Labels;
  readonly at: Date;
  /** In the order in which they are asked. */
  readonly routes: readonly RouteStep[];
  readonly deliveries: readonly DeliveryStep[];
  readonly inhibition: readonly InhibitionStep[];
  readonly decision: Decision;
}

/** What becomes of an alert of these labels while others fire, and why. */
export const explain = (
  configuration: RoutingConfiguration,
  labels: Labels,
  others: readonly ActiveAlert[],
  at: Date,
): Explanation => {
  const alert: ActiveAlert = { labels };
  const [decision = { alert, deliveries: [] }] = decide(configuration, [alert, ...others], at);
  return {
    labels,
    at,
    routes: visit(configuration.route, labels, {}, 0).steps,
    deliveries: decision.deliveries.map((delivery) => ({
      delivery,
      toldAgainAfter: toldAgainAfter(delivery),
      intervals: intervalSteps(delivery.route, configuration.timeIntervals, at),
    })),
    inhibition: configuration.inhibitRules.map((rule) => inhibitionStep(rule, labels, others)),
    decision,
  };
};

const seen = (matchers: readonly LabelMatcher[], labels: Labels): readonly SeenMatcher[] =>
  matchers.map((matcher) => {
    const value = labelOf(labels, matcher.label);
    return { matcher, value, holds: matcherHolds(matcher, value) };
  });

interface Visit {
  readonly taken: boolean;
  readonly steps: readonly RouteStep[];
}

const visit = (route: Route, labels: Labels, above: Inherited, depth: number): Visit => {
  const values = inherited(route, above);
  const matchers = seen(route.matchers, labels);
  const step = { route, depth, matchers, values };
  if (!matchers.every(({ holds }) => holds)) return { taken: false, steps: [{ ...step, outcome: "does not match" }] };
  const below: RouteStep[] = [];
  let passedOn = false;
  let takenBy: Route | undefined;
  for (const child of route.routes) {
    if (takenBy !== undefined) {
      const unasked = { route: child, depth: depth + 1, matchers: [], values: inherited(child, values) };
      below.push({ ...unasked, outcome: "not asked", takenBy });
      continue;
    }
    const answer = visit(child, labels, values, depth + 1);
    below.push(...answer.steps);
    passedOn ||= answer.taken;
    if (answer.taken && !child.continue) takenBy = child;
  }
  return { taken: true, steps: [{ ...step, outcome: passedOn ? "passes on" : "takes" }, ...below] };
};

const intervalSteps = (
  { muteTimeIntervals, activeTimeIntervals }: Route,
  known: readonly TimeInterval[],
  at: Date,
): readonly IntervalStep[] =>
  (["active", "mute"] as const).flatMap((use) =>
    (use === "mute" ? muteTimeIntervals : activeTimeIntervals).flatMap((name) =>
      known
        .filter((interval) => interval.name === name)
        .map((interval) => ({
          interval,
          use,
          holds: periodsAt(interval.periods, at.getTime()).holds,
          local: [...new Set(interval.periods.map(({ zone = "UTC" }) => zone))].map((zone) => ({
            zone,
            time: localTime(at, zone),
          })),
        })),
    ),
  );

/** `Monday 2027-01-04 03:00` */
export const localTime = (at: Date, zone: string): string => {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part["weekday"]} ${part["year"]}-${part["month"]}-${part["day"]} ${part["hour"]}:${part["minute"]}`;
};

const inhibitionStep = (rule: InhibitRule, labels: Labels, others: readonly ActiveAlert[]): InhibitionStep => {
  const target = seen(rule.target, labels);
  const concerned = target.every(({ holds }) => holds);
  return {
    rule,
    target,
    concerned,
    sources: others.map((source) => sourceStep(rule, labels, concerned, source)),
  };
};

const sourceStep = (rule: InhibitRule, labels: Labels, concerned: boolean, source: ActiveAlert): SourceStep => {
  const matchers = seen(rule.source, source.labels);
  const equal = rule.equal.map((label) => ({
    label,
    target: labelOf(labels, label),
    source: labelOf(source.labels, label),
  }));
  const onItsSide = matchers.every(({ holds }) => holds);
  const alike = concerned && onItsSide && allHold(rule.source, labels) && allHold(rule.target, source.labels);
  const agrees = equal.every((each) => each.target === each.source);
  return { source, matchers, equal, alike, inhibits: concerned && onItsSide && agrees && !alike };
};
