/** Regular expressions as Prometheus and Loki read them: RE2, anchored at both ends. */
import { RE2JS, RE2JSException } from "re2js";

/** The expression, or why it is none. */
type Compiled = RE2JS | string;

const compiled = new Map<string, Compiled>();

const compile = (regex: string): Compiled => {
  const known = compiled.get(regex) ?? compileNew(regex);
  compiled.set(regex, known);
  return known;
};

const compileNew = (regex: string): Compiled => {
  try {
    // A dot matches a line break too: Prometheus sets the flag `s`.
    return RE2JS.compile(regex, RE2JS.DOTALL);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    // Go takes a name that is given twice; what the name is makes no difference.
    const nameless = regex.replace(/(?<!\\)((?:\\\\)*\()\?P?<\w+>/g, "$1");
    if (error.message.includes("duplicate capture group name") && nameless !== regex) return compileNew(nameless);
    return error.message.replace(/^error parsing regexp: /, "").replace("`(?s)", "`");
  }
};

/** Why it is no regular expression of RE2; undefined where it is one. */
export const regexProblem = (regex: string): string | undefined => {
  const result = compile(regex);
  return typeof result === "string" ? result : undefined;
};

/** The expression itself; undefined for a broken one, and for one with two groups of one name, which only Go can tell apart. */
export const regexWithGroups = (regex: string): RE2JS | undefined => {
  const result = compile(regex);
  return typeof result === "string" || result.pattern() !== regex ? undefined : result;
};

/** Whether the whole text matches; a broken expression matches nothing. */
export const regexMatches = (regex: string, text: string): boolean => {
  const result = compile(regex);
  return typeof result !== "string" && result.matches(text);
};
