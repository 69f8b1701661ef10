/**
 * Services of one shape: the rules and dashboards of two hundred services are those of one service two hundred times, under other names. What a
 * check says of the things of one of them it says of all, so that it looks at a few.
 *
 * Why that holds. The shape of a service is all that its packs and dashboards say, with its names taken out. A name is taken out only where it is
 * nothing but a name: no word of the languages, the metrics, or of what is about no service in particular (`words.ts`), and named by no service
 * that is not called so. Then to exchange the names of two services of one shape is to exchange the services, and leaves everything else as it
 * is: what is inferred of the one is inferred of the other. What could tell names apart all the same makes a service one of its own: a pattern
 * that some of the names match and others do not, a label that is made of parts of another, a waiver, a group that others arranged.
 *
 * This is for checks that judge one thing in the world of all. Those that compare things with each other look at all of them.
 */
import {
  makerOfTests,
  runbookPage,
  textOf,
  withOwn,
  type DeployedAlert,
  type Model,
  type PackFact,
  type RecordingRule,
  type Sli,
} from "../../model";
import type { Check } from "../check";
import { groupedBy, rulesOf, subjectsOf, withoutInhibitRules, type Subject } from "./subjects";
import { meaningfulWords, wordsIn } from "./words";

/** Longer than a letter, and nothing that a regular expression would read otherwise. */
const NAME = /^[a-z][a-z0-9-]+$/i;

/** No text of ours has such a character. */
const MARK = "\u0000";

/** In an order that is the same for all services of a kind. */
const namesOf = ({ packs }: Subject, meaningful: ReadonlySet<string>): readonly string[] => {
  const first = packs.flatMap(rulesOf).find(({ labels }) => labels["service"] !== undefined);
  const candidates = [
    first?.labels["service"] ?? "",
    first?.labels["namespace"] ?? "",
    ...packs.flatMap(({ pack }) => [
      pack.team ?? "",
      ...pack.slos.map(({ name }) => name),
      ...pack.alerts.flatMap(({ name }) => [name, runbookPage(name)]),
    ]),
  ];
  return [...new Set(candidates.filter((name) => NAME.test(name) && !meaningful.has(name)))];
};

export interface Named {
  readonly subject: Subject;
  /** What it is called, as far as nothing else is. */
  readonly names: readonly string[];
}

interface Shaped extends Named {
  /** What the rules and the dashboards say without these. */
  readonly rules: string;
  readonly dashboards: string;
}

export interface Alike {
  readonly kept: readonly Named[];
  /** They say nothing but what one that is kept says, in other words. */
  readonly superfluous: readonly Named[];
}

/** The services of which there are others alike, for checks that judge each by itself, or each alone. */
export const alikeIn = (model: Model): Readonly<Record<NonNullable<Check["judges"]>, Alike>> => {
  const { subjects, rest } = subjectsOf(model);
  const ofSubjects = new Set(subjects.flatMap(({ inhibitRules }) => inhibitRules));
  const routings = model.routings.map((each) => JSON.stringify(withoutInhibitRules(each, ofSubjects)));
  const meaningful = meaningfulWords(model.packs, rest, routings);
  const numberOf = numbering();
  const shaped = subjects.map((subject) => shapeOf(subject, namesOf(subject, meaningful), numberOf));
  const alike = [...groupedBy(shaped, ({ rules, dashboards }) => `${rules}\n${dashboards}`).values()];
  // What one of a shape says of others, all of that shape say.
  const said = alike.flatMap(([first]) => first ?? []);
  const named = new Set(said.flatMap(({ rules }) => [...wordsIn(rules)]));
  const patterns = patternsIn([
    ...rest.flatMap((fact) => rulesOf(fact).map(({ expr }) => textOf(expr))),
    ...routings,
    ...said.flatMap(({ rules, dashboards }) => [rules, dashboards]),
  ]);
  const toldApart = ({ subject, names }: Shaped): unknown =>
    subject.packs.some(isOneOfItsOwn) || names.some((name) => named.has(name)) ? subject : matched(patterns, names);
  const groups = alike.flatMap((group) => [...groupedBy(group, toldApart).values()]);
  return {
    "each by itself": without(groups.flatMap(superfluousIn), groups),
    "each alone": without(
      groups.flatMap(([, ...others]) => others),
      groups,
    ),
  };
};

const without = (superfluous: readonly Shaped[], groups: readonly (readonly Shaped[])[]): Alike => {
  const leftOut = new Set<Named>(superfluous);
  const several = groups.filter((group) => group.some((each) => leftOut.has(each))).flat();
  return { superfluous, kept: several.filter((each) => !leftOut.has(each)) };
};

/** Two are looked at for each way in which two of them can have names in common (the namespace, the team): they are the pairs that there are. */
const superfluousIn = (alike: readonly Shaped[]): readonly Shaped[] => {
  const inCommon = ({ names }: Shaped): string => names.map((name, index) => name === alike[0]?.names[index]).join(" ");
  return [...groupedBy(alike, inCommon).values()].flatMap(([, ...others]) => others);
};

const isOneOfItsOwn = (fact: PackFact): boolean =>
  fact.groups !== undefined || fact.pack.waivers.length > 0 || rulesOf(fact).some(({ waivers }) => waivers.length > 0);

/** A number for each object, the same for the same one. */
const numbering = (): ((thing: object) => number) => {
  const numbers = new Map<object, number>();
  return (thing) => {
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
};

const shapeOf = (subject: Subject, names: readonly string[], numberOf: (thing: object) => number): Shaped => {
  const without = withoutNames(names);
  const { packs, dashboards, inhibitRules } = subject;
  return {
    subject,
    names,
    rules: without(JSON.stringify([packs.map((fact) => saidByPack(fact, numberOf)), inhibitRules])),
    dashboards: without(JSON.stringify(dashboards.map(({ folder, dashboard }) => ({ ...dashboard, folder })))),
  };
};

/** The text with each name replaced by its number. What stands in `{{ … }}` or behind `$` stays: it is no name there. */
const withoutNames = (names: readonly string[]): ((text: string) => string) => {
  if (names.length === 0) return (text) => text;
  const numbers = new Map(names.map((name, number) => [name, `${MARK}${number}${MARK}`]));
  // Of names that begin alike, the longer one is meant where it stands.
  const longestFirst = [...names].sort((a, b) => b.length - a.length).join("|");
  // What stands before is looked at where a name was found: a pattern that looks back at each place takes more than twice as long.
  const pattern = new RegExp(`\\{\\{[^]*?\\}\\}|\\$\\{[^}]*\\}|(?:${longestFirst})(?!\\w)`, "g");
  return (text) =>
    text.replace(pattern, (found, at: number) => (isBegun(text, at) ? (numbers.get(found) ?? found) : found));
};

/** Whether a word begins there: at the beginning, behind a line break as JSON writes it, or behind what is of no word. */
const isBegun = (text: string, at: number): boolean =>
  !/[\w$]/.test(text[at - 1] ?? "") || (text[at - 1] === "n" && text[at - 2] === "\\");

/** All that a check can look at. What tests say is the same for rules that say the same, if one maker makes them. */
const saidByPack = ({ pack }: PackFact, numberOf: (thing: object) => number): object => ({
  ...pack,
  metrics: Object.entries(pack.metrics ?? {}).map(([key, metric]) => [key, numberOf(metric)]),
  dashboards: pack.dashboards.map(({ uid }) => uid),
  slos: pack.slos.map((slo) => ({ ...slo, sli: saidByIndicator(slo.sli) })),
  recordingRules: pack.recordingRules.map((rule) => saidByRecording(rule, numberOf)),
  alerts: pack.alerts.map((alert) => saidByAlert(alert, numberOf)),
});

/** Whether it has series of its own. Those that it computes follow from what it reads, and cost much. */
const saidByIndicator = (sli: Sli): object =>
  withOwn(sli, {
    series: typeof Object.getOwnPropertyDescriptor(sli, "series")?.value,
    parts: sli.parts?.map((part) => ({ ...part, sli: saidByIndicator(part.sli) })),
  });

const testsOf = (rule: RecordingRule | DeployedAlert, numberOf: (thing: object) => number): unknown => {
  const maker = makerOfTests(rule);
  return maker === undefined ? rule.tests : numberOf(maker);
};

const saidByRecording = (rule: RecordingRule, numberOf: (thing: object) => number): readonly unknown[] => {
  const { name, expr, unit, help, labels, interval, readBy } = rule;
  return [name, textOf(expr), unit, help, labels, interval, readBy, testsOf(rule, numberOf)];
};

const saidByAlert = (alert: DeployedAlert, numberOf: (thing: object) => number): readonly unknown[] => {
  const { name, expr, parameters, severity, onMissingData, keepFiringFor, team, labels, annotations, runbook } = alert;
  const said = [name, textOf(expr), parameters, severity, onMissingData, alert.for, keepFiringFor, team];
  return [...said, labels, annotations, alert.dashboard, alert.inhibits, runbook, testsOf(alert, numberOf)];
};

/** What tells the values of a label apart; anything at all, or what a variable says, does not. */
const patternsIn = (texts: readonly string[]): readonly RegExp[] => {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, pattern = ""] of text.matchAll(/[=!]~\s*(?:","value":|\\?)["'`]([^"'`\\]*)/g)) found.add(pattern);
    // One of these strings is the pattern; that of the others is of no harm.
    for (const [expression] of text.matchAll(/label_(?:replace|join)\((?:[^"\\]|\\[^])*/g))
      for (const [, quoted = ""] of expression.matchAll(/["'`]([^"'`\\]*)/g)) found.add(quoted);
  }
  return [...found].filter((each) => !/^(\.[*+]|\$\w+|\$\{\w+\})?$/.test(each)).flatMap(patternOf);
};

/** What cannot be read here is found by a check of its own. */
const patternOf = (text: string): readonly RegExp[] => {
  try {
    return [new RegExp(`^(?:${text})$`)];
  } catch {
    return [];
  }
};

const matched = (patterns: readonly RegExp[], names: readonly string[]): string =>
  patterns.map((pattern) => names.map((name) => (pattern.test(name) ? "1" : "0")).join("")).join(" ");
