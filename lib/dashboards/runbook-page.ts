/** The page that opens from the pager: what to do, beside the figures of the alert, when it fired, and what the object says itself. */
import {
  minutes,
  prometheusDuration,
  promqlText,
  runbookMarkdown,
  runbookPage,
  scrape,
  textOf,
  withOwn,
  type Color,
  type Dashboard,
  type DashboardLink,
  type DeployedAlert,
  type Expression,
  type LogsPanel,
  type Panel,
  type PanelLink,
  type PanelQuery,
  type PanelUnit,
  type StateTimelinePanel,
  type Threshold,
  type TimeSeriesPanel,
} from "../model";
import { logql, matchers, matches, promql, type Matchers } from "../query";
import type { Figure } from "./evidence";
import { aboutChosen, chosenOf, common, identityOf, legendOf } from "./runbook-labels";
import { colorOf } from "./thresholds";
import { cluster, dashboard, labelVariable, line, logs, query, stateTimeline, text, timeSeries, top } from "./words";

/** An alert as its page tells of it. */
export interface RunbookSubject {
  readonly alert: DeployedAlert;
  /** What it looks at, with units; of a service's own alert, as it is about the chosen service. */
  readonly figures: readonly (Figure & { readonly unit: PanelUnit })[];
  /** Labels that each series of its expression carries. */
  readonly labels: ReadonlySet<string>;
  /** Labels that some of them carry. */
  readonly further: ReadonlySet<string>;
  /** Labels that the alert itself adds, beside its severity and its team. */
  readonly added: ReadonlySet<string>;
}

interface RunbookPageProps {
  /** Alerts of this name: usually one; several where services have their own. */
  readonly subjects: readonly [RunbookSubject, ...RunbookSubject[]];
  /** The dashboard that it opens, and what can be chosen there. */
  readonly opens: { readonly uid: string; readonly variables: ReadonlySet<string> };
}

const [TEXT_WIDTH, EVIDENCE_WIDTH] = [10, 14];
const [FIGURE_HEIGHT, HISTORY_HEIGHT, LOGS_HEIGHT] = [9, 6, 10];
/** A page is open while somebody acts. */
const REFRESH = minutes(1);

export const runbookDashboard = ({ subjects, opens }: RunbookPageProps): Dashboard => {
  const [{ alert }] = subjects;
  const carried = common(subjects.map(({ labels }) => labels));
  const told = common(subjects.map(({ labels, added }) => new Set([...labels, ...added])));
  const further = new Set(subjects.flatMap((each) => [...each.labels, ...each.further]));
  const chosen = chosenOf(told);
  const name = alert.name;
  const lines = logsOf(chosen);
  const context = {
    name,
    chosen,
    opens,
    series: { labels: identityOf(carried, further), legend: legendOf(carried, further, name) },
    alerts: { labels: identityOf(told, further), legend: legendOf(told, further, name) },
  };
  const evidence = beside([
    ...figurePanels(subjects, context),
    history(context),
    ...(lines === undefined ? [] : [lines]),
  ]);
  const height = Math.max(...evidence.map((panel) => panel.at.y + panel.height));
  return dashboard(`runbook-${runbookPage(name)}`, {
    title: name,
    description: `What to do when ${name} fires, and what it sees.`,
    tags: ["runbook"],
    refresh: REFRESH,
    variables: [cluster, ...chosen.map((label, index) => variable(name, label, chosen.slice(0, index)))],
    links: linksOf(context),
    rows: [
      top([
        text("What to do", {
          description: "The runbook of this alert.",
          text: [runbookMarkdown(ofChosen(alert)), ...ownLimits(subjects)].join("\n\n"),
          width: TEXT_WIDTH,
          height,
          at: { x: 0, y: 0 },
        }),
        ...evidence,
      ]),
    ],
  });
};

/** As it is about the chosen service. */
const ofChosen = (alert: DeployedAlert): DeployedAlert =>
  withOwn(alert, { expr: promqlText(aboutChosen(textOf(alert.expr), alert)) });

/** Services that are judged by other limits than the first: what the page says at its top does not hold for them. */
const ownLimits = ([first, ...others]: RunbookPageProps["subjects"]): readonly string[] => {
  const isUsual = isSaidBy(
    first.alert,
    [first, ...others].map(({ alert }) => alert),
  );
  const own = others.flatMap(({ alert }) => {
    const { namespace, service } = alert.labels;
    if (service === undefined || isUsual(alert)) return [];
    const name = namespace === undefined ? service : `${namespace}/${service}`;
    return [`- **${name}**, ${alert.severity} after ${prometheusDuration(alert.for)}: \`${textOf(alert.expr)}\``];
  });
  return own.length === 0 ? [] : ["## Services with limits of their own", own.join("\n")];
};

/** The general alert says what those of single services say without their names; where there is none, the first service's say it with its names. */
const isSaidBy = (first: DeployedAlert, all: readonly DeployedAlert[]): ((alert: DeployedAlert) => boolean) => {
  if (first.labels["service"] === undefined) {
    const text = textOf(first.expr);
    return ({ expr, labels: { namespace = "", service = "" } }) =>
      text.includes(general(textOf(expr).replaceAll(`namespace="${namespace}",service="${service}"`, "")));
  }
  const said = (alert: DeployedAlert): string =>
    [aboutChosen(textOf(alert.expr), alert), alert.severity, alert.for.milliseconds].join("\n");
  const { namespace, service, slo } = first.labels;
  const ofFirst = new Set(
    all
      .filter(
        ({ labels }) => labels["namespace"] === namespace && labels["service"] === service && labels["slo"] === slo,
      )
      .map(said),
  );
  return (alert) => ofFirst.has(said(alert));
};

/** Two figures share a line, all else has one of its own. */
const beside = <Each extends Panel>(panels: readonly Each[]) => {
  let [x, y] = [0, 0];
  return panels.map((panel) => {
    const at = { x: TEXT_WIDTH + x, y };
    x = (x + panel.width) % EVIDENCE_WIDTH;
    if (x === 0) y += panel.height;
    return { ...panel, at };
  });
};

/** One object at a time: the first that fires, until a person chooses another. */
const variable = (name: string, label: string, before: readonly string[]) =>
  labelVariable(label, TITLES[label] ?? label.charAt(0).toUpperCase() + label.slice(1), alertsOf(name, before), {
    several: false,
  });

/** What a label is called where people choose. */
const TITLES: Readonly<Record<string, string>> = { slo: "Objective" };

/** The series of the alert, of the chosen object. */
const alertsOf = (name: string, chosen: readonly string[], more: Matchers = {}): Expression =>
  promql`${scrape.alerts}{${matchers({ alertname: name, ...more, ...chosenMatchers(chosen) })}}`;

const chosenMatchers = (chosen: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(chosen.map((label) => [label, `$${label}`]));

/** At the top: the dashboard that the alert opens, about the chosen object. */
const linksOf = (context: PageContext): readonly DashboardLink[] => {
  const { uid } = context.opens;
  const home: DashboardLink = { title: "Home", to: { dashboard: "home" } };
  const variables = itsOwn(handedOn(context), []);
  return uid === "home" ? [home] : [{ title: "Dashboard", to: { dashboard: uid, variables } }, home];
};

/** At a figure or a state: the same, about this object. */
const objectLinks = (context: PageContext, { labels }: Told): readonly PanelLink[] => {
  const known = handedOn(context);
  return known.length === 0
    ? []
    : [{ title: "Dashboard of this one", to: { dashboard: context.opens.uid, variables: itsOwn(known, labels) } }];
};

/** What can be chosen on the dashboard as well. */
const handedOn = ({ opens, chosen }: PageContext): readonly string[] =>
  chosen.filter((label) => opens.variables.has(label));

/** What a series does not carry is what has been chosen. */
const itsOwn = (chosen: readonly string[], carried: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    chosen.map((label) => [label, carried.includes(label) ? `\${__field.labels.${label}}` : `$${label}`]),
  );

interface PageContext extends Pick<RunbookPageProps, "opens"> {
  readonly name: string;
  /** Of the alert's expression. */
  readonly series: Told;
  /** Of the alert itself, which adds labels of its own. */
  readonly alerts: Told;
  readonly chosen: readonly string[];
}

/** What tells series apart, and what they are called by. */
interface Told {
  readonly labels: readonly string[];
  readonly legend: string;
}

type Shown = RunbookSubject["figures"][number];

/** More make no picture. */
const [MOST_FIGURES, MOST_LINES] = [4, 3];

const figurePanels = (subjects: readonly RunbookSubject[], context: PageContext): readonly TimeSeriesPanel[] => {
  const all = subjects.flatMap(({ figures }) => figures);
  const color = colorOf(subjects.map(({ alert }) => alert.severity));
  const shown = distinct(all).slice(0, MOST_FIGURES);
  return shown.map((figure, index) =>
    timeSeries(shown.length === 1 ? "What the alert sees" : `What the alert sees (${index + 1})`, {
      description:
        "What the alert compares, of the chosen object; while nothing has fired, of those that come nearest. The dashed line is its threshold.",
      queries: [focused(figure, context)],
      unit: figure.unit,
      thresholds: linesOf(figure, shown.length === 1 ? all : all.filter((other) => isSame(other, figure)), color),
      dataLinks: objectLinks(context, context.series),
      width: index % 2 === 0 && index === shown.length - 1 ? EVIDENCE_WIDTH : EVIDENCE_WIDTH / 2,
      height: FIGURE_HEIGHT,
      whenEmpty: "Nothing to see while it is well",
    }),
  );
};

/** Services may have thresholds of their own. */
const linesOf = (figure: Figure, others: readonly Figure[], color: Color): readonly Threshold[] => {
  const thresholds = [figure, ...others].flatMap(({ threshold }) => threshold ?? []);
  return [...new Map(thresholds.map((each) => [each.value, each])).values()]
    .slice(0, MOST_LINES)
    .map(({ value, below }) => line(value, color, { below }));
};

/** A figure of a service's own alert is that of the general one, of the chosen service. */
const isSame = (one: Figure, other: Figure): boolean => general(one.expr.text) === general(other.expr.text);

const general = (expr: string): string =>
  expr.replaceAll('namespace="$namespace",service="$service"', "").replaceAll("{}", "").replaceAll("{, ", "{");

/** The alert about all services sees what those of single services see. */
const distinct = (all: readonly Shown[]): readonly Shown[] => {
  const general = all.filter(({ expr }) => !isChosen(expr));
  const figures = general.length === 0 ? all : general;
  return [...new Map(figures.map((figure) => [figure.expr.text, figure])).values()];
};

const isChosen = ({ text: expr }: Expression): boolean => expr.includes("$");

/** How many objects are shown where none is chosen, because none fires. */
const NEAREST = 5;

/**
 * What has fired in the time that is looked at, over all of that time; where nothing has, what comes nearest now. A rule looks at everything:
 * a page that drew everything would draw ten thousand pods.
 */
const focused = (
  { expr, threshold }: Figure,
  { name, series: { labels, legend }, chosen }: PageContext,
): PanelQuery => {
  if (labels.length === 0 || isChosen(expr)) return query(expr, legend);
  const fired = promql`last_over_time(${alertsOf(name, chosen)}[$__range] @ end())`;
  const latest = promql`last_over_time((${expr})[5m:1m] @ end())`;
  const nearest =
    threshold?.below === true ? promql`bottomk(${NEAREST}, ${latest})` : promql`topk(${NEAREST}, ${latest})`;
  return query(promql`(${expr}) and on (${labels}) (${fired} or on () ${nearest})`, legend);
};

const history = (context: PageContext): StateTimelinePanel => {
  const { name, chosen } = context;
  const { labels, legend } = context.alerts;
  const firing = alertsOf(name, [], { alertstate: "firing" });
  const pending = alertsOf(name, [], { alertstate: "pending" });
  return stateTimeline("When it fired", {
    description:
      "Each object that the alert has seen in this time: pending while its condition does not hold long enough yet, then firing.",
    queries: [query(promql`max by (${labels}) (2 * ${firing} or ${pending})`, legend)],
    unit: "count",
    texts: [
      { value: 1, text: "pending", color: "orange" },
      { value: 2, text: "firing", color: "red" },
    ],
    dataLinks: [
      ...(chosen.length === 0
        ? []
        : [
            {
              title: "Look at this one",
              to: { dashboard: `runbook-${runbookPage(name)}`, variables: itsOwn(chosen, labels) },
            },
          ]),
      ...objectLinks(context, context.alerts),
    ],
    width: EVIDENCE_WIDTH,
    height: HISTORY_HEIGHT,
    whenEmpty: "It has not fired in this time",
  });
};

/** What the object says itself; of a whole namespace or node, what is bad. */
const logsOf = (chosen: readonly string[]): LogsPanel | undefined => {
  // While nothing is chosen, because nothing fires, all matchers are empty, which Loki refuses.
  const of = (labels: readonly string[]) =>
    promql`${matchers({ namespace: matches(".+") })},${matchers(chosenMatchers(labels))}`;
  const has = (...labels: readonly string[]) => labels.every((label) => chosen.includes(label));
  const [what, expr] = has("namespace", "pod")
    ? ["pod", logql`{${of(["namespace", "pod"])}}`]
    : has("namespace", "service")
      ? ["service", logql`{${of(["namespace", "service"])}}`]
      : has("namespace")
        ? ["namespace", logql`{${of(["namespace"])}} | detected_level=~"warn|error|critical|fatal"`]
        : has("node")
          ? ["node", logql`{${of(["node"])}} | detected_level=~"warn|error|critical|fatal"`]
          : [undefined, undefined];
  if (expr === undefined) return undefined;
  return logs(`Logs of the ${what}`, {
    description: `What the chosen ${what} wrote in this time.`,
    queries: [query(expr, "")],
    width: EVIDENCE_WIDTH,
    height: LOGS_HEIGHT,
    whenEmpty: "No lines in this time",
  });
};
