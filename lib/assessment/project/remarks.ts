/** What is to be said of files that could not be looked at: collected while others read, told in a stable order. */
import { sortFindings, type Finding } from "../../model";

export type ReadingCheck = "assessment/malformed" | "assessment/unreadable" | "assessment/too-deep";

interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

export interface Remarks {
  readonly findings: readonly Finding[];
  readonly leftOut: readonly LeftOut[];
  /** The file cannot be read, or is no document of its format. */
  readonly problem: (check: ReadingCheck, path: string, problem: string, line?: number) => void;
  readonly leaveOut: (path: string, reason: string) => void;
}

const MENDS: Readonly<Record<ReadingCheck, string>> = {
  "assessment/malformed": "mend the file, or remove it if nobody reads it: nothing in it has been assessed",
  "assessment/unreadable": "give whoever runs the assessment the right to read it: nothing in it has been assessed",
  "assessment/too-deep": "nest it less deep: nothing in it has been assessed",
};

/** Characters of a parser's words that are shown. */
const WORDS = 160;

/** One line, no control characters, no more than can be read. */
export const printable = (text: string, length = WORDS): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029\ud800-\udfff]/gu, (sign) =>
    sign === "\n" || sign === "\t" ? " " : `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean;
};

export const remarks = (): Remarks => {
  const findings = new Map<string, Finding>();
  const leftOut = new Map<string, LeftOut>();
  return {
    get findings() {
      return sortFindings([...findings.values()]);
    },
    get leftOut() {
      return [...leftOut.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    },
    problem: (check, path, problem, line) => {
      const place = line === undefined ? path : `${path}:${line}`;
      // A file is told of once: what comes after the first mistake follows from it.
      if (findings.has(path)) return;
      findings.set(path, { check, severity: "warning", path: place, problem: printable(problem), mend: MENDS[check] });
    },
    leaveOut: (path, reason) => {
      if (!leftOut.has(path)) leftOut.set(path, { path, reason });
    },
  };
};
