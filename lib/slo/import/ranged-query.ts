/** A query with holes where an indicator's ranges belong, which are known only when its rules are computed. */
import { inSeconds, plus, times, type Duration, type Expression } from "../../model";
import { printPromql, promql, type DurationText, type Node, type NumberLiteral } from "../../query";
import type { RawRange } from "../sli/raw";

export type Hole =
  /** One scrape longer than the window: over it, `rate` counts each event once. */
  | { readonly is: "range" }
  | { readonly is: "window" }
  /** The window in seconds, as a number. */
  | { readonly is: "seconds" }
  /** A time slice and one scrape more. */
  | { readonly is: "slice"; readonly slice: Duration };

export type RangedQuery = readonly (string | Hole)[];

/** Where a hole is, while the query is still a tree. No query has that character. */
const MARK = "\u0000";

const marked = (hole: Hole): string =>
  `${MARK}${hole.is}${hole.is === "slice" ? `:${hole.slice.milliseconds}` : ""}${MARK}`;

export const holeAsRange = (hole: Hole): DurationText => ({ text: marked(hole) });

export const secondsOfWindow: NumberLiteral = {
  kind: "number",
  value: NaN,
  text: marked({ is: "seconds" }),
  from: 0,
  to: 0,
};

export const rangedQuery = (node: Node): RangedQuery =>
  printPromql(node)
    .split(MARK)
    .map((part, index) => (index % 2 === 0 ? part : holeOf(part)))
    .filter((part) => part !== "");

const holeOf = (text: string): Hole => {
  const [is, milliseconds] = text.split(":");
  switch (is) {
    case "slice":
      return { is, slice: { kind: "duration", milliseconds: Number(milliseconds) } };
    case "window":
    case "seconds":
      return { is };
    default:
      return { is: "range" };
  }
};

/** The query for a range. */
export const filledIn = (query: RangedQuery, given: RawRange): Expression =>
  query.reduce<Expression>(
    (text, part) =>
      typeof part === "string" ? { kind: "promql", text: text.text + part } : promql`${text}${filling(part, given)}`,
    { kind: "promql", text: "" },
  );

const filling = (hole: Hole, { window, range }: RawRange): Duration | number => {
  switch (hole.is) {
    case "range":
      return range;
    case "window":
      return window;
    case "seconds":
      return inSeconds(window);
    case "slice":
      return plus(hole.slice, times(-1, window), range);
  }
};
