/** JSON as people write it: with comments and commas at the end where a tool allows them. */
import { createRequire } from "node:module";
import type TypeScript from "typescript";

export type JsonRead = { readonly value: unknown } | { readonly problem: string; readonly offset: number };

/** What `JSON.parse` does not take, TypeScript's own reader may: it knows comments, and where a mistake stands. */
export const jsonValue = (text: string): JsonRead => {
  try {
    return { value: JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text) as unknown };
  } catch {
    return lenientOr(text);
  }
};

/** It calls itself for what stands where no JSON does. */
const lenientOr = (text: string): JsonRead => {
  try {
    return lenient(text);
  } catch {
    return { problem: "it cannot be read", offset: 0 };
  }
};

const lenient = (text: string): JsonRead => {
  // Takes a quarter of a second to load, and hardly any project needs it.
  const typescript = createRequire(__filename)("typescript") as typeof TypeScript;
  const file = typescript.parseJsonText("file.json", text);
  const errors: TypeScript.Diagnostic[] = [];
  const value = typescript.convertToObject(file, errors) as unknown;
  const [error] = [...(file as unknown as Parsed).parseDiagnostics, ...errors];
  if (error === undefined && file.statements.length > 0) return { value };
  return {
    problem: typescript.flattenDiagnosticMessageText(error?.messageText ?? "it is empty", " "),
    offset: error?.start ?? 0,
  };
};

/** What the parser notes of mistakes, and its types do not tell. */
interface Parsed {
  readonly parseDiagnostics: readonly TypeScript.Diagnostic[];
}
