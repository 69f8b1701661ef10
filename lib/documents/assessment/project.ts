/** What was seen in the project that the environment watches, where somebody has assessed it: the summary, and how to read it. */
import type { Assessment, Recommendation } from "../../assessment";
import { code, prose, table } from "../../model";
import { counted, listed } from "../architecture";

export const projectSections = (assessment: Assessment | undefined): readonly string[] =>
  assessment === undefined
    ? []
    : [
        `## The project ${assessment.name}`,
        `${counted(assessment.looked.files, "file")} of the project were read, and none of its code was run. ` +
          `\`npx cdktf-observability assess <folder>\` prints all of it with the places. ` +
          "What is `certain` stands in a file in so many words; `likely` follows from what is usual; `possible` is a hint, to be asked about.",
        table(
          ["part", "what was seen"],
          [
            ...PARTS.map(([kind, words]) => [
              words,
              assessment.infrastructure[kind]
                .map(({ confidence, name }) => `${prose(name)} (${confidence})`)
                .join(", ") || "none",
            ]),
            [
              "services",
              assessment.services
                .map(
                  ({ kind, name, owner }) =>
                    `${code(name)} (${[kind.value, ...(owner === undefined ? [] : [prose(owner.value)])].join(", ")})`,
                )
                .join(", ") || "none",
            ],
            ["monitoring", assessment.monitoring.tools.map(({ name }) => prose(name)).join(", ") || "none"],
            [
              "compliance",
              assessment.compliance.map(({ confidence, framework }) => `${framework} (${confidence})`).join(", ") ||
                "no signs",
            ],
          ],
        ),
        ...needs(assessment),
        ...maturity(assessment),
        ...recommended(assessment.recommendations),
      ];

const PARTS: readonly (readonly [keyof Assessment["infrastructure"], string])[] = [
  ["clouds", "clouds"],
  ["orchestration", "orchestration"],
  ["databases", "databases"],
  ["queues", "queues"],
  ["caches", "caches"],
  ["balancers", "load balancers"],
  ["objectStores", "object stores"],
];

const needs = ({ needs: all }: Assessment): readonly string[] => {
  const missing = all.filter(({ status }) => status === "missing");
  return all.length === 0
    ? []
    : [
        `Of ${counted(all.length, "figure")} that should be measured, ${all.length - missing.length} exist already. Missing: ` +
          `${
            listed(
              [...new Set(missing.map((each) => each.of))].sort().map(
                (of) =>
                  `${code(of)} (${missing
                    .filter((each) => each.of === of)
                    .map(({ need }) => need)
                    .join(", ")})`,
              ),
            ) || "nothing"
          }.`,
      ];
};

const maturity = ({ maturity: pillars }: Assessment): readonly string[] =>
  pillars.length === 0
    ? []
    : [
        "Before this environment, the project had reached:",
        table(
          ["pillar", "points", "of"],
          pillars.map(({ of, pillar, points }) => [pillar, `${points}`, `${of}`]),
        ),
      ];

const recommended = (all: readonly Recommendation[]): readonly string[] =>
  all.length === 0
    ? []
    : [
        "What was recommended, by risk and effort:",
        table(
          ["recommendation", "risk", "effort", "why", "seen to be done by"],
          all.map(({ done, effort, risk, title, why }) => [prose(title), `${risk}`, effort, prose(why), prose(done)]),
        ),
      ];
