/** Labels that an objective is told apart by, and what its indicator has of them. */
import { days, didYouMean, seconds, type Slo } from "../../model";
import {
  allLabels,
  labelsOf,
  mayCarry,
  NAME,
  onOneLine,
  parsePromql,
  promql,
  type LabelSet,
  type World,
} from "../../query";
import { baseRange, raw } from "../../slo";
import { at, check, type Problem } from "../check";
import { contentOf } from "../content/content";
import { ordersAccepted, store, withObjective } from "./example";
import { objectivesOf, type ObjectiveInPlace } from "../content/objectives";

/** What an indicator reads, or where only the whole is known, what it computes. */
interface Source {
  readonly text: string;
  readonly labels: LabelSet;
}

const sourcesOf = ({ slo, scrapeInterval }: ObjectiveInPlace, world: World): readonly Source[] =>
  (slo.sli.kind === "raw" ? ratesOf(slo, scrapeInterval) : slo.sli.reads).flatMap(({ text }) => {
    const { node } = parsePromql(text);
    return node === undefined ? [] : [{ text: onOneLine(text), labels: labelsOf(node, world) }];
  });

const ratesOf = (slo: Slo, scrapeInterval = seconds(30)) => {
  const range = { window: baseRange(slo.levels), scrapeInterval, groupBy: slo.groupBy };
  const { total, bad } = slo.sli.rates({ ...range, recordedTotal: promql`sum by (${slo.groupBy}) (vector(0))` });
  return [total, bad];
};

export const missingLabel = check({
  id: "slo/missing-label",
  severity: "error",
  reason:
    "There is one objective for each value of the labels in groupBy. A label that the series do not have has no values: all of them become one, and nobody sees which one is bad.",
  explains: [
    "promql/unknown-label",
    "promql/dropped-label",
    "promql/group-label-missing",
    "promql/never-matches",
    "alert/label-not-in-result",
    "alert/routing-label-dropped",
    "promql/many-to-many",
    "slo/other-labels",
  ],
  *find(model): Iterable<Problem> {
    const { world } = contentOf(model);
    for (const objective of objectivesOf(model))
      for (const [index, label] of objective.slo.groupBy.entries()) {
        const lacking = sourcesOf(objective, world).find(({ labels }) => !mayCarry(labels, label));
        if (lacking === undefined) continue;
        const known = [...(allLabels(lacking.labels) ?? [])].filter((each) => each !== NAME).sort();
        yield at(`${objective.path}.groupBy[${index}]`)
          .problem(
            `is "${label}", which ${lacking.text} does not have${didYouMean(label, known)}: its labels are ${known.length === 0 ? "none" : known.join(", ")}`,
          )
          .mend(`remove "${label}", or keep it in the indicator`);
      }
  },
  examples: () => ({
    passing: [withObjective({ groupBy: ["product"] }), withObjective({ groupBy: ["namespace", "service"] })],
    failing: [
      withObjective({ groupBy: ["route"] }),
      withObjective({ groupBy: ["product"], sli: finished("sum(rate(", "))") }),
    ],
  }),
});

export const otherLabels = check({
  id: "slo/other-labels",
  severity: "error",
  reason:
    "What an indicator in one's own words computes has the labels of groupBy and no others. With more of them there are more objectives than anybody wanted, each with a small share of the traffic.",
  explains: ["rule/label-conflict"],
  *find(model): Iterable<Problem> {
    const { world } = contentOf(model);
    for (const objective of objectivesOf(model)) {
      const { slo, path } = objective;
      if (slo.sli.kind !== "raw") continue;
      const { groupBy } = slo;
      for (const { text, labels } of sourcesOf(objective, world).slice(0, 1)) {
        const others = labels.open
          ? ["whatever its series have"]
          : [...(allLabels(labels) ?? [])].filter((each) => each !== NAME && !groupBy.includes(each)).sort();
        if (others.length > 0)
          yield at(`${path}.sli`)
            .problem(`computes ${text} with labels that are not in groupBy: ${others.join(", ")}`)
            .mend(
              groupBy.length === 0
                ? "add it all up: sum(…)"
                : `keep those of groupBy alone: sum by (${groupBy.join(", ")}) (…)`,
            );
      }
    }
  },
  examples: () => ({
    passing: [withObjective({ sli: finished("sum(rate(", "))") }), withObjective({ sli: ordersAccepted })],
    failing: [withObjective({ sli: finished("rate(", ")"), window: days(30) })],
  }),
});

const finished = (before: string, after: string) => {
  const rate = (matcher: string) => (range: { readonly range: { readonly milliseconds: number } }) => ({
    kind: "promql" as const,
    text: `${before}${store.ordersTotal.name}${matcher}[${range.range.milliseconds / 1000}s]${after}`,
  });
  return raw({ total: rate(""), bad: rate('{outcome="refused"}'), series: () => [] });
};
