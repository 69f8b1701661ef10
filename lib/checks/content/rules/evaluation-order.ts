/** The order in which Prometheus evaluates rules: within a group one after the other, groups at times of their own. */
import { minutes, pack } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf, type GroupInPlace, type RuleInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWith, modelWithRules, shop } from "../example";
import { readsIn } from "./reads";

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
    const { rules, recorders, groups } = contentOf(model);
    const positions = new Map<RuleInPlace, Position>(
      groups.flatMap((group) => group.rules.map((rule, index) => [rule, { group, index }] as const)),
    );
    for (const reader of rules) {
      const own = positions.get(reader);
      if (own === undefined) continue;
      const told = new Set<string>();
      for (const { name, matchers } of readsIn(reader.node)) {
        if (told.has(name)) continue;
        const problem = judged(reader, own, name, recorders(name, matchers), positions);
        if (problem === undefined) continue;
        told.add(name);
        yield problem;
      }
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

const judged = (
  reader: RuleInPlace,
  own: Position,
  name: string,
  recorders: readonly RuleInPlace[],
  positions: ReadonlyMap<RuleInPlace, Position>,
): Problem | undefined => {
  const placed = recorders.flatMap((rule) => positions.get(rule) ?? []);
  const inGroup = placed.filter(({ group }) => group === own.group);
  if (placed.length === 0 || inGroup.some(({ index }) => index <= own.index)) return undefined;
  if (inGroup.length > 0)
    return at(reader.path)
      .problem(`reads ${name}, which its group records after it`)
      .mend(`write the rule of ${name} before it`);
  if (isUnhurried(reader) || recorders.some(isUnhurried)) return undefined;
  const names = [...new Set(placed.map(({ group }) => group.name))];
  return at(reader.path)
    .problem(`reads ${name}, which another group records (${names.join(", ")})`)
    .mend("move one of the two into the pack of the other");
};

/** Who gives a recording an interval of its own has decided how old it may be, and how old what it reads. */
const isUnhurried = ({ rule }: RuleInPlace): boolean => rule.kind === "record" && rule.interval !== undefined;
