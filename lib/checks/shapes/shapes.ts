/**
 * Things of one shape: the rules and panels of two hundred services are those of one service two hundred times, under other names. What a check
 * says of one of them it says of all, so that it looks at one.
 *
 * Why that holds. The shape of a thing is all that it says with the names taken out, together with the shapes of the rules that it reads, looked
 * up under its own names and seen with its own names taken out. Names stand where text stands, never where a word has a meaning: not as a label,
 * metric or function, not as a value that a contract lists (`names.ts`). So two things of one shape are one thing in which some names are
 * replaced by others throughout, in itself and in all that it reads, and what is inferred of the one is inferred of the other. What can tell names
 * apart all the same makes a thing one of its own, whose shape is its path: a name in a regular expression on a label with listed values, a name
 * that `label_replace` takes apart, a pattern for names of metrics, a circle, a waiver, a name that very many rules record. Another pack that
 * writes a rule about one of the services changes what that service's readers find, and so their shape.
 *
 * This is for checks that judge one thing in the world of all. Those that compare things with each other look at all of them.
 */
import { nodesOf, selectorsIn, type Matcher } from "../../query";
import { makerOfTests, runbookPage, type DeployedAlert, type Model, type RecordingRule, type Slo } from "../../model";
import { contentOf, type ExpressionInPlace, type RuleInPlace } from "../content/content";
import type { AskedInPlace, DashboardInPlace, PanelInPlace } from "../content/dashboards-in";
import { objectivesByRule } from "../content/objectives";
import { windowsOf } from "../dashboards";
import { NAMELESS, namesOf, vocabularyOf, type Names } from "./names";

/** Rules that a selector finds beyond this number are not looked at one by one. */
const MANY = 24;

interface Shapes {
  readonly ofRule: (rule: RuleInPlace) => string;
  /** Of a rule together with its tests, without looking at these: they are many, and made when somebody asks. */
  readonly ofTestedRule: (rule: RuleInPlace) => string;
  readonly ofAsked: (asked: AskedInPlace) => string;
  readonly ofPanel: (panel: PanelInPlace) => string;
  readonly ofDashboard: (dashboard: DashboardInPlace) => string;
}

export const shapesOf = (model: Model): Shapes => {
  const content = contentOf(model);
  const vocabulary = vocabularyOf(model);
  const listed = listedLabels(model);
  const numbers = new Map<string, number>();
  /** Long texts as short ones. */
  const short = (...parts: readonly string[]): string => {
    const text = parts.join("\n");
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return String(number);
  };
  const namesOfPacks = new Map(model.packs.map(({ pack }) => [pack, namesOf(pack, vocabulary)]));
  const namesOfPages = namesOfDashboards(model, namesOfPacks);
  const owners = objectivesByRule(model);
  const makers = new Map<object, number>();

  const underway = new Set<RuleInPlace>();
  const known = new Map<string, Map<ExpressionInPlace, string>>();
  /** Of what is asked, as it looks from where these names are the own ones. */
  const ofExpression = (asked: ExpressionInPlace, names: Names): string => {
    const sameNames = known.get(names.id) ?? new Map<ExpressionInPlace, string>();
    known.set(names.id, sameNames);
    const shape = sameNames.get(asked) ?? short(names.withoutInQuery(asked.text), ...readBy(asked, names));
    sameNames.set(asked, shape);
    return shape;
  };
  const readBy = (asked: ExpressionInPlace, names: Names): readonly string[] => {
    if (asked.node === undefined) return [asked.path];
    const replaces = nodesOf(asked.node).some(
      (node) => node.kind === "call" && (node.function === "label_replace" || node.function === "label_join"),
    );
    if (replaces && names.without(asked.text) !== asked.text) return [asked.path];
    return selectorsIn(asked.node).flatMap(({ metric, matchers }) => {
      const unlike = metric === undefined || matchers.some((each) => tellsApart(each, names, listed));
      if (unlike) return [asked.path];
      const found = content.recorders(metric, matchers);
      // Where nothing fits, everything of that name is what there would be.
      if (found.length === 0) return content.recordedAs(metric).length === 0 ? [] : [asked.path];
      if (found.length > MANY) return [names === NAMELESS ? "many" : asked.path];
      return [found.map((each) => ofRecording(each, names)).join(" ")];
    });
  };
  const ofRecording = (rule: RuleInPlace<RecordingRule>, names: Names): string => {
    if (underway.has(rule)) return rule.path;
    underway.add(rule);
    const shape = short(said(rule, names), ofExpression(rule, names));
    underway.delete(rule);
    return shape;
  };

  const objectives = new Map<Slo, string>();
  const ofObjective = (slo: Slo, names: Names): string => {
    const shape = objectives.get(slo) ?? short(json(slo, names));
    objectives.set(slo, shape);
    return shape;
  };

  const ofRule = (rule: RuleInPlace): string => {
    if (rule.rule.waivers.length > 0 || rule.fact.pack.waivers.length > 0) return rule.path;
    const names = namesOfPacks.get(rule.fact.pack) ?? NAMELESS;
    return short(
      said(rule, names),
      ofExpression(rule, names),
      ...(owners.get(rule.path) ?? []).map(({ slo }) => ofObjective(slo, names)),
    );
  };

  const ofTestedRule = (rule: RuleInPlace): string => {
    const maker = makerOfTests(rule.rule);
    if (maker === undefined) return rule.path;
    const number = makers.get(maker) ?? makers.size;
    makers.set(maker, number);
    return short(ofRule(rule), `tested by ${number}`, JSON.stringify(rule.fact.pack.scrapeInterval ?? ""));
  };

  const windows = windowsOf(model);
  const frames = new Map<DashboardInPlace, string>();
  /** What stands around the panels. */
  const frameOf = (place: DashboardInPlace): string => {
    const names = namesOfPages(place);
    const frame = { ...place.dashboard, rows: [] };
    const shape =
      frames.get(place) ??
      short(json(frame, names), ...windows(place.dashboard.uid), ...(frame.waivers.length > 0 ? [place.path] : []));
    frames.set(place, shape);
    return shape;
  };
  const rules = new Set(content.rules.map(({ text }) => text));
  const ofAsked = (asked: AskedInPlace): string => {
    const names = namesOfPages(asked.dashboard);
    if (asked.kind === "logql") return short(names.withoutInQuery(asked.written), frameOf(asked.dashboard));
    return short(
      names.withoutInQuery(asked.written),
      ofExpression(asked, names),
      asked.labelsOnly === true ? "labels" : "",
      // What a rule asks, too, is judged with the rule.
      rules.has(asked.text) ? "of a rule" : "",
      frameOf(asked.dashboard),
    );
  };
  const panels = new Map<PanelInPlace, string>();
  const ofPanel = (place: PanelInPlace): string => {
    const names = namesOfPages(place.dashboard);
    const row = { ...place.row, panels: [] };
    const shape =
      panels.get(place) ??
      short(
        json(place.panel, names),
        json(row, names),
        ...place.queries.map(({ asked }) => ofAsked(asked)),
        frameOf(place.dashboard),
        ...(place.panel.waivers.length > 0 ? [place.path] : []),
      );
    panels.set(place, shape);
    return shape;
  };
  return {
    ofRule,
    ofTestedRule,
    ofAsked,
    ofPanel,
    ofDashboard: (place) =>
      short(
        frameOf(place),
        ...place.variables.map(({ asked }) => (asked === undefined ? "" : ofAsked(asked))),
        ...place.annotations.map(({ asked }) => ofAsked(asked)),
        ...place.panels.map(ofPanel),
        ...place.dashboard.rows.map(({ panels: { length } }) => String(length)),
      ),
  };
};

/** Labels that have listed values somewhere: what a pattern finds among these depends on how it is spelled. */
const listedLabels = (model: Model): ReadonlySet<string> =>
  new Set(
    [...new Set(model.packs.flatMap(({ pack }) => Object.values(pack.metrics ?? {})))].flatMap(({ labels }) =>
      Object.entries(labels).flatMap(([label, values]) => (values === "any" ? [] : [label])),
    ),
  );

const tellsApart = ({ label, operator, value }: Matcher, names: Names, listed: ReadonlySet<string>): boolean =>
  (operator === "=~" || operator === "!~") && listed.has(label) && names.without(value) !== value;

/** A dashboard has the names of the pack that brings it, and the page of a runbook those of its alert's pack. */
const namesOfDashboards = (
  model: Model,
  namesOfPacks: ReadonlyMap<object, Names>,
): ((place: DashboardInPlace) => Names) => {
  const names = new Map<string, Names>();
  for (const { pack } of model.packs) {
    const own = namesOfPacks.get(pack) ?? NAMELESS;
    for (const { uid } of pack.dashboards) if (!names.has(uid)) names.set(uid, own);
    for (const { name } of pack.alerts) {
      const uid = `runbook-${runbookPage(name)}`;
      if (!names.has(uid)) names.set(uid, own);
    }
  }
  return ({ dashboard }) => names.get(dashboard.uid) ?? NAMELESS;
};

/** All that a rule says but its query and, of an alert, its name: these are judged elsewhere. */
const said = ({ rule }: RuleInPlace, names: Names): string =>
  rule.kind === "record" ? saidByRecording(rule, names) : saidByAlert(rule, names);

const saidByRecording = ({ name, unit, labels, interval, readBy, help }: RecordingRule, names: Names): string =>
  [name, unit, json({ labels, help }, names), JSON.stringify([interval, readBy])].join("\n");

const saidByAlert = (alert: DeployedAlert, names: Names): string => {
  const { parameters, severity, onMissingData, keepFiringFor, labels, annotations, runbook } = alert;
  return [
    JSON.stringify([severity, onMissingData, alert.for, keepFiringFor, parameters]),
    json({ labels, annotations, team: alert.team, runbook }, names),
  ].join("\n");
};

/** Where a text as a whole can be a name; elsewhere, `red` is a colour and `stat` a kind of panel, whoever is called so. */
const OF_NAMES: ReadonlySet<string> = new Set(
  "service namespace team owner slo name alert runbook dashboard uid title text legend description".split(" "),
);

/** Data with the names taken out of their texts. Where a thing is written tells nothing of it. */
const json = (data: unknown, names: Names): string =>
  JSON.stringify(data, (key, value: unknown) => {
    if (key === "place") return undefined;
    return typeof value === "string" && (OF_NAMES.has(key) || /[^\w-]/.test(value)) ? names.without(value) : value;
  }) ?? "";
