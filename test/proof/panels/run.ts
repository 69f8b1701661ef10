/** Asks a real Prometheus everything that the dashboards of a few worlds ask: in two runs, the first for the values of variables. */
import { interpolated } from "../../../lib/dashboards";
import {
  milliseconds,
  seconds,
  type Dashboard,
  type DeployedPack,
  type LabelVariable,
  type RuleGroup,
} from "../../../lib/model";
import { namesOf, parsePromql, selectorsIn } from "../../../lib/query";
import {
  answers,
  syntheticInput,
  syntheticSeries,
  type Answer,
  type Situation,
  type SyntheticSeries,
} from "../../../lib/testing";
import { ruleBook } from "../../../lib/testing/needed-rules";
import { asked, type AskedQuery } from "./asked";
import { withinHistory } from "./history";
import { filledIn, namesRead, type FilledIn } from "./variables";
import type { World } from "./worlds";

/** In seconds. */
const HISTORY = 40 * 60;
const STEP = 60;
/** A Wednesday afternoon. */
const CLOCK = Date.UTC(2026, 10, 18, 15, 20) / 1_000;

export interface Asking {
  readonly world: World;
  readonly series: readonly SyntheticSeries[];
  readonly queries: readonly (readonly [AskedQuery, Answer])[];
  /** LogQL, with its variables filled in. */
  readonly logs: readonly (readonly [AskedQuery, string])[];
  readonly problems: readonly string[];
}

/** Labels of the streams that Fluentd sends to Loki. */
export const STREAMS = ["namespace", "pod", "container", "node", "service"];

export const askAll = async (promtool: string, worlds: readonly World[]): Promise<readonly Asking[]> => {
  const prepared = worlds.map(prepare);
  const recorded = await answers(
    promtool,
    prepared.filter(({ recordedNames }) => recordedNames.length > 0).map((each) => situation(each, each.recordedNames)),
  );
  const filled = prepared.map((each) => {
    const found = new Map(each.recordedNames.map((name, index) => [name, recorded.get(each.world.name)?.[index]]));
    return { ...each, ...fill(each, (name) => labelsIn(found.get(name))) };
  });
  const results = await answers(
    promtool,
    filled.filter(({ texts }) => texts.size > 0).map((each) => situation(each, [...new Set(each.texts.values())])),
  );
  return filled.map(({ world, series, texts, logs, problems }) => {
    const distinct = [...new Set(texts.values())];
    const answer = new Map(
      distinct.map((text, index) => [text, results.get(world.name)?.[index] ?? { problem: "not asked" }]),
    );
    return {
      world,
      series,
      queries: [...texts].map(([query, text]) => [query, answer.get(text) ?? { problem: "not asked" }] as const),
      logs,
      problems,
    };
  });
};

interface Prepared {
  readonly world: World;
  readonly series: readonly SyntheticSeries[];
  readonly byName: ReadonlyMap<string, readonly SyntheticSeries[]>;
  readonly recordedNames: readonly string[];
}

const prepare = (world: World): Prepared => {
  const { packs, dashboards } = world;
  const series = syntheticSeries({ packs, queries: dashboards.flatMap(treesOf), clock: CLOCK, firing: "all" });
  const byName = new Map<string, SyntheticSeries[]>();
  for (const each of series) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  const variables = dashboards
    .flatMap((each) => each.variables)
    .filter((each): each is LabelVariable => each.kind === "label");
  const records = new Set(packs.flatMap(({ recordingRules }) => recordingRules.map(({ name }) => name)));
  const recordedNames = [...new Set(variables.flatMap(namesRead))].filter((name) => records.has(name));
  return { world, series, byName, recordedNames };
};

const treesOf = (dashboard: Dashboard) =>
  [
    ...asked(dashboard).map(({ expr }) => expr),
    ...dashboard.variables.flatMap((each) => (each.kind === "label" ? [each.from] : [])),
  ]
    .filter(({ kind }) => kind === "promql")
    .flatMap(({ text }) => parsePromql(text).node ?? []);

const labelsIn = (answer: Answer | undefined) =>
  answer === undefined || "problem" in answer ? [] : answer.map(({ labels }) => labels);

const fill = ({ world, byName }: Prepared, recorded: (name: string) => readonly Readonly<Record<string, string>>[]) => {
  const texts = new Map<AskedQuery, string>();
  const logs: (readonly [AskedQuery, string])[] = [];
  const problems: string[] = [];
  const streams = (byName.get("up") ?? [])
    .filter(({ labels }) => "pod" in labels)
    .map(({ labels }) => Object.fromEntries(STREAMS.map((label) => [label, labels[label] ?? ""])));
  for (const dashboard of world.dashboards) {
    const filled = filledIn(dashboard, {
      series: (name) => [...(byName.get(name) ?? []).map(({ labels }) => labels), ...recorded(name)],
      streams,
    });
    problems.push(...filled.problems);
    for (const query of asked(dashboard)) {
      const text = interpolated(query.expr.text, valuesFor(query, filled));
      if (query.expr.kind === "logql") logs.push([query, text]);
      else
        texts.set(
          query,
          withinHistory(query.marksMoments ? `last_over_time((${text})[${HISTORY}s:${STEP}s])` : text, HISTORY),
        );
    }
  }
  return { texts, logs, problems };
};

const valuesFor = ({ repeatedBy }: AskedQuery, { values, single }: FilledIn): Readonly<Record<string, string>> => ({
  ...values,
  ...Object.fromEntries(repeatedBy.map((name) => [name, single[name] ?? ""])),
});

/** The rules that the questions need, and the series that these and those read. */
const situation = ({ world, series }: Prepared, questions: readonly string[]): Situation => {
  const groups = neededBy(world.packs, questions);
  const read = namesIn([...questions, ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr))]);
  const given = series.filter(({ name }) => read.has(name));
  return {
    name: world.name,
    groups,
    given: syntheticInput(given, { from: CLOCK - HISTORY, step: STEP, count: HISTORY / STEP + 1 }),
    sampleInterval: seconds(STEP),
    evaluationInterval: seconds(STEP),
    from: (CLOCK - HISTORY) * 1_000,
    questions: questions.map((expr) => ({ expr, at: milliseconds(HISTORY * 1_000) })),
  };
};

const neededBy = (packs: readonly DeployedPack[], questions: readonly string[]): readonly RuleGroup[] => {
  const records = new Set(packs.flatMap(({ recordingRules }) => recordingRules.map(({ name }) => name)));
  const names = [...namesIn(questions)].filter((name) => records.has(name));
  if (names.length === 0) return [];
  return ruleBook(packs)
    .neededBy(names.join(" or "))
    .map((group, index) => ({
      name: `${index} ${group.name}`,
      rules: group.rules.map((rule) => ({ ...rule, expr: withinHistory(rule.expr, HISTORY) })),
    }));
};

const namesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap((text) => {
      const { node } = parsePromql(text);
      return node === undefined ? [] : selectorsIn(node).flatMap((selector) => namesOf(selector) ?? []);
    }),
  );
