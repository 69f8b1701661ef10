/** Indicators that read something else than they count. */
import {
  didYouMean,
  hours,
  milliseconds,
  minutes,
  once,
  seriesOf,
  type SeriesDefinition,
  type SliKind,
  type Unit,
} from "../../model";
import { parsePromql, printPromql, promql } from "../../query";
import { availability, freshness, probeSuccess, queueAge, raw } from "../../slo";
import { at, check, type Problem } from "../check";
import { contentOf, type Content } from "../content/content";
import { fastCheckouts, store, withObjective } from "./example";
import { objectivesOf, type ObjectiveInPlace } from "../content/objectives";

interface Read {
  readonly objective: ObjectiveInPlace;
  readonly text: string;
  readonly name: string;
  readonly definition?: SeriesDefinition;
}

const readsOf = function* (objectives: readonly ObjectiveInPlace[], { world }: Content): Iterable<Read> {
  for (const objective of objectives)
    for (const { text } of objective.slo.sli.reads) {
      const { node } = parsePromql(text);
      if (node?.kind === "selector" && node.metric !== undefined)
        yield { objective, text, name: node.metric, definition: world.series(node.metric) };
    }
};

export const unknownMetric = check({
  id: "slo/unknown-metric",
  severity: "error",
  reason:
    "An indicator of a metric that nobody exports has no data. Its objective is neither kept nor broken, and its alerts are silent.",
  explains: ["promql/unknown-metric", "rule/missing-recording"],
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    if (!content.closed) return;
    const told = new Set<string>();
    const known = once(() =>
      model.packs.flatMap(({ pack }) =>
        Object.values(pack.metrics ?? {}).flatMap((metric) => seriesOf(metric).map((each) => each.name)),
      ),
    );
    for (const { objective, name, definition } of readsOf(objectivesOf(model), content)) {
      if (definition !== undefined || content.recordedAs(name).length > 0 || told.has(`${objective.path} ${name}`))
        continue;
      told.add(`${objective.path} ${name}`);
      // A histogram that is none has a check of its own.
      if (objective.slo.sli.histogram !== undefined && objective.slo.sli.histogram.metric.type !== "histogram")
        continue;
      yield at(`${objective.path}.sli`)
        .problem(`reads ${name}, which no contract of this environment has${didYouMean(name, known())}`)
        .mend("write the metric through its contract, or add it to that of the pack");
    }
  },
  examples: () => ({
    passing: [withObjective()],
    failing: [
      withObjective({
        sli: availability({
          total: promql`shop_order_total`,
          bad: promql`shop_order_total{outcome="refused"}`,
          unit: "events",
        }),
      }),
    ],
  }),
});

type Wanted = "counter" | "gauge";
const WANTED: Readonly<Partial<Record<SliKind, Wanted>>> = {
  availability: "counter",
  throughput: "counter",
  freshness: "gauge",
  "queue-age": "gauge",
  bounds: "gauge",
  probe: "gauge",
};

const isCounter = ({ metric, role }: SeriesDefinition): boolean =>
  metric.type === "counter" || role === "count" || role === "bucket" || role === "sum";

export const metricType = check({
  id: "slo/metric-type",
  severity: "error",
  reason:
    "Events are counted by counters, which only grow; ages, bounds and probes are read from gauges, which go up and down. A rate of a gauge and the level of a counter mean nothing.",
  explains: ["promql/rate-on-gauge", "promql/counter-raw", "slo/unit"],
  *find(model): Iterable<Problem> {
    const told = new Set<string>();
    for (const { objective, name, definition } of readsOf(objectivesOf(model), contentOf(model))) {
      const { slo, path } = objective;
      const wanted = WANTED[slo.sli.kind];
      if (definition === undefined || wanted === undefined || isCounter(definition) === (wanted === "counter"))
        continue;
      if (told.has(`${path} ${name}`)) continue;
      told.add(`${path} ${name}`);
      yield at(`${path}.sli`)
        .problem(`reads ${name}, a ${definition.metric.type}, and ${slo.sli.kind} needs a ${wanted}`)
        .mend(
          wanted === "counter"
            ? `write a counter; for a gauge there are bounds({ gauge, atMost }), freshness and queueAge`
            : `write a gauge; for a counter there are availability({ total, bad }) and throughputFloor`,
        );
    }
  },
  examples: () => ({
    passing: [
      withObjective(),
      withObjective({ sli: queueAge({ oldest: promql`${store.oldestOrder}`, atMost: minutes(5) }) }),
    ],
    failing: [
      withObjective({
        sli: availability({ total: promql`${store.queueLength}`, bad: promql`${store.queueLength}{queue="express"}` }),
      }),
      withObjective({ sli: queueAge({ oldest: promql`${store.ordersTotal}`, atMost: minutes(5) }) }),
    ],
  }),
});

const UNITS: Readonly<Partial<Record<SliKind, Unit>>> = {
  latency: "seconds",
  freshness: "timestamp",
  "queue-age": "seconds",
  probe: "boolean",
};
const UNIT_TEXTS: Readonly<Partial<Record<Unit, string>>> = {
  seconds: "seconds",
  timestamp: "a time in seconds since 1970",
  boolean: "0 or 1",
};

export const unit = check({
  id: "slo/unit",
  severity: "error",
  reason:
    "Thresholds are lengths of time, and are compared in seconds. In a metric that is measured in something else, the same number means something else.",
  *find(model): Iterable<Problem> {
    const told = new Set<string>();
    for (const { objective, definition } of readsOf(objectivesOf(model), contentOf(model))) {
      const { slo, path } = objective;
      const wanted = UNITS[slo.sli.kind];
      if (definition === undefined || wanted === undefined || told.has(path)) continue;
      const { metric } = definition;
      if (metric.unit === wanted) continue;
      told.add(path);
      const { histogram } = slo.sli;
      yield at(`${path}.sli`)
        .problem(
          `reads ${metric.name}, which is measured in ${metric.unit} by its contract, and ${slo.sli.kind} needs ${UNIT_TEXTS[wanted]}${histogram === undefined ? "" : `: the threshold would be ${histogram.threshold} ${metric.unit}`}`,
        )
        .mend(`write another metric, or unit: "${wanted}" in its contract where that is what it is`);
    }
  },
  examples: () => ({
    passing: [
      withObjective({ sli: fastCheckouts() }),
      withObjective({ sli: freshness({ lastSuccess: promql`${store.lastExport}`, within: hours(26) }) }),
      withObjective({ sli: probeSuccess({ probe: promql`${store.open}` }) }),
    ],
    failing: [
      withObjective({ sli: fastCheckouts(milliseconds(1_000), store.exportBytes) }),
      withObjective({ sli: queueAge({ oldest: promql`${store.queueLength}`, atMost: minutes(5) }) }),
      withObjective({ sli: freshness({ lastSuccess: promql`${store.oldestOrder}`, within: hours(26) }) }),
    ],
  }),
});

const shape = (text: string): string => {
  const { node } = parsePromql(text);
  return node === undefined ? text : printPromql(node);
};

export const noDifference = check({
  id: "slo/no-difference",
  severity: "error",
  reason:
    "An indicator compares a part with the whole. Where both are the same, either everything is bad or nothing ever is.",
  explains: ["slo/unproven", "alert/untested", "alert/no-silent-test", "alert/missing-data-untested", "rule/untested"],
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model)) {
      const [total, part] = slo.sli.reads;
      if (slo.sli.kind !== "availability" || total === undefined || part === undefined) continue;
      if (shape(total.text) === shape(part.text))
        yield at(`${path}.sli`)
          .problem(`compares ${shape(total.text)} with itself: the share is 1 or 0 for ever`)
          .mend('add the matcher that tells them apart, e.g. status_code=~"5.."');
    }
  },
  examples: () => ({
    passing: [withObjective()],
    failing: [
      withObjective({
        sli: availability({ total: promql`${store.ordersTotal}`, bad: promql`${store.ordersTotal}`, unit: "events" }),
      }),
    ],
  }),
});

export const unproven = check({
  id: "slo/unproven",
  severity: "warning",
  judges: "each by itself",
  reason:
    "All rules of an objective are tested with traffic that the indicator shows. What an indicator in one's own words reads nobody knows: without its series its rules and alerts have no test.",
  explains: ["alert/untested", "alert/no-silent-test", "alert/missing-data-untested", "rule/untested"],
  *find(model): Iterable<Problem> {
    for (const { slo, path, fact } of objectivesOf(model)) {
      if (slo.sli.series !== undefined) continue;
      const count = fact.pack.recordingRules.filter(({ labels }) => labels["slo"] === slo.name).length;
      yield at(`${path}.sli`)
        .problem(`has no series: none of its ${count} recordings and ${slo.levels.length} + 1 alerts is proven`)
        .mend(
          slo.sli.kind === "raw"
            ? "write series: (traffic, labels, interval) => …, which shows traffic to tests"
            : "write matchers that some series satisfy for certain, or raw({ …, series }) with series that show traffic to tests",
        );
    }
  },
  examples: () => ({
    passing: [withObjective()],
    failing: [
      withObjective({
        sli: raw({
          total: ({ range }) => promql`sum(rate(${store.ordersTotal}[${range}]))`,
          bad: ({ range }) => promql`sum(rate(${store.ordersTotal}{outcome="refused"}[${range}]))`,
        }),
      }),
    ],
  }),
});
