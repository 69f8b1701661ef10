/** Every selector of every expression, with what stands around it: what most checks of queries walk. */
import type { Model, SeriesDefinition } from "../../../model";
import { childrenOf, onOneLine, type Node, type VectorSelector } from "../../../query";
import { contentOf, type ExpressionInPlace } from "../content";
import { expressionsOf } from "../expressions";

export interface Selection {
  readonly asked: ExpressionInPlace;
  /** `prod.packs.loki.alerts.LokiRequestErrors.expr` */
  readonly path: string;
  readonly selector: VectorSelector;
  /** What the selector stands in, the innermost first. */
  readonly around: readonly Node[];
  /** The metric that a contract knows it by. */
  readonly definition?: SeriesDefinition;
}

const cache = new WeakMap<Model, readonly Selection[]>();

export const selectionsOf = (model: Model): readonly Selection[] => {
  const known = cache.get(model) ?? find(model);
  cache.set(model, known);
  return known;
};

const find = (model: Model): readonly Selection[] => {
  const { world } = contentOf(model);
  const found: Selection[] = [];
  for (const asked of expressionsOf(model)) {
    const path = asked.exprPath;
    const walk = (node: Node, around: readonly Node[]): void => {
      if (node.kind === "selector") {
        const definition = node.metric === undefined ? undefined : world.series(node.metric);
        found.push({ asked, path, selector: node, around, definition });
      }
      for (const child of childrenOf(node)) walk(child, [node, ...around]);
    };
    if (asked.node !== undefined) walk(asked.node, []);
  }
  return found;
};

/** A part of an expression as a message shows it. */
export const partOf = ({ text }: Pick<ExpressionInPlace, "text">, { from, to }: Pick<Node, "from" | "to">): string =>
  onOneLine(text.slice(from, to));
