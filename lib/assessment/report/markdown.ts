/** An assessment as a page, for whoever arrives on Monday: figures, what to do first, then everything with its places. */
import type { Assessment } from "../assessment";
import { infrastructureText, leftOutText, monitoringText, servicesText, unreadableText } from "./inventory";
import { complianceText, inFull, maturityText, needsText, recommendationsText } from "./judgement";
import { word } from "./said";
import { summaryText } from "./summary";

/** Recommendations that are told in full at the top. */
const FIRST = 5;

interface Section {
  readonly title: string;
  readonly text: (assessment: Assessment) => readonly string[];
}

const SECTIONS: readonly Section[] = [
  { title: "Infrastructure", text: infrastructureText },
  { title: "Services", text: servicesText },
  { title: "Current monitoring", text: monitoringText },
  { title: "Metrics needed", text: needsText },
  { title: "Compliance", text: complianceText },
  { title: "Recommendations", text: recommendationsText },
  { title: "Maturity", text: maturityText },
  { title: "Left out", text: leftOutText },
  { title: "Files that could not be read", text: unreadableText },
];

const first = ({ recommendations }: Assessment): readonly string[] =>
  recommendations.length === 0 ? [] : ["## What to do first", recommendations.slice(0, FIRST).map(inFull).join("\n")];

const HOW_SURE =
  "How sure: _certain_, it says so itself; _likely_, it follows from what is usual; _a hint_, it may be something else. Places are files below the assessed folder, with the line.";

export const assessmentMarkdown = (assessment: Assessment): string =>
  [
    `# Assessment of ${assessment.name === "" ? "a project" : word(assessment.name)}`,
    summaryText(assessment),
    ...first(assessment),
    HOW_SURE,
    ...SECTIONS.flatMap(({ title, text }) => [`## ${title}`, ...text(assessment)]),
  ]
    .join("\n\n")
    .concat("\n");
