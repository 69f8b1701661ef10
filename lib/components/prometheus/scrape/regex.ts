/** Prometheus's regular expressions (RE2, anchored at both ends), and the texts that refer to their groups (`$1`, `${name}`). */
import { RE2JS } from "re2js";
import type { Problem } from "../../../checks";

/** What relabelling matches with where nothing is said. */
export const ANYTHING = "(.*)";
/** What relabelling writes where nothing is said. */
export const FIRST_GROUP = "$1";

interface Compiled {
  /** The pattern as it is written. */
  readonly written: RE2JS;
  /** The pattern as Prometheus puts it to work. */
  readonly whole: RE2JS;
}

const compile = (pattern: string): Compiled | string => {
  try {
    return { written: RE2JS.compile(pattern), whole: RE2JS.compile(`^(?s:${pattern})$`) };
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace("error parsing regexp: ", "");
  }
};

/** Compiling takes longest of all that is done to a rule, and the same few patterns come again and again. */
const known = new Map<string, Compiled | string>();

const compiled = (pattern: string): Compiled | string => {
  const result = known.get(pattern) ?? compile(pattern);
  known.set(pattern, result);
  return result;
};

/** Why RE2 does not take a pattern, or nothing. */
export const regexProblem = (pattern: string): string | undefined => {
  const result = compiled(pattern);
  return typeof result === "string" ? result : undefined;
};

/** Whether the whole text matches. A pattern that is none matches nothing. */
export const matchesWhole = (pattern: string, text: string): boolean => {
  const result = compiled(pattern);
  return typeof result !== "string" && result.whole.matches(text);
};

/** Text as a pattern that matches it and nothing else. */
export const quoted = (text: string): string => RE2JS.quote(text);

const REFERENCE = /\$(?:\$|\{([^}]*)(\}?)|(\()|([\p{L}\p{Nd}_]+))/gu;

/** What is wrong with the references of a text to the groups of a pattern, by the rules of Go's `Regexp.Expand`. */
export const referenceProblem = (template: string, pattern: string): Omit<Problem, "path"> | undefined => {
  const result = compiled(pattern);
  if (typeof result === "string") return undefined;
  const names = Object.keys(result.written.namedGroups());
  const count = result.written.groupCount();
  const mendUnknown = `use ${[...Array.from({ length: count + 1 }, (_, group) => `$${group}`), ...names.map((name) => `\${${name}}`)].join(", ")}, or add a group to ${JSON.stringify(pattern)}`;
  for (const [text, braced, end, parenthesis, bare] of template.matchAll(REFERENCE)) {
    if (text === "$$") continue;
    if (parenthesis !== undefined || (braced !== undefined && (end !== "}" || !/^[\p{L}\p{Nd}_]+$/u.test(braced))))
      return {
        problem: `holds "${text}", which is no reference to a group`,
        mend: "write ${1}, or $$ for a dollar sign",
      };
    const name = braced ?? bare ?? "";
    if (/^(0|[1-9]\d*)$/.test(name) ? Number(name) <= count : names.includes(name)) continue;
    const [, number, rest] = /^(\d+)(\D.*)$/.exec(bare ?? "") ?? [];
    return number !== undefined && rest !== undefined && !names.includes(name)
      ? { problem: `refers to a group "${name}", which is empty`, mend: `write \${${number}}${rest}` }
      : { problem: `refers to the group "${name}", which ${JSON.stringify(pattern)} does not have`, mend: mendUnknown };
  }
  return undefined;
};
