/** Runbooks: that there is one, that it helps, that an alert has only one. */
import { isDeepStrictEqual } from "node:util";
import { runbookPage, pack, textOf, type Runbook, type Step } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf, type RuleInPlace } from "../content";
import { exampleAlert, exampleRunbook, modelWith, modelWithAlert, shop } from "../example";

/** Fewer words than these explain nothing. */
const WORDS = { meaning: 8, impact: 5, step: 3 };
const STEPS = { diagnosis: 2, mitigation: 1 };

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const lacking = (step: Step): string | undefined => {
  if (typeof step === "string") return wordsIn(step) < WORDS.step ? `"${step}" does not say what to do` : undefined;
  if (step.text.trim() === "") return "does not say what to look for";
  if ("command" in step) return step.command.trim() === "" ? "has an empty command" : undefined;
  return textOf(step.query).trim() === "" ? "has an empty query" : undefined;
};

const SEE_QUEUES = { text: "See which queue grows.", query: "max by (queue) (shop_queue_length)" };
const READ_LOG = { text: "Read why.", command: "kubectl --namespace $namespace logs deployment/shop" };

export const runbookEmpty = check({
  id: "alert/runbook-empty",
  severity: "error",
  reason:
    "The runbook is read at night by somebody who did not write the alert. A heading without a text, or a text without a step to take, costs " +
    "the minutes that it should save.",
  judges: "each alone",
  *find(model): Iterable<Problem> {
    for (const { path, rule } of contentOf(model).alerts) {
      const { runbook } = rule;
      for (const section of ["meaning", "impact"] as const) {
        const words = wordsIn(runbook[section]);
        if (words < WORDS[section])
          yield at(`${path}.runbook.${section}`)
            .problem(words === 0 ? "is empty" : `has ${words} words`)
            .mend(
              section === "meaning"
                ? "say what was seen and how the alert computes it"
                : "say who suffers what, now and if nobody acts",
            );
      }
      for (const section of ["diagnosis", "mitigation"] as const) {
        const steps = runbook[section];
        if (steps.length < STEPS[section])
          yield at(`${path}.runbook.${section}`)
            .problem(steps.length === 0 ? "is empty" : "is a single step")
            .mend(
              section === "diagnosis"
                ? "write the steps that find the cause, the most likely one first, with their commands and queries"
                : "write the steps that end the harm, then those that end the cause",
            );
        for (const [index, step] of steps.entries()) {
          const problem = lacking(step);
          if (problem !== undefined)
            yield at(`${path}.runbook.${section}[${index}]`)
              .problem(problem)
              .mend("write a sentence, and the command or query that goes with it");
        }
      }
    }
  },
  examples: () => ({
    passing: [exampleRunbook, { ...exampleRunbook, diagnosis: [SEE_QUEUES, READ_LOG] }].map((runbook: Runbook) =>
      modelWithAlert({ expr: "shop_queue_length > 100", runbook }),
    ),
    failing: [
      { ...exampleRunbook, meaning: "The queue is long." },
      { ...exampleRunbook, impact: "" },
      { ...exampleRunbook, diagnosis: ["Look at the logs of the shop."] },
      { ...exampleRunbook, mitigation: [] },
      { ...exampleRunbook, mitigation: [{ text: "Restart the workers of the queue.", command: " " }] },
      { ...exampleRunbook, mitigation: ["Fix it."] },
    ].map((runbook: Runbook) => modelWithAlert({ expr: "shop_queue_length > 100", runbook })),
  }),
});

export const twoRunbooks = check({
  id: "alert/two-runbooks",
  severity: "error",
  reason:
    "A runbook is found by the name of its alert: of two runbooks for one name, or for names that differ in capitals alone, one would never be seen.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const first = new Map<string, RuleInPlace<(typeof alerts)[number]["rule"]>>();
    const { alerts } = contentOf(model);
    for (const each of alerts) {
      const page = runbookPage(each.rule.name);
      const earlier = first.get(page);
      if (earlier === undefined) first.set(page, each);
      else if (!isDeepStrictEqual(earlier.rule.runbook, each.rule.runbook))
        yield at(`${each.path}.runbook`)
          .problem(`is another one than that of ${earlier.path}, and both would be the page runbook-${page}`)
          .mend("give the alerts different names, or one runbook");
    }
  },
  examples: () => {
    const queueLong = (name: string, runbook: Runbook) =>
      pack(name, {
        metrics: shop,
        alerts: [exampleAlert({ expr: `shop_queue_length{queue="${name}"} > 100`, labels: { part: name }, runbook })],
      });
    return {
      passing: [modelWith([queueLong("express", exampleRunbook), queueLong("letters", exampleRunbook)])],
      failing: [
        modelWith([
          queueLong("express", exampleRunbook),
          queueLong("letters", { ...exampleRunbook, impact: "Letters arrive a day later than promised." }),
        ]),
        modelWith([
          pack("shop", {
            metrics: shop,
            alerts: [
              exampleAlert({ name: "ShopDBDown", expr: "shop_queue_length > 100", runbook: exampleRunbook }),
              exampleAlert({
                name: "ShopDbDown",
                expr: "shop_queue_length > 500",
                runbook: { ...exampleRunbook, mitigation: [] },
              }),
            ],
          }),
        ]),
      ],
    };
  },
});
