/** How deep a text nests, told before a parser that calls itself for each level is let loose on it. */
import { NESTING } from "./limits";

const OPEN: ReadonlySet<string> = new Set(["[", "{", "("]);
const CLOSE: ReadonlySet<string> = new Set(["]", "}", ")"]);

/** A line of YAML that opens more lists, or bears more marks, than anybody writes: `- - - - …` */
const DASHES = /^[ \t]*(?:[-?&!][^ \t\n]{0,20}[ \t]+){100}/m;

/** Brackets in strings count, too: a text that has hundreds more of them open than closed is no configuration. */
export const nestsTooDeep = (text: string, most = NESTING): boolean => {
  let depth = 0;
  for (const sign of text) {
    if (OPEN.has(sign)) depth += 1;
    else if (CLOSE.has(sign) && depth > 0) depth -= 1;
    if (depth > most) return true;
  }
  return false;
};

/** Of YAML also lists within lists on one line. */
export const yamlNestsTooDeep = (text: string): boolean => nestsTooDeep(text) || DASHES.test(text);
