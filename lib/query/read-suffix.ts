/** Reads what follows a selector or a subquery: `[5m]`, `[1h:5m]`, `offset`, `@`. */
import type { SyntaxNode } from "@lezer/common";
import type { DurationText, Node } from "./ast";
import { numberValue } from "./numbers";
import { onOneLine } from "./problem";
import { complain, hasVariable, textAt, writtenAt, type Reading } from "./reading";

/** The nodes of the grammar that are an expression with something behind it. */
export const SUFFIXES: ReadonlySet<string> = new Set([
  "OffsetExpr",
  "MatrixSelector",
  "SubqueryExpr",
  "StepInvariantExpr",
  "AnchoredExpr",
  "SmoothedExpr",
]);

/** A node with its suffix. */
export const suffixed = (node: Node, syntax: SyntaxNode, reading: Reading): Node => {
  const { from } = node;
  const { to } = syntax;
  const part = onOneLine(writtenAt({ from: node.to, to }, reading));
  const [first, second] = syntax.getChildren("DurationExpr");
  const refused = (message: string, mend: string): Node => {
    complain(reading, { from, to }, message, mend);
    return { ...node, to };
  };

  if (syntax.name === "SubqueryExpr" && first) {
    const range = positive(first, reading);
    return { kind: "subquery", expr: node, range, ...(second ? { step: positive(second, reading) } : {}), from, to };
  }
  if (syntax.name === "MatrixSelector" && first) {
    const range = positive(first, reading);
    if (node.kind !== "selector" || node.range !== undefined)
      return refused(
        `a range like ${part} can only follow a selector`,
        `write a subquery, with a colon: ${part.slice(0, -1)}:]`,
      );
    if (!isUnset(node.offset) || node.at !== undefined)
      return refused(`the range ${part} stands after offset or @`, `write ${part} right behind the selector`);
    return { ...node, range, to };
  }
  if (node.kind !== "selector" && node.kind !== "subquery")
    return refused(`${part} can only follow a selector or a subquery`, `write ${part} behind the selector within`);
  if (syntax.name === "StepInvariantExpr") {
    if (node.at !== undefined) return refused("@ is given twice", "write it once");
    const at = part.replace(/^@\s*/, "");
    if (!isTime(at)) return refused(`${part} is no time`, "write seconds since 1970, start() or end()");
    return { ...node, at, to };
  }
  const offset = syntax.getChild("OffsetDurationExpr");
  if (syntax.name === "OffsetExpr" && offset)
    return isUnset(node.offset)
      ? { ...node, offset: durationOf(offset, reading), to }
      : refused("offset is given twice", "write one offset, the sum of both");
  const modifier = syntax.name === "AnchoredExpr" ? "anchored" : "smoothed";
  return refused(`${modifier} is experimental: Prometheus needs a feature flag for it`, `leave ${modifier} out`);
};

/** Prometheus takes an offset of nothing for none. */
const isUnset = (offset: DurationText | undefined): boolean => offset === undefined || offset.milliseconds === 0;

/** Seconds since 1970 in 64 bits, or `start()`, `end()`. */
const isTime = (text: string): boolean => {
  if (text.endsWith(")") || hasVariable(text)) return true;
  const seconds = numberValue(text.replace(/^[-+]\s*/, ""));
  return seconds !== undefined && seconds < 2 ** 63;
};

/** Prometheus counts nanoseconds in 64 bits. */
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** A length of time between brackets, or after `offset`. */
const durationOf = (syntax: SyntaxNode, reading: Reading): DurationText => {
  const text = writtenAt(syntax, reading).trim();
  const [, sign = "", amount = ""] = /^([-+]?)\s*(.*)$/s.exec(text) ?? [];
  if ([...text.matchAll(/[/%]\s*(\d\w*)/g)].some(([, divisor = ""]) => numberValue(divisor) === 0))
    complain(reading, syntax, `${text} divides by zero`, "write another number");
  if (hasVariable(text) || !/^[\w.]+(?:[eE][-+]\d+)?$/.test(amount)) return { text };
  const seconds = numberValue(amount);
  if (seconds === undefined || seconds > LONGEST_SECONDS || /^\+?inf/i.test(textAt(syntax, reading))) {
    complain(reading, syntax, `${text} is no length of time`, "write one like 30s, 5m, 1h30m, 7d");
    return { text };
  }
  if (Number.isNaN(seconds)) return { text };
  const milliseconds = Math.round(seconds * 1000);
  return { text, milliseconds: sign === "-" ? -milliseconds : milliseconds };
};

const positive = (syntax: SyntaxNode, reading: Reading): DurationText => {
  const duration = durationOf(syntax, reading);
  if ((duration.milliseconds ?? 1) <= 0 || /^nan$/i.test(duration.text))
    complain(reading, syntax, `[${duration.text}] is no length of time`, "write one that is more than 0");
  return duration;
};
