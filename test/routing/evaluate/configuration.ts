/** Configurations of a few words for tests of the evaluator. */
import type { InhibitRule, LabelMatcher, Route, RoutingConfiguration, TimePeriod } from "../../../lib/model";

/** `severity=critical service=~"db-.*"` in the order given. */
export const conditions = (...texts: readonly string[]): readonly LabelMatcher[] =>
  texts.map((text) => {
    const [, label = "", operator = "=", value = ""] = /^(.*?)(=~|!~|!=|=)(.*)$/s.exec(text) ?? [];
    return { label, operator: operator as LabelMatcher["operator"], value };
  });

/** A route that takes what these conditions say. */
export const to = (receiver: string | undefined, when: readonly string[], rest: Partial<Route> = {}): Route => ({
  path: `test.${receiver ?? "inherited"}`,
  receiver,
  matchers: conditions(...when),
  continue: false,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  routes: [],
  ...rest,
});

/** A root with these routes below it. */
export const tree = (routes: readonly Route[], rest: Partial<Route> = {}): RoutingConfiguration => ({
  global: {},
  route: to("root", [], { routes, ...rest }),
  receivers: [],
  inhibitRules: [],
  timeIntervals: [],
  templates: [],
});

export const withIntervals = (
  configuration: RoutingConfiguration,
  intervals: Readonly<Record<string, readonly TimePeriod[]>>,
): RoutingConfiguration => ({
  ...configuration,
  timeIntervals: Object.entries(intervals).map(([name, periods]) => ({ name, path: `test.${name}`, periods })),
});

export const rule = (
  source: readonly string[],
  target: readonly string[],
  equal: readonly string[] = [],
): InhibitRule => ({ path: "test", source: conditions(...source), target: conditions(...target), equal });
