/** Whether an answer is good for its panel; why not, in one line. */
import type { Answer } from "../../../lib/testing";
import type { AskedQuery } from "./asked";

export const judged = ({ legend, mayBeEmpty, marksMoments }: AskedQuery, answer: Answer): readonly string[] => {
  if ("problem" in answer) return [`Prometheus refuses it: ${reasonIn(answer.problem)}`];
  if (answer.length === 0)
    return mayBeEmpty ? [] : [marksMoments ? "it marks no moment of this world" : "it returns nothing"];
  const lacking = legend.flatMap((label) => {
    const without = answer.filter(({ labels }) => !labels[label]).length;
    return without === 0
      ? []
      : [
          `its legend names {{${label}}}, which ${without === answer.length ? "no series has" : `${without} of ${answer.length} series lack`}`,
        ];
  });
  const finite = answer.some(({ value }) => Number.isFinite(value));
  return [...lacking, ...(finite ? [] : [`no value is a number (${answer[0]?.value})`])];
};

/** What Prometheus says of an expression that promtool repeats before. */
const reasonIn = (problem: string): string =>
  (/, err: ([^]*)$/.exec(problem)?.[1] ?? problem).replace(/\s+/g, " ").slice(0, 200);

/** Columns of a table that no query of it fills. */
export const emptyColumns = (queries: readonly (readonly [AskedQuery, Answer])[]): readonly string[] => {
  const [first] = queries;
  const figures = queries.flatMap(([, answer]) => ("problem" in answer ? [] : answer));
  if (first === undefined || figures.length === 0) return [];
  const [{ dashboard, panel, columns }] = first;
  return columns
    .filter((label) => !figures.some(({ labels }) => labels[label]))
    .map((label) => `${dashboard.uid} › ${panel}: its column ${label} is a label that no query carries`);
};
