/** Who reads which series: rules, panels and objectives, by themselves or through what rules have recorded. */
import { scrape, seriesOf, textOf, type Expression, type LogExpression, type Metric, type Model } from "../../model";
import { namesOf, parsePromql, ruleIndex, selectorsIn, type Node } from "../../query";
import { isOfAlert } from "../links";

/** Series by the names of their metrics and recordings. */
export interface Uses {
  /** Names of recordings. */
  readonly recordings: ReadonlySet<string>;
  /** By name, with the first pack that has it. */
  readonly alerts: ReadonlyMap<string, AlertUse>;
  /** By uid. */
  readonly dashboards: ReadonlyMap<string, DashboardUse>;
  /** Names of objectives. */
  readonly objectives: ReadonlySet<string>;
}

export interface AlertUse {
  readonly pack: string;
  /** It reads the series under its own name, not what was recorded of it. */
  readonly itself: boolean;
}

export interface DashboardUse {
  /** Titles of panels that ask for the series itself. */
  readonly panels: ReadonlySet<string>;
}

/** All that is read, by whom. */
export interface Reading {
  /** The metrics of all contracts, each once, by name. */
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Whether a rule records a series of that name. */
  readonly isRecorded: (name: string) => boolean;
  readonly usesOf: (name: string) => Uses;
  /** Names of metrics and recordings that an expression reads itself. */
  readonly readBy: (expr: Expression | string) => ReadonlySet<string>;
}

interface MutableUses extends Uses {
  readonly recordings: Set<string>;
  readonly alerts: Map<string, AlertUse>;
  readonly dashboards: Map<string, { readonly panels: Set<string> }>;
  readonly objectives: Set<string>;
}

/** What an expression reads. */
interface Read {
  readonly itself: ReadonlySet<string>;
  /** And through recordings. */
  readonly all: ReadonlySet<string>;
}

const noUses = (): MutableUses => ({
  recordings: new Set(),
  alerts: new Map(),
  dashboards: new Map(),
  objectives: new Set(),
});

const known = new WeakMap<Model, Reading>();

export const readingOf = (model: Model): Reading => {
  const reading = known.get(model) ?? compute(model);
  known.set(model, reading);
  return reading;
};

/** Of every contract; what two of them describe is told once. */
const metricsOf = (model: Model): ReadonlyMap<string, Metric> =>
  new Map(
    [...model.packs.flatMap(({ pack }) => Object.values(pack.metrics ?? {})), ...Object.values(scrape)]
      .reverse()
      .map((metric) => [metric.name, metric]),
  );

const compute = (model: Model): Reading => {
  const metrics = metricsOf(model);
  const read = reader(model, metrics);
  const all = new Map<string, MutableUses>();
  const usesOf = (name: string): MutableUses => {
    const uses = all.get(name) ?? noUses();
    all.set(name, uses);
    return uses;
  };
  for (const { pack } of model.packs) {
    for (const rule of pack.recordingRules)
      for (const name of read(textOf(rule.expr)).itself) usesOf(name).recordings.add(rule.name);
    for (const alert of pack.alerts) {
      const { itself, all: everything } = read(textOf(alert.expr));
      for (const name of everything) {
        const { alerts } = usesOf(name);
        const before = alerts.get(alert.name);
        alerts.set(alert.name, {
          pack: before?.pack ?? pack.name,
          itself: itself.has(name) || before?.itself === true,
        });
      }
    }
    for (const slo of pack.slos)
      for (const { text } of slo.sli.reads) for (const name of read(text).all) usesOf(name).objectives.add(slo.name);
  }
  for (const { uid, title, text } of asked(model)) {
    const { itself, all: everything } = read(text);
    for (const name of everything) {
      const { dashboards } = usesOf(name);
      const { panels } = dashboards.get(uid) ?? { panels: new Set<string>() };
      if (itself.has(name)) panels.add(title);
      dashboards.set(uid, { panels });
    }
  }
  const recorded = new Set(model.packs.flatMap(({ pack }) => pack.recordingRules.map(({ name }) => name)));
  return { metrics, isRecorded: (name) => recorded.has(name), usesOf, readBy: (expr) => read(textOf(expr)).itself };
};

interface Asked {
  readonly uid: string;
  readonly title: string;
  readonly text: string;
}

const asked = (model: Model): readonly Asked[] =>
  model.dashboards.flatMap(({ dashboard: { uid, rows, variables, annotations } }) => {
    if (isOfAlert(uid)) return [];
    const ask = (title: string, expr: Expression | LogExpression): readonly Asked[] =>
      expr.kind === "promql" ? [{ uid, title, text: expr.text }] : [];
    return [
      ...rows.flatMap(({ panels }) =>
        panels.flatMap((panel) =>
          panel.type === "text" ? [] : panel.queries.flatMap(({ expr }) => ask(panel.title, expr)),
        ),
      ),
      ...variables.flatMap((each) => (each.kind === "label" ? ask(`the variable ${each.name}`, each.from) : [])),
      ...annotations.flatMap(({ name, expr }) => ask(`the annotation ${name}`, expr)),
    ];
  });

interface Recorded {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What expressions read, each computed once. */
const reader = (model: Model, metrics: ReadonlyMap<string, Metric>): ((text: string) => Read) => {
  const bySeries = new Map([...metrics.values()].flatMap(seriesOf).map(({ name, metric }) => [name, metric.name]));
  const recorded = model.packs.flatMap(({ pack }) =>
    pack.recordingRules.map(({ name, labels, expr }): Recorded => ({ name, labels, text: textOf(expr) })),
  );
  const rules = ruleIndex(recorded, (rule) => rule);
  const reads = new Map<string, Read>();
  const underway = new Set<string>();
  const readOf = (text: string): Read => {
    const found = reads.get(text);
    if (found !== undefined) return found;
    const { node } = parsePromql(text);
    underway.add(text);
    const read = node === undefined ? { itself: new Set<string>(), all: new Set<string>() } : readNode(node);
    underway.delete(text);
    reads.set(text, read);
    return read;
  };
  const readNode = (node: Node): Read => {
    const itself = new Set<string>();
    const all = new Set<string>();
    for (const selector of selectorsIn(node))
      for (const series of namesOf(selector) ?? []) {
        const name = bySeries.get(series) ?? series;
        itself.add(name);
        for (const rule of rules.found(series, selector.matchers))
          if (!underway.has(rule.text)) for (const each of readOf(rule.text).all) all.add(each);
      }
    return { itself, all: new Set([...itself, ...all]) };
  };
  return readOf;
};
