/** Objectives and their alerts that cannot be told apart by name. */
import { days, kebabCase } from "../../model";
import { sloPack } from "../../slo";
import { at, check, type Problem } from "../check";
import { modelWith } from "../content/example";
import { objective, store, withObjectives } from "./example";
import { alertNamesOf, objectivesOf } from "../content/objectives";

export const duplicateObjective = check({
  id: "slo/duplicate",
  severity: "error",
  reason:
    "The name of an objective tells its series apart from those of all others. Two of one name write into the same series, and each gets the budget and the alerts of the other.",
  explains: [
    "rule/duplicate",
    "rule/computed-twice",
    "rule/evaluation-order",
    "rule/label-conflict",
    "alert/two-runbooks",
    "slo/alert-name",
  ],
  *find(model): Iterable<Problem> {
    const first = new Map<string, string>();
    for (const { slo, path } of objectivesOf(model)) {
      const earlier = first.get(slo.name);
      if (earlier === undefined) first.set(slo.name, path);
      else
        yield at(path)
          .problem(`has the name of ${earlier}: both would record {slo="${slo.name}"}`)
          .mend("give one of them another name, or remove it");
    }
  },
  examples: () => ({
    passing: [withObjectives([objective(), objective({ name: "orders-of-the-week", window: days(7) })])],
    failing: [
      withObjectives([objective(), objective({ window: days(7) })]),
      modelWith(["shop", "warehouse"].map((name) => sloPack(name, { metrics: store, slos: [objective()] }))),
    ],
  }),
});

export const alertNameTaken = check({
  id: "slo/alert-name",
  severity: "error",
  reason:
    "The alerts of an objective are called after it, and their runbooks stand under these names. Two alerts of one name have one runbook, and silencing one silences the other. Objectives that mean to share alerts say so by their alertPrefix.",
  explains: ["alert/two-runbooks", "rule/duplicate"],
  *find(model): Iterable<Problem> {
    const first = new Map<string, { readonly path: string; readonly alert: string; readonly shared?: string }>();
    for (const { slo, path } of objectivesOf(model)) {
      const shared = slo.alertPrefix;
      const pages = alertNamesOf(slo).map((alert) => ({ alert, page: kebabCase(alert) }));
      const taken = pages.find(({ page }) => {
        const earlier = first.get(page);
        return earlier !== undefined && (shared === undefined || earlier.shared !== shared);
      });
      const earlier = taken && first.get(taken.page);
      for (const { alert, page } of pages) if (!first.has(page)) first.set(page, { path, alert, shared });
      if (taken !== undefined && earlier !== undefined)
        yield at(`${path}.name`)
          .problem(
            `gives an alert the name ${taken.alert}, and ${earlier.path} gives one ${earlier.alert}: both are ${taken.page} in the address of their runbook`,
          )
          .mend("give the objective another name, or both the same alertPrefix");
    }
  },
  examples: () => ({
    passing: [
      withObjectives([objective({ name: "orders" }), objective({ name: "orders-2" })]),
      withObjectives(["orders", "returns"].map((name) => objective({ name, alertPrefix: "Shop" }))),
    ],
    failing: [
      withObjectives([objective({ name: "a-b" }), objective({ name: "ab" })]),
      withObjectives([objective({ name: "shop" }), objective({ name: "orders", alertPrefix: "Shop" })]),
    ],
  }),
});
