/** The order in which Prometheus evaluates rules: within a group one after the other, groups at times of their own. */
import { minutes, pack } from "../../../model";
import { nodesOf } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type GroupInPlace, type RuleInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWith, modelWithRules, shop } from "../example";
import { readsIn, type NamedRead } from "./reads";

const QUEUE = exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)");
const SHARE = exampleRecording(
  "service:shop_queue_length:share",
  "service:shop_queue_length:sum / scalar(sum(service:shop_queue_length:sum) > 0)",
  { readBy: "panels" },
);
const ROOM = exampleRecording("service:shop_free_bytes:sum", "sum by (service) (shop_free_bytes)");
const ofOne = (expr: string) => exampleAlert({ expr, labels: { service: "shop" } });
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
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const { rules, recorders, groups } = contentOf(model);
    const positions = new Map<RuleInPlace, Position>(
      groups.flatMap((group) => group.rules.map((rule, index) => [rule, { group, index }] as const)),
    );
    for (const reader of rules) {
      const own = positions.get(reader);
      if (own === undefined) continue;
      const reads = readsIn(reader.node).map((read): Read => {
        const aging = recorders(read.name, read.matchers).filter((each) => !isConstant(each));
        return { ...read, aging, placed: aging.flatMap((rule) => positions.get(rule) ?? []) };
      });
      if (isAboutOne(reader, reads) && groupsOf(reads).size === 1) continue;
      const told = new Set<string>();
      for (const read of reads) {
        if (told.has(read.name)) continue;
        const problem = judged(reader, own, read);
        if (problem === undefined) continue;
        told.add(read.name);
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
      modelWith([
        pack("queue", { metrics: shop, recordingRules: [QUEUE] }),
        pack("shop", { metrics: shop, alerts: [ofOne('service:shop_queue_length:sum{service="shop"} > 100')] }),
      ]),
      modelWith([
        pack("closed", {
          metrics: shop,
          recordingRules: [exampleRecording("service:closed:info", "vector(1)", { labels: { service: "shop" } })],
        }),
        pack("shop", {
          metrics: shop,
          alerts: [exampleAlert({ expr: "shop_queue_length > 100 unless on (service) service:closed:info" })],
        }),
      ]),
    ],
    failing: [
      modelWithRules({ recordingRules: [SHARE, QUEUE] }),
      modelWith([
        pack("shop", { metrics: shop, recordingRules: [QUEUE] }),
        pack("queue", { metrics: shop, alerts: [QUEUE_LONG] }),
      ]),
      // Of two groups: of two times.
      modelWith([
        pack("queue", { metrics: shop, recordingRules: [QUEUE] }),
        pack("rooms", { metrics: shop, recordingRules: [ROOM] }),
        pack("shop", {
          metrics: shop,
          alerts: [
            ofOne(
              'service:shop_queue_length:sum{service="shop"} > 100 and service:shop_free_bytes:sum{service="shop"} < 1e6',
            ),
          ],
        }),
      ]),
    ],
  }),
});

interface Read extends NamedRead {
  /** The rules that record it anew with other values each time, and where they stand. */
  readonly aging: readonly RuleInPlace[];
  readonly placed: readonly Position[];
}

const judged = (reader: RuleInPlace, own: Position, { name, aging, placed }: Read): Problem | undefined => {
  const inGroup = placed.filter(({ group }) => group === own.group);
  if (placed.length === 0 || inGroup.some(({ index }) => index <= own.index)) return undefined;
  if (inGroup.length > 0)
    return at(reader.path)
      .problem(`reads ${name}, which its group records after it`)
      .mend(`write the rule of ${name} before it`);
  if (isUnhurried(reader) || aging.some(isUnhurried)) return undefined;
  const names = [...new Set(placed.map(({ group }) => group.name))];
  return at(reader.path)
    .problem(`reads ${name}, which another group records (${names.join(", ")})`)
    .mend("move one of the two into the pack of the other");
};

/** Who gives a recording an interval of its own has decided how old it may be, and how old what it reads. */
const isUnhurried = ({ rule }: RuleInPlace): boolean => rule.kind === "record" && rule.interval !== undefined;

/** What reads no series and no clock is the same at each evaluation. */
const isConstant = ({ node }: RuleInPlace): boolean =>
  node !== undefined &&
  nodesOf(node).every((each) => each.kind === "number" || (each.kind === "call" && each.function === "vector"));

/**
 * An alert about one of the things that another pack records about all of them cannot stand in that pack: it is told by labels of its own, and
 * asks for them in all that it reads. As long as that is of one group, it is of one time.
 */
const isAboutOne = ({ rule }: RuleInPlace, reads: readonly Read[]): boolean =>
  rule.kind === "alert" &&
  Object.entries(rule.labels).some(([label, value]) =>
    reads.every(({ matchers }) =>
      matchers.some((each) => each.label === label && each.operator === "=" && each.value === value),
    ),
  );

const groupsOf = (reads: readonly Read[]): ReadonlySet<GroupInPlace> =>
  new Set(reads.flatMap(({ placed }) => placed.map(({ group }) => group)));
