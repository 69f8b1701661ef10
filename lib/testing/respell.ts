/** Spells one node of a query anew, with all below it as it was written: how a mutant differs from its rule in one place only. */
import type { Aggregation, Binary, Matcher, Node, Subquery, VectorSelector } from "../query";
import { labelText, quotedText } from "./promtool-text";

/** The text with one span of it replaced. */
export const replaced = (text: string, { from, to }: Pick<Node, "from" | "to">, by: string): string =>
  `${text.slice(0, from)}${by}${text.slice(to)}`;

const written = (text: string, { from, to }: Node): string => text.slice(from, to);

export const spelledMatcher = ({ label, operator, value }: Matcher): string =>
  `${labelText(label)}${operator}${quotedText(value)}`;

const labelList = (labels: readonly string[]): string => `(${labels.map(labelText).join(", ")})`;

const timing = ({ offset, at }: VectorSelector | Subquery): string =>
  `${offset === undefined ? "" : ` offset ${offset.text}`}${at === undefined ? "" : ` @ ${at}`}`;

export const spelledSelector = (selector: VectorSelector): string => {
  const { metric, matchers, range } = selector;
  const plain = metric === undefined || labelText(metric.replaceAll(":", "_")) === metric.replaceAll(":", "_");
  const inside = [...(plain ? [] : [quotedText(metric)]), ...matchers.map(spelledMatcher)];
  const braces = inside.length === 0 && plain && metric !== undefined ? "" : `{${inside.join(",")}}`;
  return `${plain ? (metric ?? "") : ""}${braces}${range === undefined ? "" : `[${range.text}]`}${timing(selector)}`;
};

export const spelledSubquery = (text: string, subquery: Subquery): string =>
  `${written(text, subquery.expr)}[${subquery.range.text}:${subquery.step?.text ?? ""}]${timing(subquery)}`;

export const spelledAggregation = (text: string, { operator, grouping, parameter, expr }: Aggregation): string => {
  const by = grouping === undefined ? "" : ` ${grouping.kind} ${labelList(grouping.labels)} `;
  const args = [...(parameter === undefined ? [] : [parameter]), expr].map((each) => written(text, each));
  return `${operator}${by}(${args.join(", ")})`;
};

/** With the modifiers of the operator, which the tree has, and the operands as they are written. */
export const spelledBinary = (text: string, { operator, left, right, bool, matching, fill }: Binary): string =>
  [
    written(text, left),
    operator,
    ...(bool ? ["bool"] : []),
    ...(matching === undefined ? [] : [`${matching.kind} ${labelList(matching.labels)}`]),
    ...(matching?.group === undefined ? [] : [`group_${matching.group.side} ${labelList(matching.group.labels)}`]),
    ...(fill === undefined ? [] : [fill]),
    written(text, right),
  ].join(" ");
