/** One decision of the routing, told step by step. */
import { prometheusDuration, type Receiver } from "../model";
import {
  localTime,
  matchersText,
  type DeliveryStep,
  type InhibitionStep,
  type IntervalStep,
  type Labels,
  type RouteStep,
  type SeenMatcher,
  type SourceStep,
} from "../routing";
import type { Answer } from "./routes-question";
import { branches, receiverText } from "./routes-tree";
import { plural } from "./say";

export const explanationText = (answer: Answer): string => {
  const { environment, labels, at, routes, deliveries, inhibition, decision } = answer;
  const receivers = new Map(answer.receivers.map((each) => [each.name, each]));
  const by = decision.inhibitedBy;
  return [
    `${environment}: ${labelsText(labels)}`,
    `at ${localTime(at, "UTC")} UTC`,
    "",
    "Routes",
    ...routeLines(routes, receivers),
    "",
    "Who is told",
    ...deliveries.flatMap((each) => deliveryLines(each, receivers)),
    "",
    "Inhibition",
    ...inhibitionLines(inhibition),
    by === undefined
      ? "  so no alert hides it."
      : `  so it is hidden as long as ${labelsText(by.source.labels)} fires (${by.rule.path}).`,
  ].join("\n");
};

/** `PostgresDown{instance="db-1"}` */
const labelsText = ({ alertname = "", ...labels }: Labels): string =>
  `${alertname}{${Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(", ")}}`;

/** The steps as a tree; a node that was not entered has nothing below it. */
const routeLines = (
  steps: readonly RouteStep[],
  receivers: ReadonlyMap<string, Receiver>,
  branch = "",
  below = "",
): readonly string[] => {
  const [first, ...rest] = steps;
  if (first === undefined) return [];
  const children = rest.flatMap(({ depth }, index) => (depth === first.depth + 1 ? [index] : []));
  return [
    `  ${branch}${MARKS[first.outcome]} ${matchersText(first.route)}: ${outcomeText(first, receivers)} [${first.route.path}]`,
    ...children.flatMap((start, index) => {
      const { fork, beside } = branches(index === children.length - 1);
      return routeLines(rest.slice(start, children[index + 1]), receivers, `${below}${fork}`, `${below}${beside}`);
    }),
  ];
};

const MARKS: Readonly<Record<RouteStep["outcome"], string>> = {
  takes: "✓",
  "passes on": "✓",
  "does not match": "✗",
  "not asked": "·",
};

const outcomeText = (
  { outcome, route, matchers, values, takenBy }: RouteStep,
  receivers: ReadonlyMap<string, Receiver>,
): string => {
  const further = route.continue ? ", and asks the next" : "";
  switch (outcome) {
    case "takes":
      return `takes it for ${receiverText(values.receiver, receivers)}${further}`;
    case "passes on":
      return `leaves it to a route below${further}`;
    case "does not match":
      return whyNot(matchers);
    case "not asked":
      return `not asked, for ${takenBy === undefined ? "another" : matchersText(takenBy)} has taken it`;
  }
};

/** `severity is "warning"` */
const whyNot = (matchers: readonly SeenMatcher[]): string =>
  matchers
    .filter(({ holds }) => !holds)
    .map(({ matcher, value }) => `${matcher.label} is ${value === "" ? "empty or missing" : JSON.stringify(value)}`)
    .join(", ");

const deliveryLines = (
  { delivery, intervals, toldAgainAfter }: DeliveryStep,
  receivers: ReadonlyMap<string, Receiver>,
): readonly string[] => {
  const { receiver, groupLabels, groupInterval, toldAt, mutedBy, outside, route } = delivery;
  const quiet = mutedBy.length > 0 || outside.length > 0;
  const group = Object.entries(groupLabels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return [
    `  ${receiverText(receiver, receivers)} [${route.path}]`,
    `    together with ${group.length === 0 ? "all that gets here" : `what has ${group.join(", ")}`}`,
    toldAt === undefined
      ? "    not told within a year"
      : `    ${quiet ? "muted now; told" : "told"} at ${moment(toldAt)}, news of the group after ${prometheusDuration(groupInterval)}, again after ${prometheusDuration(toldAgainAfter)}`,
    ...intervals.map((each) => `    ${intervalText(each)}`),
  ];
};

/** `2027-01-04T08:00:10Z` */
const moment = (time: Date): string => time.toISOString().replace(/\.000Z$/, "Z");

/** `only within hours/dba, which holds not: it is Monday 2027-01-04 03:00 in Europe/Berlin` */
const intervalText = ({ interval, use, holds, local }: IntervalStep): string => {
  const clocks = local.map(({ zone, time }) => `${time} in ${zone}`).join(", ");
  return `${use === "mute" ? "not within" : "only within"} ${interval.name}, which ${holds ? "holds" : "does not hold"}: it is ${clocks}`;
};

/** Rules that are about the alert or about another one that fires; the others are counted. */
const inhibitionLines = (steps: readonly InhibitionStep[]): readonly string[] => {
  const near = steps.filter(
    ({ concerned, sources }) => concerned || sources.some(({ matchers }) => matchers.every(({ holds }) => holds)),
  );
  const rest = steps.length - near.length;
  return [
    ...near.flatMap(ruleLines),
    ...(rest === 0 ? [] : [`  ${plural(rest, near.length === 0 ? "rule" : "further rule")} about other alerts`]),
  ];
};

const ruleLines = ({ rule, target, concerned, sources }: InhibitionStep): readonly string[] => {
  const equal = rule.equal.length === 0 ? "" : ` of the same ${rule.equal.join(", ")}`;
  const sides = [rule.source, rule.target].map((matchers) => matchersText({ matchers }));
  return [
    `  ${sides.join(" hides ")}${equal} [${rule.path}]`,
    ...(concerned
      ? sources.length === 0
        ? ["    could hide it, but nothing else fires"]
        : sources.map((source) => `    ${labelsText(source.source.labels)} ${sourceText(source)}`)
      : [`    does not concern it: ${whyNot(target)}`]),
  ];
};

const sourceText = ({ matchers, equal, alike, inhibits }: SourceStep): string => {
  if (inhibits) return "hides it";
  const different = equal.filter(({ target, source }) => target !== source);
  const reasons = [
    ...(matchers.every(({ holds }) => holds) ? [] : [whyNot(matchers)]),
    ...different.map(
      ({ label, target, source }) => `${label} is ${JSON.stringify(source)}, not ${JSON.stringify(target)}`,
    ),
    ...(alike ? ["both are on both sides of the rule"] : []),
  ];
  return `does not hide it: ${reasons.join("; ")}`;
};
