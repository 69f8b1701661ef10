/** An alert about everything of its kind, narrowed to one that a team has registered: with its own thresholds, for its own team. */
import {
  makerOfTests,
  once,
  promqlText,
  textOf,
  withOwn,
  type Alert,
  type AlertOverride,
  type AlertParameters,
  type AlertTest,
  type ExpectedAlert,
  type InputSeries,
} from "../../model";
import { matchers, parsePromql, promql, regexLiteral, selectorsIn, type VectorSelector } from "../../query";
import { seriesText } from "../../testing";
import type { Registered } from "./registered";

/**
 * The same alert about one service: each of its selectors asks for the service, and its tests speak of it. All that it reads must carry
 * `namespace` and `service`.
 * @throws TypeError where Prometheus would not read the expression
 */
export const narrowed = <Name extends string, Parameters extends AlertParameters>(
  alert: Alert<Name, Parameters>,
  registered: Registered,
): Alert<Name, Parameters> => {
  const { namespace, service } = registered;
  return withOwn(
    alert,
    {
      expr: promqlText(narrowedText(textOf(alert.expr), registered)),
      // Rules of one name and equal labels would be one alert to Alertmanager.
      labels: { ...alert.labels, namespace, service },
      with: (override: AlertOverride<Parameters>) => narrowed(alert.with(override), registered),
    },
    { tests: once(() => narrowedTests(alert.tests, registered)) },
    makerOfTests(alert),
  );
};

/** All of them, each with its own parameters. */
export const eachNarrowed = <const Alerts extends readonly Alert[]>(alerts: Alerts, registered: Registered): Alerts => {
  const changed: readonly Alert[] = alerts.map((alert) => narrowed(alert, registered));
  // Each keeps its name, its parameters and its place, which `map` cannot say of a tuple.
  return changed as Alerts;
};

const narrowedText = (text: string, { namespace, service }: Registered): string => {
  const { node, problems } = parsePromql(text);
  if (node === undefined) throw new TypeError(`${text} is no PromQL: ${problems[0]?.message ?? "it cannot be read"}`);
  const added = promql`${matchers({ namespace, service })}`.text;
  return [...selectorsIn(node)]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (whole, selector) =>
        whole.slice(0, selector.from) + withMatchers(whole, selector, added) + whole.slice(selector.to),
      text,
    );
};

/** `up` → `up{added}`, `up{job="a"}[5m]` → `up{added,job="a"}[5m]` */
const withMatchers = (whole: string, { from, to }: VectorSelector, added: string): string => {
  const text = whole.slice(from, to);
  const [name = ""] = /^[\w:]*/.exec(text) ?? [];
  const rest = text.slice(name.length).trimStart();
  if (!rest.startsWith("{")) return `${name}{${added}}${text.slice(name.length)}`;
  const inside = rest.slice(1).trimStart();
  return `${name}{${added}${inside.startsWith("}") ? "" : ", "}${inside}`;
};

/**
 * Each service that a test speaks of becomes the registered one in a test of its own; the others, and what has that name already, stay
 * somebody else.
 */
const narrowedTests = (tests: readonly AlertTest[], registered: Registered): readonly AlertTest[] =>
  tests.flatMap((test) => subjectsOf(test).flatMap((subject) => narrowedTest(test, subject, registered)));

/** What a test speaks of; where a service is told by its series' other labels alone, it gets the label. */
type Subject = Pick<Registered, "namespace"> & Partial<Registered>;

const narrowedTest = (test: AlertTest, subject: Subject, registered: Registered): readonly AlertTest[] => {
  const renamed = renaming(subject, registered);
  const given = test.given.map((series) => renamedSeries(series, renamed));
  if (test.kind === "silent") return [{ ...test, given }];
  const expect = test.expect
    .filter(({ labels }) => isAbout(labels, subject))
    .map((each) => renamedAlert(each, subject, registered));
  // A test in which only others fire says nothing about this one.
  return expect.length === 0 ? [] : [{ ...test, given, expect }];
};

type Labels = Readonly<Record<string, string>>;

const isAbout = ({ namespace, service }: Labels, subject: Subject): boolean =>
  namespace === subject.namespace && service === subject.service;

const subjectsOf = (test: AlertTest): readonly Subject[] => {
  const found = new Map<string, Subject>();
  const expected = test.kind === "fires" ? test.expect.map(({ labels }) => labels) : [];
  for (const { namespace, service } of [...expected, ...test.given.map(labelsOf)])
    if (namespace !== undefined) found.set(JSON.stringify([namespace, service]), { namespace, service });
  const named = [...found.values()].filter(({ service }) => service !== undefined);
  return named.length > 0 ? named : [...found.values()];
};

const renaming =
  (subject: Subject, registered: Registered) =>
  (labels: Labels): Labels => {
    if (isAbout(labels, subject)) return { ...labels, ...registered };
    return isAbout(labels, registered) ? { ...labels, service: `other-${registered.service}` } : labels;
  };

const renamedSeries = ({ series, values }: InputSeries, renamed: (labels: Labels) => Labels): InputSeries => {
  const selector = selectorOf(series);
  return selector === undefined
    ? { series, values }
    : { series: seriesText(selector.metric ?? "", renamed(labelsOf({ series }))), values };
};

const selectorOf = (series: string): VectorSelector | undefined => {
  const { node } = parsePromql(series);
  return node === undefined ? undefined : selectorsIn(node)[0];
};

const labelsOf = ({ series }: Pick<InputSeries, "series">): Labels =>
  Object.fromEntries((selectorOf(series)?.matchers ?? []).map(({ label, value }) => [label, value]));

/** Texts name the service, too: what they are to say about another one is what they say about this one, with its names. */
const renamedAlert = (alert: ExpectedAlert, subject: Subject, registered: Registered): ExpectedAlert => {
  const words = (said: string): string =>
    said.replace(/[\w-]+/g, (word) =>
      word === subject.service ? registered.service : word === subject.namespace ? registered.namespace : word,
    );
  // Both together first: a namespace may be called like its service.
  const renamedText = (said: string): string =>
    said
      .split(new RegExp(`${regexLiteral(`${subject.namespace}/${subject.service ?? ""}`)}(?![\\w-])`))
      .map(words)
      .join(`${registered.namespace}/${registered.service}`);
  const { labels, summary, description, annotations } = alert;
  return {
    labels: { ...labels, ...registered },
    ...(summary === undefined ? {} : { summary: renamedText(summary) }),
    ...(description === undefined ? {} : { description: renamedText(description) }),
    ...(annotations === undefined
      ? {}
      : {
          annotations: Object.fromEntries(Object.entries(annotations).map(([name, said]) => [name, renamedText(said)])),
        }),
  };
};
