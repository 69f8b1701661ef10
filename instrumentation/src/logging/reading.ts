/** Reads from objects that may throw at any touch: getters, proxies, revoked proxies. */
import { cleanText } from "./text";

/** A property's value; where reading it throws, a word that says so. */
export function read(object: object, name: PropertyKey): unknown {
  try {
    return (object as Readonly<Record<PropertyKey, unknown>>)[name];
  } catch (problem) {
    return unreadable(problem);
  }
}

/** Stands for what cannot be read. */
export const unreadable = (problem: unknown): string => `[unreadable: ${reasonOf(problem)}]`;

function reasonOf(problem: unknown): string {
  try {
    const message: unknown = problem instanceof Error ? problem.message : problem;
    return typeof message === "string" ? cleanText(message, 200) : `threw a value of type ${typeof message}`;
  } catch {
    return "what it throws cannot be read either";
  }
}
