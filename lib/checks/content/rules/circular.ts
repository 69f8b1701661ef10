/** Recording rules that are computed from themselves. */
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { exampleAlert, exampleRecording, modelWithRules } from "../example";
import { namesRead } from "./reads";

export const circular = check({
  id: "rule/circular",
  severity: "error",
  reason:
    "A rule that reads what is computed from it begins with nothing and stays so, or carries a value of long ago from evaluation to evaluation.",
  *find(model): Iterable<Problem> {
    const { recordings } = contentOf(model);
    const names = new Set(recordings.map(({ rule }) => rule.name));
    const reads = new Map<string, Set<string>>();
    for (const { rule, node } of recordings) {
      const read = reads.get(rule.name) ?? new Set();
      for (const name of namesRead(node)) if (names.has(name)) read.add(name);
      reads.set(rule.name, read);
    }
    const told = new Set<string>();
    for (const { path, rule } of recordings) {
      if (told.has(rule.name)) continue;
      const circle = wayBack(rule.name, reads);
      if (circle === undefined) continue;
      circle.forEach((name) => told.add(name));
      yield at(path)
        .problem(`is computed from itself: ${[...circle, rule.name].join(" <- ")}`)
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

/** The shortest way from a name through what it reads back to itself, without its end. */
const wayBack = (start: string, reads: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined => {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways)
      for (const name of reads.get(way.at(-1) ?? "") ?? []) {
        if (name === start) return way;
        if (seen.has(name)) continue;
        seen.add(name);
        next.push([...way, name]);
      }
    ways = next;
  }
  return undefined;
};
