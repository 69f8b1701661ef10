/** The order in which Prometheus evaluates rules: within a group one after the other, groups at times of their own. */
import { minutes, pack } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf, type GroupInPlace, type RuleInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWith, modelWithRules, shop } from "../example";
import { namesRead } from "./reads";

const QUEUE = exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)");
const SHARE = exampleRecording(
  "service:shop_queue_length:share",
  "service:shop_queue_length:sum / scalar(sum(service:shop_queue_length:sum) > 0)",
  { readBy: "panels" },
);
const QUEUE_LONG = exampleAlert({ expr: "service:shop_queue_length:sum > 100" });

interface Position {
  readonly group: GroupInPlace;
  readonly index: number;
}

export const evaluationOrder = check({
  id: "rule/evaluation-order",
  severity: "error",
  reason:
    "A rule reads what was recorded last. Where the recording comes later in its group, or in another group, that is the value of the evaluation " +
    "before: alerts come one interval late, and two recordings that are divided are not of one time.",
  *find(model): Iterable<Problem> {
    const { rules, recordings, groups } = contentOf(model);
    const positions = new Map<string, readonly Position[]>();
    for (const group of groups)
      group.rules.forEach((name, index) => positions.set(name, [...(positions.get(name) ?? []), { group, index }]));
    // Who gives a recording an interval of its own has decided how old it may be, and how old what it reads.
    const unhurried = new Set(recordings.flatMap(({ rule }) => (rule.interval === undefined ? [] : [rule.name])));
    const recorded = new Set(recordings.map(({ rule }) => rule.name));
    const judged = function* (reader: RuleInPlace, own: Position): Iterable<Problem> {
      for (const name of namesRead(reader.node)) {
        const recorders = recorded.has(name) ? (positions.get(name) ?? []) : [];
        const inGroup = recorders.filter(({ group }) => group === own.group);
        if (recorders.length === 0 || inGroup.some(({ index }) => index <= own.index)) continue;
        if (inGroup.length > 0)
          yield at(reader.path)
            .problem(`reads ${name}, which its group records after it`)
            .mend(`write the rule of ${name} before it`);
        else if (!unhurried.has(name) && !unhurried.has(reader.rule.name))
          yield at(reader.path)
            .problem(
              `reads ${name}, which another group records (${recorders.map(({ group }) => group.name).join(", ")})`,
            )
            .mend("move one of the two into the pack of the other");
      }
    };
    for (const reader of rules) {
      const own = positions.get(reader.rule.name)?.find(({ group }) => group.fact === reader.fact);
      if (own !== undefined) yield* judged(reader, own);
    }
  },
  examples: () => ({
    passing: [
      modelWithRules({ recordingRules: [QUEUE, SHARE], alerts: [QUEUE_LONG] }),
      modelWithRules({
        recordingRules: [
          exampleRecording(QUEUE.name, "sum by (service) (shop_queue_length)", { interval: minutes(5) }),
        ],
        alerts: [QUEUE_LONG],
      }),
    ],
    failing: [
      modelWithRules({ recordingRules: [SHARE, QUEUE] }),
      modelWith([
        pack("shop", { metrics: shop, recordingRules: [QUEUE] }),
        pack("queue", { metrics: shop, alerts: [QUEUE_LONG] }),
      ]),
    ],
  }),
});
