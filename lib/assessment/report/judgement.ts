/** The parts of the page that say what it means: needs, compliance, recommendations, maturity. */
import { prose, table } from "../../model";
import type { Assessment, NeededMetric, Recommendation } from "../assessment";
import { places, sentence, sureness, word } from "./said";

const signs: Readonly<Record<NeededMetric["status"], string>> = { exists: "yes", missing: "**no**" };

/** What needs the same is one matrix: a row for each thing, a column for each signal. */
export const needsText = ({ needs }: Assessment): readonly string[] => {
  const things = [...new Set(needs.map(({ of }) => of))];
  const signals = (thing: string): readonly NeededMetric[] => needs.filter(({ of }) => of === thing);
  const shapes = new Map<string, { readonly signals: readonly string[]; readonly things: string[] }>();
  for (const thing of things) {
    const names = signals(thing).map(({ need }) => need);
    const key = names.join(" ");
    const shape = shapes.get(key) ?? { signals: names, things: [] };
    shape.things.push(thing);
    shapes.set(key, shape);
  }
  const missing = [
    ...new Map(
      needs
        .filter(({ status }) => status === "missing")
        .map((each) => [[each.need, each.tells, each.broughtBy].join("\n"), each] as const),
    ).values(),
  ];
  return needs.length === 0
    ? ["Nothing that needs metrics was recognized."]
    : [
        ...[...shapes.values()].map((shape) =>
          table(
            ["of", ...shape.signals.map((each) => prose(each))],
            shape.things.map((thing) => [
              word(thing),
              ...signals(thing).map(({ status, evidence }) =>
                evidence.length === 0 ? signs[status] : `${signs[status]}: ${places(evidence, 1)}`,
              ),
            ]),
          ),
        ),
        ...(missing.length === 0
          ? []
          : [
              "**What is missing, and what brings it:**",
              table(
                ["signal", "what it tells", "brought by"],
                missing.map(({ need, tells, broughtBy }) => [prose(need), sentence(tells), sentence(broughtBy)]),
              ),
            ]),
      ];
};

export const complianceText = ({ compliance }: Assessment): readonly string[] =>
  compliance.length === 0
    ? ["No sign of PCI DSS, HIPAA, GDPR, SOC 2 or ISO 27001 was seen. That says nothing about whether they apply."]
    : [
        "Signs that a set of rules may apply, and what to verify then. This is no legal advice: whether they apply is for whoever is responsible to say.",
        ...compliance.flatMap(({ framework, confidence, evidence, verify }) => [
          `### ${framework}`,
          `${sureness[confidence] === "a hint" ? "A hint" : `How sure: ${sureness[confidence]}`}; seen in ${places(evidence, 3)}.`,
          verify.map(({ topic, text }) => `- ${topic}: ${sentence(text)}`).join("\n"),
        ]),
      ];

const WEIGHT: Readonly<Record<Recommendation["risk"], string>> = {
  1: "1 (low)",
  2: "2",
  3: "3",
  4: "4",
  5: "5 (high)",
};

/** One in full, for the first of them. */
export const inFull = (each: Recommendation, index: number): string =>
  `${index + 1}. **${sentence(each.title)}** (${word(each.id)}; risk ${each.risk} of 5, ${each.effort}). ${sentence(each.why)}
   - Do: ${sentence(each.what)}
   - Done when: ${sentence(each.done)}${each.evidence.length === 0 ? "" : `\n   - Seen in ${places(each.evidence, 3)}`}`;

export const recommendationsText = ({ recommendations }: Assessment): readonly string[] =>
  recommendations.length === 0
    ? ["None: nothing was found that should be done first."]
    : [
        table(
          ["id", "risk", "effort", "why", "what", "done when", "seen in"],
          recommendations.map(({ id, risk, effort, why, what, done, evidence }) => [
            word(id),
            WEIGHT[risk],
            effort,
            sentence(why),
            sentence(what),
            sentence(done),
            places(evidence),
          ]),
        ),
      ];

export const maturityText = ({ maturity }: Assessment): readonly string[] => [
  table(
    ["pillar", "points", "of"],
    [
      ...maturity.map(({ pillar, points, of }) => [pillar, String(points), String(of)]),
      ["**all**", `**${total(maturity, "points")}**`, `**${total(maturity, "of")}**`],
    ],
  ),
  ...maturity.map(
    ({ pillar, points, of, lines }) =>
      `**${pillar}: ${lines.map((line) => line.points).join(" + ")} = ${points} of ${of}**\n\n${lines
        .map(
          (line) =>
            `- ${line.points} of ${line.of}: ${sentence(line.text)}${line.evidence.length === 0 ? "" : ` (${places(line.evidence)})`}`,
        )
        .join("\n")}`,
  ),
];

export const total = (maturity: Assessment["maturity"], what: "points" | "of"): number =>
  maturity.reduce((sum, pillar) => sum + pillar[what], 0);
