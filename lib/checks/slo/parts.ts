/** Journeys whose parts are not there, or cannot be added up. */
import { days, didYouMean, minutes, hours, type Model, type Slo } from "../../model";
import { promql } from "../../query";
import { baseRange, bounds, composite, sloPack } from "../../slo";
import { at, check, type Problem } from "../check";
import { modelWith } from "../content/example";
import { level, objective, SLOW, store, withObjectives } from "./example";
import { objectivesOf, type ObjectiveInPlace } from "../content/objectives";
import { lengthText } from "./words";

interface PartInPlace {
  readonly journey: ObjectiveInPlace;
  readonly path: string;
  readonly name: string;
  /** The objective of that name in the same pack. */
  readonly part?: Slo;
}

const partsIn = function* (model: Model): Iterable<PartInPlace> {
  const byPack = new Map<string, ReadonlyMap<string, Slo>>();
  for (const journey of objectivesOf(model)) {
    const { fact, path, slo } = journey;
    if (slo.sli.parts === undefined) continue;
    const known = byPack.get(fact.path) ?? new Map(fact.pack.slos.map((each) => [each.name, each]));
    byPack.set(fact.path, known);
    for (const [index, { slo: name }] of slo.sli.parts.entries())
      yield { journey, path: `${path}.sli.parts[${index}]`, name, part: known.get(name) };
  }
};

export const partMissing = check({
  id: "slo/part-missing",
  severity: "error",
  reason:
    "A journey is computed from what was recorded of its parts a moment ago, in the same group of rules. A part that is not in its pack is not recorded, or at another time, and its events are missing in the journey.",
  explains: ["rule/missing-recording", "rule/evaluation-order", "promql/impossible-value", "promql/unknown-label"],
  *find(model): Iterable<Problem> {
    const all = objectivesOf(model);
    for (const { journey, path, name, part } of partsIn(model)) {
      if (part !== undefined) continue;
      const { slos } = journey.fact.pack;
      const elsewhere = all.find(({ slo }) => slo.name === name);
      yield at(path)
        .problem(
          `is ${name}, which is none of the ${slos.length} objectives of its pack${
            elsewhere === undefined
              ? didYouMean(
                  name,
                  slos.map((slo) => slo.name),
                )
              : `, but ${elsewhere.path}`
          }`,
        )
        .mend(`add it to ${journey.fact.path}, or remove it from the journey`);
    }
  },
  examples: () => ({
    passing: [withObjectives([objective(), journey([objective()])])],
    failing: [
      withObjectives([journey([objective()])]),
      modelWith([
        sloPack("shop", { metrics: store, slos: [objective()] }),
        sloPack("journeys", { metrics: store, slos: [journey([objective()])] }),
      ]),
    ],
  }),
});

export const partLabels = check({
  id: "slo/part-labels",
  severity: "error",
  reason: "A journey is added up by its own labels of groupBy. A part that does not have them is in no sum.",
  explains: ["promql/unknown-label", "promql/group-label-missing", "alert/label-not-in-result", "promql/dropped-label"],
  *find(model): Iterable<Problem> {
    for (const { journey, path, part, name } of partsIn(model)) {
      const missing = journey.slo.groupBy.filter((label) => part !== undefined && !part.groupBy.includes(label));
      if (missing.length > 0)
        yield at(path)
          .problem(
            `is ${name}, by ${part?.groupBy.join(", ") || "no label"}, and the journey is by ${journey.slo.groupBy.join(", ")}: its events have no ${missing.join(", ")}`,
          )
          .mend(`add ${missing.join(", ")} to groupBy of ${name}, or remove it from that of the journey`);
    }
  },
  examples: () => {
    const byProduct = objective({ groupBy: ["product"] });
    return {
      passing: [withObjectives([byProduct, journey([byProduct], { groupBy: ["product"] })])],
      failing: [withObjectives([objective(), journey([objective()], { groupBy: ["product"] })])],
    };
  },
});

export const partUnit = check({
  id: "slo/part-unit",
  severity: "error",
  reason:
    "A journey adds up what its parts count. Seconds are there whether anybody comes or not: beside requests, they weigh as much as one request each second.",
  *find(model): Iterable<Problem> {
    const first = new Map<ObjectiveInPlace, Slo>();
    for (const { journey, path, part, name } of partsIn(model)) {
      if (part === undefined) continue;
      const other = first.get(journey) ?? part;
      first.set(journey, other);
      const [own, others] = [part.sli.unit, other.sli.unit];
      if ((own === "seconds") !== (others === "seconds"))
        yield at(path)
          .problem(
            `is ${name}, which counts ${own}, and ${other.name} counts ${others}: 1 second would weigh as much as 1 of the ${own === "seconds" ? others : own}`,
          )
          .mend("make a journey of parts that count events, and another one of parts that count time");
    }
  },
  examples: () => {
    const orders = objective();
    const open = objective({
      name: "queue-short",
      sli: bounds({ gauge: promql`${store.queueLength}`, atMost: 100 }),
    });
    return {
      passing: [withObjectives([orders, journey([orders])])],
      failing: [withObjectives([orders, open, journey([orders, open])])],
    };
  },
});

export const partRange = check({
  id: "slo/part-range",
  severity: "error",
  reason:
    "A journey reads what its parts recorded over its own shortest window. A part that records over another one has no such series.",
  explains: ["rule/missing-recording", "promql/impossible-value"],
  *find(model): Iterable<Problem> {
    for (const { journey, path, part, name } of partsIn(model)) {
      if (part === undefined) continue;
      const [own, base] = [baseRange(journey.slo.levels), baseRange(part.levels)];
      if (own.milliseconds !== base.milliseconds)
        yield at(path)
          .problem(
            `is ${name}, whose shortest window is ${lengthText(base)}, and that of the journey is ${lengthText(own)}: slo:events:rate${lengthText(own)}{slo="${name}"} does not exist`,
          )
          .mend(`give both the same shortest window: min(5m, short windows of the levels)`);
    }
  },
  examples: () => {
    const orders = objective();
    const levels = [level(14.4, hours(1), minutes(2)), SLOW];
    const quick = objective({ alerting: { levels } });
    return {
      passing: [withObjectives([quick, journey([quick], { alerting: { levels } })])],
      failing: [
        withObjectives([quick, journey([quick])]),
        withObjectives([orders, journey([orders], { alerting: { levels } })]),
      ],
    };
  },
});

const journey = (parts: readonly Slo[], more: Parameters<typeof objective>[0] = {}): Slo =>
  objective({
    name: "whole-journey",
    description: "Customers get what they came for.",
    window: days(30),
    sli: composite({ parts: parts.map((slo) => ({ slo, weight: 1 })) }),
    ...more,
  });
