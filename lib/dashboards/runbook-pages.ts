/** One page for each alert that is deployed. */
import {
  promqlText,
  scrape,
  seriesOf,
  textOf,
  type Dashboard,
  type DeployedAlert,
  type DeployedPack,
  type PanelUnit,
} from "../model";
import { labelsOf, NAME, nodesOf, parseRule, ruleIndex, selectorsIn, worldOf, type Node, type World } from "../query";
import { computedUnit, type UnitSource } from "./computed-unit";
import { figuresOf, type Figure } from "./evidence";
import { aboutChosen } from "./runbook-labels";
import { runbookDashboard, type RunbookSubject } from "./runbook-page";

/** What a pack knows about series. */
export type Watching = Pick<DeployedPack, "metrics" | "recordingRules">;

/** What tells no objects apart. */
const OF_EVERY_ALERT: ReadonlySet<string> = new Set(["severity", "team", NAME]);

interface Found {
  readonly pack: DeployedPack;
  readonly alert: DeployedAlert;
}

/** What is known of the series that alerts read. */
interface Series {
  readonly world: World;
  readonly units: UnitSource<Recorded>;
}

interface Recorded {
  readonly name: string;
  readonly node: Node;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The pages of the alerts of these packs.
 * @param others packs that stand elsewhere, whose recordings these read
 */
export const runbookDashboards = (
  packs: readonly DeployedPack[],
  others: readonly Watching[] = [],
): readonly Dashboard[] => {
  const series = seriesIn([...packs, ...others]);
  const variables = new Map(
    packs.flatMap(({ dashboards }) =>
      dashboards.map((each) => [each.uid, new Set(each.variables.map(({ name }): string => name))] as const),
    ),
  );
  const named = new Map<string, Found[]>();
  for (const pack of packs)
    for (const alert of pack.alerts) {
      const known = named.get(alert.name);
      if (known === undefined) named.set(alert.name, [{ pack, alert }]);
      else known.push({ pack, alert });
    }
  return [...named.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const uid = first.alert.dashboard ?? first.pack.dashboard;
    const subjectOf = subjectsAlike(series);
    return runbookDashboard({
      subjects: [subjectOf(first.alert), ...more.map(({ alert }) => subjectOf(alert))],
      opens: { uid, variables: variables.get(uid) ?? new Set() },
    });
  });
};

/** Hundreds of services have one alert, each about itself: what is alike but for the service is looked at once. */
const subjectsAlike = (series: Series): ((alert: DeployedAlert) => RunbookSubject) => {
  const known = new Map<string, RunbookSubject>();
  return (alert) => {
    const texts = [textOf(alert.expr), alert.summary, alert.description];
    const key = [...texts.map((text) => aboutChosen(text, alert)), ...Object.keys(alert.labels)].join("\n");
    const found = known.get(key) ?? subject(alert, series);
    known.set(key, found);
    return { ...found, alert };
  };
};

const subject = (alert: DeployedAlert, { world, units }: Series): RunbookSubject => {
  const { node } = parseRule(textOf(alert.expr));
  const { always, sometimes } = node === undefined ? { always: [], sometimes: [] } : labelsOf(node, world);
  const telling = (labels: Iterable<string>): ReadonlySet<string> =>
    new Set([...labels].filter((label) => !OF_EVERY_ALERT.has(label)));
  const figures = figuresOf(alert);
  const courses = figures.filter((each) => !isRunningTotal(each, world));
  return {
    alert,
    figures: (courses.length === 0 ? figures : courses).map((each) => ({
      ...each,
      expr: promqlText(aboutChosen(each.expr.text, alert)),
      unit: unitOf(each, alert, units),
    })),
    labels: telling(always),
    further: telling(sometimes),
    added: telling(Object.keys(alert.labels)),
  };
};

/** Counters as they stand say how long their process has lived. */
const isRunningTotal = ({ node }: Figure, world: World): boolean =>
  node !== undefined &&
  !nodesOf(node).some(({ kind }) => kind === "subquery") &&
  selectorsIn(node).some(
    ({ metric, range }) =>
      metric !== undefined && range === undefined && world.series(metric)?.metric.type === "counter",
  );

/** What the texts of an alert make of its value. */
const UNITS_SAID: readonly (readonly [words: RegExp, unit: PanelUnit])[] = [
  [/\$value \| humanizePercentage/, "ratio"],
  [/\$value \| humanizeDuration/, "seconds"],
  [/\$value \| humanize1024/, "bytes"],
];

const unitOf = ({ node }: Figure, { summary, description }: DeployedAlert, units: UnitSource<Recorded>): PanelUnit => {
  const computed = node && computedUnit(node, units);
  if (computed === "number" || computed === "seconds per second") return "count";
  if (computed !== undefined) return computed;
  return UNITS_SAID.find(([words]) => words.test(`${summary} ${description}`))?.[1] ?? "count";
};

const seriesIn = (packs: readonly Watching[]): Series => {
  const recorded = packs.flatMap(({ recordingRules }) =>
    recordingRules.flatMap(({ name, expr, labels }): Recorded[] => {
      const { node } = parseRule(textOf(expr));
      return node === undefined ? [] : [{ name, node, labels }];
    }),
  );
  const contracts = [...packs.flatMap(({ metrics }) => Object.values(metrics ?? {})), ...Object.values(scrape)];
  const world = worldOf(contracts.flatMap(seriesOf), recorded);
  const index = ruleIndex(recorded, (rule) => rule);
  return {
    world,
    units: {
      series: (name) => world.series(name),
      recorders: (name, { matchers }, followed) => index.found(name, matchers).filter((rule) => !followed.has(rule)),
    },
  };
};
