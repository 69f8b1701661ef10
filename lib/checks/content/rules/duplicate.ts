/** Rules that are there twice: two of one name write into the same series, two of one expression compute it twice. */
import { hours } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf, type RuleInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWithRules } from "../example";

type Labels = Readonly<Record<string, string>>;

const texts = new WeakMap<Labels, string>();

/** Labels in one order, so that two equal sets are one text. */
const labelText = (labels: Labels): string => {
  const known = texts.get(labels) ?? JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  texts.set(labels, known);
  return known;
};

/** The second and every further one of those that share a key, with the first. */
const again = function* <Rule extends RuleInPlace>(
  rules: readonly Rule[],
  keyOf: (rule: Rule) => string,
): Iterable<readonly [later: Rule, first: Rule]> {
  const first = new Map<string, Rule>();
  for (const rule of rules) {
    const key = keyOf(rule);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, rule);
    else yield [rule, earlier];
  }
};

const recording = (name: string, expr: string) => exampleRecording(name, expr, { readBy: "panels" });

export const duplicateRule = check({
  id: "rule/duplicate",
  severity: "error",
  reason:
    "Two recording rules of one name and labels write into the same series, so that Prometheus drops samples of one of them; two such alerts " +
    "are one to Alertmanager, which resolves the one when the other ends.",
  *find(model): Iterable<Problem> {
    const named = ({ rule }: RuleInPlace) => [rule.kind, rule.name, labelText(rule.labels)].join(" ");
    for (const [{ path, rule }, first] of again(contentOf(model).rules, named))
      yield at(path)
        .problem(`has the name and the labels of ${first.path}`)
        .mend(
          rule.kind === "alert"
            ? "give one of them another name, or a label that tells them apart"
            : "give one of them another name, or make one rule of both",
        );
  },
  examples: () => ({
    passing: [
      modelWithRules({
        recordingRules: [
          recording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)"),
          recording("queue:shop_queue_length:sum", "sum by (queue) (shop_queue_length)"),
        ],
      }),
      modelWithRules({
        alerts: [
          exampleAlert({ name: "ShopQueueLong", expr: "shop_queue_length > 100", severity: "warning" }),
          exampleAlert({ name: "ShopQueueLong", expr: "shop_queue_length > 500", severity: "critical" }),
        ],
      }),
    ],
    failing: [
      modelWithRules({
        recordingRules: [
          recording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)"),
          recording("service:shop_queue_length:sum", 'sum by (service) (shop_queue_length{queue="express"})'),
        ],
      }),
      modelWithRules({
        alerts: [
          exampleAlert({ name: "ShopQueueLong", expr: "shop_queue_length > 100" }),
          exampleAlert({ name: "ShopQueueLong", expr: "shop_queue_length > 500" }),
        ],
      }),
    ],
  }),
});

/** Layout means nothing to Prometheus. */
const normalized = (text: string): string => (LAYOUT.test(text) ? text.replaceAll(/\s+/g, " ").trim() : text);

/** What stands otherwise than in a text of single blanks, as most are. */
const LAYOUT = /[^\S ]| {2}|^ | $/;

export const computedTwice = check({
  id: "rule/computed-twice",
  severity: "error",
  reason:
    "The same expression under two names is computed twice, and one day only one of the two is changed. Two alerts of one expression, wait and " +
    "severity page twice for one thing.",
  *find(model): Iterable<Problem> {
    const { recordings, alerts } = contentOf(model);
    const recorded = again(recordings, ({ rule, text }) => [labelText(rule.labels), normalized(text)].join(" "));
    for (const [{ path, rule }, first] of recorded)
      if (rule.name !== first.rule.name)
        yield at(path)
          .problem(`computes what ${first.path} computes already`)
          .mend(`remove it and read ${first.rule.name}`);
    const raised = again(alerts, ({ rule, text }) =>
      [rule.for.milliseconds, labelText(rule.labels), normalized(text)].join(" "),
    );
    for (const [{ path, rule }, first] of raised)
      if (rule.name !== first.rule.name)
        yield at(path)
          .problem(`fires exactly when ${first.path} does`)
          .mend("remove one of them, or give them different thresholds, waits or severities");
  },
  examples: () => ({
    passing: [
      modelWithRules({
        recordingRules: [
          recording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)"),
          recording("service:shop_queue_length:max", "max by (service) (shop_queue_length)"),
        ],
      }),
      modelWithRules({
        alerts: [
          exampleAlert({ name: "ShopQueueLong", expr: "shop_queue_length > 100" }),
          exampleAlert({
            name: "ShopQueueStuck",
            expr: "shop_queue_length > 100",
            for: hours(1),
            severity: "critical",
          }),
        ],
      }),
    ],
    failing: [
      modelWithRules({
        recordingRules: [
          recording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)"),
          recording("service:shop_orders_waiting:sum", "sum  by (service)\n(shop_queue_length)"),
        ],
      }),
      modelWithRules({
        alerts: [
          exampleAlert({ name: "ShopQueueLong", expr: "shop_queue_length > 100" }),
          exampleAlert({ name: "ShopOrdersWait", expr: "shop_queue_length > 100" }),
        ],
      }),
    ],
  }),
});
