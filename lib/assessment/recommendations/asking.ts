/** What recommendations are made of: an assessment without them, and the project for what no assessment says. */
import type { Assessment, Evidence, Recommendation } from "../assessment";
import type { Project } from "../project";
import { keeps, LOG_TOOLS, METRIC_STORES } from "./tools";

/** An assessment before anybody judges it. */
export type Assessed = Omit<Assessment, "recommendations" | "maturity">;

export interface Asking extends Assessed {
  /** Absent where only the assessment is left: then images, backups and the like are judged by its evidence. */
  readonly project?: Project;
}

/** One subject: what of it should be done. */
export type Rule = (asking: Asking) => readonly Recommendation[];

/** What is said of all of them, in one place. */
export const recommendation = (
  id: string,
  { evidence = [], ...said }: Omit<Recommendation, "id" | "evidence"> & { readonly evidence?: readonly Evidence[] },
): Recommendation => ({ id, ...said, evidence: evidence.slice(0, MOST) });

/** Places that are named for one recommendation. */
const MOST = 5;

/** The first of the tools that is there. */
export const hasTool = ({ monitoring }: Assessed, names: readonly string[]): boolean =>
  monitoring.tools.some(
    (tool) =>
      names.includes(tool.name) &&
      (keeps(tool) || !(METRIC_STORES.includes(tool.name) || LOG_TOOLS.includes(tool.name))),
  );

export const evidenceOf = (each: readonly { readonly evidence: readonly Evidence[] }[]): readonly Evidence[] =>
  each.flatMap(({ evidence }) => evidence.slice(0, 1));

/** `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** Needs of a thing that nothing tells of. */
export const missingOf = ({ needs }: Assessed, name: string): readonly string[] =>
  needs.filter((each) => each.of === name && each.status === "missing").map(({ need }) => need);
