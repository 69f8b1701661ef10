/** Panels and recording rules: what is recorded is read as it is, and not computed anew. */
import { minutes, type Model, type RecordingRule } from "../../model";
import { labelsOf, mayCarry, nodesOf, selectorsIn, unwrapped, type Node } from "../../query";
import { at, check, type Problem } from "../check";
import { contentOf, type RuleInPlace } from "../content/content";
import { exampleRecording } from "../content/example";
import { callsOf } from "../content/promql/calls";
import { growthOf } from "../content/promql/counters";
import { partOf } from "../content/promql/selections";
import { queriesOf, type PromqlInPlace } from "../content/dashboards-in";
import { modelAsking } from "./example";
import { shapeOf } from "./shape";

export const rateOfRecording = check({
  id: "dashboard/rate-of-recording",
  severity: "error",
  reason:
    "A recording is a sample each time that the rule is evaluated, not each time that the counter is scraped: a restart between the two is " +
    "lost, and the rate is a rate of what " +
    "was computed, not of what happened.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const { recordedAs } = contentOf(model);
    for (const { asked, path, call } of callsOf(model, ["rate", "increase", "irate"])) {
      const [arg] = call.args.map(unwrapped);
      if (asked.rule !== undefined || arg?.kind !== "selector" || arg.metric === undefined) continue;
      if (recordedAs(arg.metric).length === 0) continue;
      const { totals, isKnown } = growthOf(arg, model);
      // Of recorded rates and recorded sums, promql/rate-on-gauge and promql/rate-of-sum speak.
      if ((isKnown && totals.length === 0) || totals.some(({ aggregated }) => aggregated)) continue;
      yield at(path)
        .problem(`${partOf(asked, call)} computes the speed of ${arg.metric}, which a rule records`)
        .mend(`record the rate, and read it as it is; or ask the counter itself`);
    }
  },
  examples: () => {
    const total = exampleRecording("service_product:shop_orders:total", 'shop_orders_total{outcome="refused"}');
    const rate = exampleRecording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[5m]))");
    return {
      passing: [modelAsking('service:shop_orders:rate5m{service=~"$service"}', {}, { recordingRules: [rate] })],
      failing: [
        modelAsking(
          "sum by (service) (rate(service_product:shop_orders:total[$__rate_interval]))",
          {},
          { recordingRules: [total] },
        ),
      ],
    };
  },
});

/** A rate over so long or less is what people call the rate of now. */
const NOW = minutes(5);

/** An operation and the first name below it: what two equal expressions share, and few others. */
const headOf = (node: Node): string | undefined => {
  const inner = unwrapped(node);
  const name = selectorsIn(inner)[0]?.metric;
  if (name === undefined) return undefined;
  switch (inner.kind) {
    case "aggregation":
    case "binary":
      return `${inner.operator} ${name}`;
    case "call":
      return `${inner.function} ${name}`;
    default:
      return undefined;
  }
};

interface Index {
  readonly heads: ReadonlySet<string>;
  readonly byShape: ReadonlyMap<string, RuleInPlace<RecordingRule>>;
}

const indexOf = (model: Model): Index => {
  const heads = new Set<string>();
  const byShape = new Map<string, RuleInPlace<RecordingRule>>();
  for (const recording of contentOf(model).recordings) {
    const head = recording.node && headOf(recording.node);
    if (recording.node === undefined || head === undefined) continue;
    heads.add(head);
    const { text } = shapeOf(recording.node, ({ milliseconds = Infinity }) => milliseconds <= NOW.milliseconds);
    if (!byShape.has(text)) byShape.set(text, recording);
  }
  return { heads, byShape };
};

/** The rule that records a part of what is asked, and that part. */
const recordedPart = (asked: PromqlInPlace, { heads, byShape }: Index, model: Model) => {
  const { world } = contentOf(model);
  for (const node of asked.node === undefined ? [] : nodesOf(asked.node)) {
    const head = node.kind === "parentheses" ? undefined : headOf(node);
    if (head === undefined || !heads.has(head)) continue;
    const { text, chosenBy } = shapeOf(node, (range) => /^\$\{?__rate_interval\b/.test(range.text));
    const recording = byShape.get(text);
    if (recording?.node === undefined) continue;
    const recorded = labelsOf(recording.node, world);
    if ([...chosenBy].every((label) => mayCarry(recorded, label))) return { recording, node };
  }
  return undefined;
};

export const rawForRecording = check({
  id: "dashboard/raw-for-recording",
  severity: "warning",
  reason:
    "The rule has computed it already, for everybody. A panel that computes it anew reads every raw series again, each time that somebody " +
    "looks, and shows another figure than " +
    "the alert does.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const index = indexOf(model);
    if (index.heads.size === 0) return;
    for (const { asked } of queriesOf(model)) {
      const found = asked.kind === "promql" ? recordedPart(asked, index, model) : undefined;
      if (found !== undefined && asked.kind === "promql")
        yield at(asked.exprPath)
          .problem(`${partOf(asked, found.node)} is recorded as ${found.recording.rule.name}`)
          .mend(`read ${found.recording.rule.name}, with the same matchers`);
    }
  },
  examples: () => {
    const rate = exampleRecording(
      "service:shop_orders:rate5m",
      "sum by (namespace, service) (rate(shop_orders_total[5m]))",
      {
        readBy: "panels",
      },
    );
    const by = (labels: string, matchers: string, range = "$__rate_interval") =>
      modelAsking(
        `sum by (${labels}) (rate(shop_orders_total{${matchers}}[${range}]))`,
        {},
        { recordingRules: [rate] },
      );
    return {
      passing: [
        modelAsking(`${rate.name}{service=~"$service"}`, {}, { recordingRules: [rate] }),
        by("namespace, service, product", ""),
        by("namespace, service", 'product="tea"'),
        by("namespace, service", 'pod=~"$service"'),
      ],
      failing: [
        by("namespace, service", ""),
        by("service, namespace", 'service=~"$service", namespace=~"$namespace"'),
        modelAsking(
          'sum by (namespace, service) (rate(shop_orders_total{service=~"$service"}[$__rate_interval])) / 60',
          {},
          { recordingRules: [rate] },
        ),
      ],
    };
  },
});

export const recordingChecks = [rateOfRecording, rawForRecording];
