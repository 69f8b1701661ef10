/** Where a grammar stopped understanding. */
import type { Tree } from "@lezer/common";
import { onOneLine, type SyntaxProblem } from "./problem";

/** The first error in a tree: the grammar goes on after it, but what it says later only follows from that. */
export const firstError = (tree: Tree, text: string): SyntaxProblem | undefined => {
  if (text.trim() === "") return { from: 0, to: text.length, message: "there is no expression", mend: "write one" };
  const cursor = tree.cursor();
  do {
    if (!cursor.type.isError) continue;
    const { from, to } = cursor;
    const [next] = /^(?:[\w:.$]+|"[^"]*"|.)/.exec(text.slice(from).trim()) ?? [];
    if (next === undefined) return tooEarly(text, { from, to });
    const before = text.slice(0, from).trim();
    const mend = before === "" ? "take it out" : `mend what stands after ${onOneLine(before.slice(-20))}`;
    return { from, to, message: `unexpected ${next}`, mend };
  } while (cursor.next());
  return undefined;
};

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const QUOTED = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|`[^`]*`/g;

const tooEarly = (text: string, at: { readonly from: number; readonly to: number }): SyntaxProblem => {
  const open: string[] = [];
  for (const [character] of text.replace(QUOTED, "").matchAll(/[()[\]{}]/g))
    if (CLOSING[character] === undefined) open.pop();
    else open.push(CLOSING[character]);
  const missing = open.reverse().join("");
  return missing === ""
    ? { ...at, message: "the expression ends too early", mend: "write what is missing at its end" }
    : { ...at, message: `${missing} is missing at the end`, mend: `close what is open: ${missing}` };
};
