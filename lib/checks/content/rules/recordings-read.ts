/** Recording rules and those who read them: a name that nobody records, and a record that nobody reads. */
import { didYouMean, pack, type Model } from "../../../model";
import { regexMatches } from "../../../query";
import { at, check, type Problem } from "../../check";
import { fewOfEach } from "../../shapes/few-of-each";
import { promqlOf } from "../dashboards-in";
import { contentOf } from "../content";
import { exampleAlert, exampleRecording, modelWith, modelWithAlert, modelWithRules, shop } from "../example";
import { isRecordedName, namePatterns, namesInRunbook, namesNeeded, namesRead } from "./reads";

const QUEUE = exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)");
const QUEUE_LONG = exampleAlert({ expr: "service:shop_queue_length:sum > 100" });

export const missingRecording = check({
  id: "rule/missing-recording",
  severity: "error",
  judges: "each by itself",
  reason:
    "A name with colons is given by a recording rule only. Where no rule gives it, the query finds nothing, and an alert on it never fires.",
  *find(model): Iterable<Problem> {
    const { rules, recordings, world } = contentOf(model);
    const recorded = new Set(recordings.map(({ rule }) => rule.name));
    for (const { path, node } of rules) {
      const needed = new Set(namesNeeded(node));
      for (const name of namesRead(node)) {
        if (!isRecordedName(name) || recorded.has(name) || world.series(name) !== undefined) continue;
        const meant = didYouMean(name, recorded);
        // Who names an exception that nobody has made means one that may come, unless it is spelled wrongly.
        if (!needed.has(name) && meant === "") continue;
        yield at(path)
          .problem(`reads ${name}, which no rule records${meant}`)
          .mend("add the recording rule to a pack of this environment, or write the expression itself");
      }
    }
  },
  examples: () => ({
    passing: [
      modelWithRules({ recordingRules: [QUEUE], alerts: [QUEUE_LONG] }),
      modelWith([
        pack("shop", { metrics: shop, alerts: [QUEUE_LONG] }),
        pack("queue", { metrics: shop, recordingRules: [QUEUE] }),
      ]),
      modelWithAlert({ expr: "shop_queue_length > 100 unless on (service) service:closed:info" }),
    ],
    failing: [
      modelWithAlert({ expr: "service:shop_queue_length:sum > 100" }),
      modelWithAlert({ expr: "shop_queue_length > 100 unless on (service) service:shop_queue_length:sum < 200" }),
      modelWithRules({
        recordingRules: [QUEUE],
        alerts: [
          QUEUE_LONG,
          exampleAlert({ name: "ShopShut", expr: "up == 0 unless on (service) service:shop_queue_lenght:sum" }),
        ],
      }),
      modelWithRules({
        recordingRules: [QUEUE],
        alerts: [QUEUE_LONG, exampleAlert({ name: "ShopQueueEndless", expr: "service:shop_queue_lenght:sum > 900" })],
      }),
    ],
  }),
});

/** Takes away what rules, dashboards and runbooks read. */
const withoutRead = (names: Set<string>, model: Model): void => {
  const { rules } = contentOf(model);
  for (const { node } of [...rules, ...promqlOf(model)]) for (const name of namesRead(node)) names.delete(name);
  for (const {
    pack: { alerts },
  } of model.packs)
    for (const { runbook } of alerts) for (const name of namesInRunbook(runbook)) names.delete(name);
  const patterns = rules.flatMap(({ node }) => namePatterns(node));
  for (const name of names) if (patterns.some((pattern) => regexMatches(pattern, name))) names.delete(name);
};

export const nobodyReads = check({
  id: "rule/nobody-reads",
  severity: "error",
  reason:
    "Every recording rule costs an evaluation and series in each interval, and has to be understood by whoever changes its metrics.",
  *find(model): Iterable<Problem> {
    const { recordings } = contentOf(model);
    const unread = new Set(recordings.flatMap(({ rule }) => (rule.readBy === undefined ? [rule.name] : [])));
    // Most are read by a few services of many: the others are asked for what is left.
    for (const each of [fewOfEach(model), model]) if (unread.size > 0) withoutRead(unread, each);
    for (const { path, rule } of recordings)
      if (rule.readBy === undefined && unread.has(rule.name))
        yield at(path)
          .problem("is recorded and read by no rule and no panel")
          .mend('remove it, or write readBy: "panels" where dashboards read it');
  },
  examples: () => ({
    passing: [
      modelWithRules({ recordingRules: [QUEUE], alerts: [QUEUE_LONG] }),
      modelWithRules({
        recordingRules: [exampleRecording(QUEUE.name, "sum by (service) (shop_queue_length)", { readBy: "panels" })],
      }),
    ],
    failing: [modelWithRules({ recordingRules: [QUEUE] })],
  }),
});
