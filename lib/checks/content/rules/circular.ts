/** Recording rules that are computed from themselves. */
import type { RecordingRule } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf, type RuleInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWithRules } from "../example";
import { readsIn } from "./reads";

export const circular = check({
  id: "rule/circular",
  severity: "error",
  reason:
    "A rule that reads what is computed from it begins with nothing and stays so, or carries a value of long ago from evaluation to evaluation.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const { recordings, recorders } = contentOf(model);
    const reads: Reads = new Map(
      recordings.map((each) => [
        each,
        new Set(readsIn(each.node).flatMap(({ name, matchers }) => recorders(name, matchers))),
      ]),
    );
    const told = new Set<RuleInPlace>();
    for (const rule of withoutEnds(reads)) {
      if (told.has(rule)) continue;
      const circle = wayBack(rule, reads);
      if (circle === undefined) continue;
      circle.forEach((each) => told.add(each));
      yield at(rule.path)
        .problem(`is computed from itself: ${[...circle, rule].map((each) => each.rule.name).join(" <- ")}`)
        .mend("write the expression from the metrics themselves in one of them");
    }
  },
  examples: () => ({
    passing: [
      modelWithRules({
        recordingRules: [
          exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)"),
          exampleRecording("namespace:shop_queue_length:max", "max without (service) (service:shop_queue_length:sum)", {
            readBy: "panels",
          }),
        ],
      }),
    ],
    failing: [
      modelWithRules({
        recordingRules: [
          exampleRecording(
            "service:shop_queue_length:longest",
            "max by (service) (shop_queue_length) or service:shop_queue_length:longest",
          ),
        ],
      }),
      modelWithRules({
        recordingRules: [
          exampleRecording("service:shop_queue_length:sum", "sum by (service) (service:shop_queue_length:all)"),
          exampleRecording("service:shop_queue_length:all", "service:shop_queue_length:sum"),
        ],
        alerts: [exampleAlert({ expr: "service:shop_queue_length:sum > 100" })],
      }),
    ],
  }),
});

type Recording = RuleInPlace<RecordingRule>;
type Reads = ReadonlyMap<Recording, ReadonlySet<Recording>>;

/** The rules that are left when those that read no rule are taken away, again and again: without circles, none. */
const withoutEnds = (reads: Reads): ReadonlySet<Recording> => {
  const readers = new Map<Recording, Recording[]>([...reads.keys()].map((rule) => [rule, []]));
  for (const [reader, read] of reads) for (const each of read) readers.get(each)?.push(reader);
  const count = new Map([...reads].map(([rule, read]) => [rule, read.size]));
  const ends = [...reads.keys()].filter((rule) => count.get(rule) === 0);
  const left = new Set(reads.keys());
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end);
    for (const reader of readers.get(end) ?? []) {
      const rest = (count.get(reader) ?? 0) - 1;
      count.set(reader, rest);
      if (rest === 0) ends.push(reader);
    }
  }
  return left;
};

/** The shortest way from a rule through what it reads back to itself, without its end. */
const wayBack = (start: Recording, reads: Reads): readonly Recording[] | undefined => {
  const seen = new Set<Recording>();
  let ways: readonly (readonly Recording[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly Recording[])[] = [];
    for (const way of ways)
      for (const each of reads.get(way.at(-1) ?? start) ?? []) {
        if (each === start) return way;
        if (seen.has(each)) continue;
        seen.add(each);
        next.push([...way, each]);
      }
    ways = next;
  }
  return undefined;
};
