/** What the reader of a query would refuse, and where. */
export interface SyntaxProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** What to write instead, where that can be said. */
  readonly mend?: string;
}

const LONGEST = 80;

/** A part of a query as a message shows it: on one line. */
export const onOneLine = (part: string): string => {
  const line = part.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 2)} …`;
};
