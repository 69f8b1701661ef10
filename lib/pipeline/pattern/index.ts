/** Patterns that Ruby, JavaScript and RE2 read alike, so that what is tried here is what Fluentd does. */
import { isExponential } from "./ambiguity";
import { parsePattern } from "./parse";
import { isProblem, type Pattern, type PatternProblem } from "./syntax";

export { javaScriptPattern, rubyPattern, rubySource } from "./render";
export type { Pattern, PatternProblem } from "./syntax";
export { isProblem };

const judged = new Map<string, Pattern | PatternProblem>();
/** Far more than an installation has. */
const MOST_JUDGED = 1_000;

/** A pattern that is portable, and whose search ends in time. Environments have the same ones over and over, and to judge one takes milliseconds. */
export const portablePattern = (text: string): Pattern | PatternProblem => {
  const known = judged.get(text);
  if (known !== undefined) return known;
  const verdict = judge(text);
  if (judged.size >= MOST_JUDGED) judged.clear();
  judged.set(text, verdict);
  return verdict;
};

const judge = (text: string): Pattern | PatternProblem => {
  const parsed = parsePattern(text);
  if (isProblem(parsed)) return parsed;
  switch (isExponential(parsed)) {
    case false:
      return parsed;
    case true:
      return {
        problem: "can take one text in many ways, and tries them all before it gives up",
        mend: "let no two repetitions take the same characters, one within or right behind the other: (?:a|b)+, not (?:a+|b)+",
      };
    case undefined:
      return { problem: "is too long to judge", mend: "write several patterns, of which the first that fits counts" };
  }
};

/** One that is written in this code. @throws Error where it is no portable pattern, which a test would find */
export const pattern = (text: string): Pattern => {
  const parsed = portablePattern(text);
  if (isProblem(parsed)) throw new Error(`${text} ${parsed.problem}: ${parsed.mend}`);
  return parsed;
};
