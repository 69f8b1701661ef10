/** The parts of the page that say what there is: infrastructure, services, monitoring. */
import { code, table } from "../../model";
import { INFRASTRUCTURE, type Assessment, type InfrastructureKind, type Seen } from "../assessment";
import { dependencyGraph } from "./graph";
import { problemsText } from "./problems";
import { places, sentence, sureness, word } from "./said";

const TITLES: Readonly<Record<InfrastructureKind, string>> = {
  clouds: "Cloud",
  orchestration: "Orchestration",
  databases: "Database",
  queues: "Queue or stream",
  caches: "Cache",
  balancers: "Load balancer or ingress",
  objectStores: "Object store",
};

const block = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [["```mermaid", ...lines, "```"].join("\n")];

export const infrastructureText = (assessment: Assessment): readonly string[] => {
  const rows = INFRASTRUCTURE.flatMap((kind) =>
    assessment.infrastructure[kind].map(({ name, confidence, evidence }) => [
      TITLES[kind],
      word(name),
      sureness[confidence],
      places(evidence),
    ]),
  );
  return rows.length === 0
    ? ["Nothing was recognized."]
    : [table(["part", "what", "how sure", "seen in"], rows), ...block(dependencyGraph(assessment))];
};

const value = (seen: Seen<string | number> | undefined): string =>
  seen === undefined
    ? ""
    : `${word(String(seen.value))}${seen.confidence === "certain" ? "" : ` (${sureness[seen.confidence]})`}`;

const values = (seen: readonly Seen<string | number>[]): string => seen.map(value).join(", ");

export const servicesText = ({ services, infrastructure }: Assessment): readonly string[] =>
  services.length === 0
    ? ["No program that the project's people write and run was recognized."]
    : [
        ...(Object.values(infrastructure).every((each) => each.length === 0)
          ? block(dependencyGraph({ services, infrastructure }))
          : []),
        table(
          [
            "service",
            "kind",
            "language, framework",
            "ports",
            "health",
            "owner",
            "replicas",
            "needs",
            "how sure",
            "seen in",
          ],
          services.map((each) => [
            word(each.name),
            `${each.kind.value}${each.kind.confidence === "certain" ? "" : ` (${sureness[each.kind.confidence]})`}`,
            [each.language, each.framework].map(value).filter(Boolean).join(", "),
            values(each.ports),
            values(each.health),
            value(each.owner),
            value(each.replicas),
            values(each.dependsOn),
            sureness[each.confidence],
            places(each.evidence),
          ]),
        ),
      ];

export const monitoringText = (assessment: Assessment): readonly string[] => {
  const { tools, retired, judged, scraped, tellsPeople } = assessment.monitoring;
  return [
    tools.length === 0
      ? "No monitoring tool was seen."
      : table(
          ["tool", "how sure", "seen in"],
          tools.map(({ name, confidence, evidence }) => [word(name), sureness[confidence], places(evidence)]),
        ),
    ...(retired.length === 0
      ? []
      : [
          "**Maintained no more:**",
          table(
            ["tool", "since", "successor", "seen in"],
            retired.map(({ name, since, successor, evidence }) => [
              word(name),
              sentence(since),
              sentence(successor),
              places(evidence),
            ]),
          ),
        ]),
    [
      `- Judged: ${judged.rules} rules (${judged.alerts} alerts), ${judged.dashboards} dashboards, ${judged.receivers} receivers.`,
      `- Scraped, as far as it can be told: ${scraped.length === 0 ? "nothing" : scraped.map(({ value: name }) => word(name)).join(", ")}.`,
      `- ${tellsPeople.length === 0 ? "No alert was found that reaches people." : `Alerts reach people: ${places(tellsPeople)}.`}`,
    ].join("\n"),
    ...problemsText(assessment.monitoring.problems),
  ];
};

/** What was not looked at, by the reason. */
export const leftOutText = ({ leftOut }: Assessment): readonly string[] => {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].sort();
  return reasons.length === 0
    ? ["Nothing."]
    : [
        table(
          ["why", "how many", "for instance"],
          reasons.map((reason) => {
            const paths = leftOut.filter((each) => each.reason === reason).map(({ path }) => path);
            return [sentence(reason), String(paths.length), paths.slice(0, 3).map(word).join(", ")];
          }),
        ),
      ];
};

export const unreadableText = ({ findings }: Assessment): readonly string[] =>
  findings.length === 0
    ? ["None."]
    : [
        table(
          ["file", "what is wrong", "what to do", "check"],
          findings.map(({ path, problem, mend, check }) => [
            word(path),
            sentence(problem),
            sentence(mend),
            code(check),
          ]),
        ),
      ];
