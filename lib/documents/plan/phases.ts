/** What a phase of the plan is made of, and how it is written. */
import { prose, table } from "../../model";
import { anchorOf } from "../page";

export interface Phase {
  readonly title: string;
  /** Who does it. */
  readonly who: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** Texts and fenced commands, in order. */
  readonly steps: readonly string[];
  /** Commands with what must be seen. */
  readonly verification: readonly string[];
  readonly rollback: readonly string[];
}

const heading = ({ title }: Phase, index: number): string => `Phase ${index + 1}: ${title}`;

export const phasesTable = (phases: readonly Phase[]): string =>
  table(
    ["phase", "what for", "who"],
    phases.map((phase, index) => [
      `[${index + 1}. ${phase.title}](#${anchorOf(heading(phase, index))})`,
      prose(phase.purpose),
      phase.who,
    ]),
  );

export const phaseSection = (phase: Phase, index: number): readonly string[] => [
  `## ${heading(phase, index)}`,
  `${phase.purpose} **Who:** ${phase.who}.`,
  ...phase.steps,
  `### Seen to be done: phase ${index + 1}`,
  ...phase.verification,
  `### Back out of phase ${index + 1}`,
  ...phase.rollback,
];
