/** The dashboards of a model as checks read them: each panel, query and link with its place. Computed once for all checks. */
import { interpolated, exampleValues } from "../../dashboards";
import {
  once,
  runbookPage,
  textOf,
  type Annotation,
  type Dashboard,
  type DashboardFact,
  type Expression,
  type LabelVariable,
  type LogExpression,
  type Model,
  type Panel,
  type PanelQuery,
  type QueryPanel,
  type Row,
  type Variable,
} from "../../model";
import { parseLogql, parsePromql, type ParsedLog } from "../../query";
import { contentOf, type ExpressionInPlace } from "./content";
import { legible } from "./legible";

/** What asks: one of these, in a dashboard. */
interface Asking {
  readonly dashboard: DashboardInPlace;
  /** What stands in the dashboard, its variables included. */
  readonly written: string;
}

/** What a dashboard asks Prometheus. */
export interface PromqlInPlace extends ExpressionInPlace, Asking {
  readonly kind: "promql";
  readonly rule?: undefined;
}

/** What a dashboard asks Loki. */
export interface LogqlInPlace extends Asking {
  readonly kind: "logql";
  readonly path: string;
  readonly exprPath: string;
  readonly text: string;
  /** Undefined where Loki would not read it; then `problems` says why. */
  readonly log?: ParsedLog;
  readonly problems: ParsedLog["problems"];
}

export type AskedInPlace = PromqlInPlace | LogqlInPlace;

export interface QueryInPlace {
  /** `prod.dashboards.loki.panels.Errors.queries.A` */
  readonly path: string;
  /** The letter that Grafana knows it by. */
  readonly letter: string;
  readonly query: PanelQuery;
  readonly panel: PanelInPlace;
  readonly asked: AskedInPlace;
}

export interface PanelInPlace {
  /** `prod.dashboards.loki.panels.Errors` */
  readonly path: string;
  readonly panel: Panel;
  readonly row: Row;
  readonly dashboard: DashboardInPlace;
  readonly queries: readonly QueryInPlace[];
}

export interface AnnotationInPlace {
  readonly path: string;
  readonly annotation: Annotation;
  readonly asked: AskedInPlace;
}

export interface VariableInPlace {
  readonly path: string;
  readonly variable: Variable;
  /** How many variables stand before it. */
  readonly index: number;
  /** Where its values come from. */
  readonly asked?: AskedInPlace;
}

export interface DashboardInPlace {
  /** `prod.dashboards.loki` */
  readonly path: string;
  readonly fact: DashboardFact;
  readonly dashboard: Dashboard;
  readonly variables: readonly VariableInPlace[];
  readonly annotations: readonly AnnotationInPlace[];
  readonly panels: readonly PanelInPlace[];
  /** Of its panels. */
  readonly queries: readonly QueryInPlace[];
  /** Of its panels, annotations and variables. */
  readonly asked: readonly AskedInPlace[];
}

const cache = new WeakMap<DashboardFact, DashboardInPlace>();

/** The same in each model that has the dashboard: of many alike, a model of a few is made. */
const inPlace = (fact: DashboardFact): DashboardInPlace => {
  const known = cache.get(fact) ?? placed(fact);
  cache.set(fact, known);
  return known;
};

export const dashboardsOf = (model: Model): readonly DashboardInPlace[] => model.dashboards.map(inPlace);

export const panelsOf = (model: Model): readonly PanelInPlace[] => dashboardsOf(model).flatMap(({ panels }) => panels);

export const queriesOf = (model: Model): readonly QueryInPlace[] => panelsOf(model).flatMap(({ queries }) => queries);

const pages = new WeakMap<Model, ReadonlySet<string>>();

const pagesOf = (model: Model): ReadonlySet<string> => {
  const names = new Set(contentOf(model).alerts.map(({ rule }) => rule.name));
  return new Set([...names].map((name) => `runbook-${runbookPage(name)}`));
};

/**
 * Whether it is a page for alerts that only services elsewhere may bring, in a stack or a repository of their own. What it asks for is recorded
 * there, with labels that nobody here knows.
 */
export const isForServicesElsewhere = ({ dashboard: { uid } }: DashboardInPlace, model: Model): boolean => {
  if (!uid.startsWith("runbook-")) return false;
  const known = pages.get(model) ?? pagesOf(model);
  pages.set(model, known);
  return !known.has(uid);
};

const expressions = new WeakMap<Model, readonly PromqlInPlace[]>();

/** All that dashboards ask Prometheus of what is known here. */
export const promqlOf = (model: Model): readonly PromqlInPlace[] => {
  const known =
    expressions.get(model) ??
    dashboardsOf(model)
      .filter((dashboard) => !isForServicesElsewhere(dashboard, model))
      .flatMap(({ asked }) => asked.filter((each) => each.kind === "promql"));
  expressions.set(model, known);
  return known;
};

/** All that dashboards ask Loki. */
export const logqlOf = (model: Model): readonly LogqlInPlace[] =>
  dashboardsOf(model).flatMap(({ asked }) => asked.filter((each) => each.kind === "logql"));

export const isAsking = (panel: Panel): panel is QueryPanel => panel.type !== "text";

/** A, B, … Z, AA: as spreadsheets count. */
const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letterOf(Math.floor(index / 26) - 1) + letterOf(index % 26);

/** Where things stand is asked for by all checks, what queries ask by those that look at queries: it is read when it is asked for. */
const placed = (fact: DashboardFact): DashboardInPlace => {
  const { path, dashboard } = fact;
  const number = numbered();
  const panels: PanelInPlace[] = [];
  const variables = once(() => dashboard.variables.map((each, index) => variableInPlace(each, index, place, number)));
  const annotations = once(() => dashboard.annotations.map((each) => annotationInPlace(each, place, number)));
  const queries = once(() => panels.flatMap((each) => each.queries));
  const asked = once(() => [
    ...variables().flatMap((each) => each.asked ?? []),
    ...annotations().map((each) => each.asked),
    ...queries().map((each) => each.asked),
  ]);
  const place: DashboardInPlace = {
    path,
    fact,
    dashboard,
    panels,
    get variables() {
      return variables();
    },
    get annotations() {
      return annotations();
    },
    get queries() {
      return queries();
    },
    get asked() {
      return asked();
    },
  };
  for (const row of dashboard.rows)
    for (const panel of row.panels)
      panels.push(panelInPlace(panel, row, place, `${path}.panels.${number("panel", panel.title)}`));
  return place;
};

const panelInPlace = (panel: Panel, row: Row, dashboard: DashboardInPlace, path: string): PanelInPlace => {
  const queries = once(() =>
    (isAsking(panel) ? panel.queries : []).map((query, index): QueryInPlace => {
      const letter = letterOf(index);
      const at = `${path}.queries.${letter}`;
      return { path: at, letter, query, panel: place, asked: askedAt(query.expr, at, "expr", dashboard) };
    }),
  );
  const place: PanelInPlace = {
    path,
    panel,
    row,
    dashboard,
    get queries() {
      return queries();
    },
  };
  return place;
};

type Numbered = ReturnType<typeof numbered>;

const variableInPlace = (
  variable: Variable,
  index: number,
  dashboard: DashboardInPlace,
  number: Numbered,
): VariableInPlace => {
  const path = `${dashboard.path}.variables.${number("variable", variable.name)}`;
  const place = { path, variable, index };
  return variable.kind === "label" ? { ...place, asked: askedAt(variable.from, path, "from", dashboard) } : place;
};

const annotationInPlace = (
  annotation: Annotation,
  dashboard: DashboardInPlace,
  number: Numbered,
): AnnotationInPlace => {
  const path = `${dashboard.path}.annotations.${number("annotation", annotation.name)}`;
  return { path, annotation, asked: askedAt(annotation.expr, path, "expr", dashboard) };
};

/** Two of one name are told apart by a number: `…panels.Errors#2`. */
const numbered = () => {
  const count = new Map<string, number>();
  return (kind: string, name: string): string => {
    const number = (count.get(`${kind} ${name}`) ?? 0) + 1;
    count.set(`${kind} ${name}`, number);
    return number === 1 ? name : `${name}#${number}`;
  };
};

const askedAt = (
  expr: Expression | LogExpression,
  path: string,
  field: "expr" | "from",
  dashboard: DashboardInPlace,
): AskedInPlace => {
  const written = textOf(expr);
  const text = legible(written, dashboard.dashboard);
  const place = { path, exprPath: `${path}.${field}`, text, written, dashboard, labelsOnly: field === "from" };
  if (expr.kind === "promql") return { ...place, kind: "promql", ...parsePromql(text) };
  const parsed = parseLogql(text);
  if (parsed.kind === undefined) return { ...place, kind: "logql", problems: parsed.problems };
  // A variable of which all values are chosen may leave nothing that Loki accepts.
  const { problems } = parseLogql(interpolated(text, exampleValues(dashboard.dashboard)));
  return { ...place, kind: "logql", log: parsed, problems };
};

/** The variable of that name whose values are those of a label. */
export const labelVariableOf = ({ dashboard }: DashboardInPlace, name: string): LabelVariable | undefined =>
  dashboard.variables.find((each): each is LabelVariable => each.kind === "label" && each.name === name);
