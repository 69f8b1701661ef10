/** A query while its tree is being read: what the grammar got, what was written, what is found wrong on the way. */
import type { SyntaxNode } from "@lezer/common";
import type { SyntaxProblem } from "./problem";
import { unquote } from "./strings";

export interface Reading {
  /** What the grammar got; as long as the original. */
  readonly text: string;
  /** The original with its comments blanked. */
  readonly written: string;
  readonly problems: SyntaxProblem[];
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export const textAt = ({ from, to }: Span, reading: Reading): string => reading.text.slice(from, to);
export const writtenAt = ({ from, to }: Span, reading: Reading): string => reading.written.slice(from, to);

export const complain = (reading: Reading, { from, to }: Span, message: string, mend?: string): void => {
  reading.problems.push({ from, to, message, ...(mend === undefined ? {} : { mend }) });
};

/** What a quoted text means; empty after a complaint. */
export const stringAt = (syntax: SyntaxNode, reading: Reading): string => {
  const result = unquote(writtenAt(syntax, reading));
  if (result.problem === undefined) return result.value;
  complain(reading, syntax, result.problem, result.mend);
  return "";
};

/** Whether Grafana fills it in, so that its value is not known. */
export const hasVariable = (text: string): boolean => /[$[]/.test(text);
