/** A rule without the tests that it must have. */
import { minutes, type Model } from "../../../model";
import { fires, gapsOf, records, series, type Gap } from "../../../testing";
import { at, check, type Check, type Problem } from "../../check";
import { contentOf, type RuleInPlace } from "../content";
import { shop } from "../example";
import { ABOVE, alertWith, BELOW, recordingWith } from "./example-tests";

const gapCheck = (id: Gap["check"], definition: Pick<Check, "reason" | "examples">): Check =>
  check({ ...definition, id, severity: "error", judges: "each alone", find: (model) => problems(model, id) });

const gaps = new WeakMap<RuleInPlace["rule"], readonly Gap[]>();

/** What five checks ask for, of which each has its own. */
const allGapsOf = (rule: RuleInPlace["rule"]): readonly Gap[] => {
  const known = gaps.get(rule) ?? gapsOf(rule);
  gaps.set(rule, known);
  return known;
};

function* problems(model: Model, id: Gap["check"]): Iterable<Problem> {
  for (const { path, rule } of contentOf(model).rules)
    for (const gap of allGapsOf(rule))
      if (gap.check === id) yield at(`${path}.tests`).problem(gap.problem).mend(gap.mend);
}

export const alertUntested = gapCheck("alert/untested", {
  reason:
    "An alert that nobody has ever seen fire may never fire: a label that does not match, a threshold of the wrong unit, a metric that has another name are found in an outage.",
  examples: () => ({
    passing: [alertWith({ tests: [ABOVE, BELOW] })],
    failing: [
      alertWith({ tests: [BELOW] }),
      alertWith({ tests: [fires("never", { given: [], after: minutes(10), expect: [] }), BELOW] }),
    ],
  }),
});

export const noSilentTest = gapCheck("alert/no-silent-test", {
  reason:
    "An alert that fires always passes every test in which it fires. Only a test in which it stays silent tells it from one that wakes people for nothing.",
  examples: () => ({
    passing: [alertWith({ tests: [ABOVE, BELOW] }), alertWith({ tests: [ABOVE], severity: "none" })],
    failing: [alertWith({ tests: [ABOVE] })],
  }),
});

const WITHOUT_DATA = fires("without any series", {
  given: [],
  after: minutes(10),
  expect: [{ labels: {}, summary: "…", description: "…" }],
});

export const missingDataUntested = gapCheck("alert/missing-data-untested", {
  reason:
    "Most expressions give nothing when their metric is gone, so an alert that is to fire just then has to be written for it, and seen to do it.",
  examples: () => ({
    passing: [
      alertWith({ tests: [ABOVE, BELOW] }),
      alertWith({ onMissingData: "fires", tests: [ABOVE, WITHOUT_DATA, BELOW] }),
    ],
    failing: [alertWith({ onMissingData: "fires", tests: [ABOVE, BELOW] })],
  }),
});

const labels = { service: "shop", queue: "paid" };
const aboveWithout = (text: "summary" | "description") =>
  fires("above", {
    given: [series(shop.queueLength, labels).constant(120, minutes(20))],
    after: minutes(10),
    expect: [{ labels, [text]: "…" }],
  });

export const expectedTextMissing = gapCheck("alert/expected-text-missing", {
  reason:
    "A template that prints nothing, or a ratio where a percentage was meant, is read on a phone at night. A test that states the text as rendered shows it by day.",
  examples: () => ({
    passing: [
      alertWith({ tests: [ABOVE, BELOW] }),
      alertWith({ tests: [aboveWithout("description"), BELOW], summary: "Orders wait" }),
    ],
    failing: [
      alertWith({ tests: [aboveWithout("summary"), BELOW] }),
      alertWith({ tests: [aboveWithout("description"), BELOW] }),
      alertWith({ tests: [ABOVE, BELOW], annotations: { hint: "look at {{ $labels.queue }}" } }),
    ],
  }),
});

export const ruleUntested = gapCheck("rule/untested", {
  reason:
    "What a recording rule gives is read by alerts, panels and objectives, and all of them are wrong with it. A wrong sum looks like any other number.",
  examples: () => ({
    passing: [
      recordingWith([
        records("two queues add up", {
          given: [
            series(shop.queueLength, { service: "shop", queue: "paid" }).constant(1, minutes(5)),
            series(shop.queueLength, { service: "shop", queue: "sent" }).constant(2, minutes(5)),
          ],
          at: minutes(1),
          expect: [{ labels: { service: "shop" }, value: 3 }],
        }),
      ]),
    ],
    failing: [recordingWith([]), recordingWith([records("nothing", { given: [], at: minutes(1), expect: [] })])],
  }),
});
