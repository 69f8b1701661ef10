/** Queries with what a grammar cannot read of Grafana's variables filled in, and all else left for checks to see. */
import type { Dashboard } from "../../model";

/** A quoted text, or a variable outside of one. */
const TOKEN = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|`[^`]*`|\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g;

/**
 * With the first value of each choice where a name, a number or a length of time stands: `by ($by)`, `[$window]`. What stands in quotes
 * keeps its variables: checks must not take an example for the only value.
 */
export const legible = (text: string, { variables }: Pick<Dashboard, "variables">): string => {
  if (!text.includes("$")) return text;
  return text.replace(TOKEN, (token, plain: string | undefined, braced: string | undefined) => {
    const name = plain ?? braced;
    if (name === undefined) return token;
    const variable = variables.find((each) => each.name === name);
    return variable?.kind === "choice" || variable?.kind === "text" ? variable.initial : token;
  });
};
