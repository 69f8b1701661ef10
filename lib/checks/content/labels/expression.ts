/** Expressions as the checks of labels and values walk them: each node with the expression that it stands in, and as a message shows it. */
import type { Model } from "../../../model";
import {
  labelsOf,
  mayCarry,
  namesOf,
  nodesOf,
  onOneLine,
  typeOf,
  unwrapped,
  type Binary,
  type Node,
  type World,
} from "../../../query";
import { ahead, type Content, type ExpressionInPlace, type Followed } from "../content";
import { expressionsOf } from "../expressions";

export interface NodeInPlace<Each extends Node = Node> {
  readonly asked: ExpressionInPlace;
  readonly node: Each;
  /** `prod.packs.loki.alerts.LokiRequestErrors.expr` */
  readonly path: string;
}

const nodes = new WeakMap<Model, readonly NodeInPlace[]>();
const binaries = new WeakMap<Model, readonly NodeInPlace<Binary>[]>();

/** Every node of every expression. */
export const nodesIn = (model: Model): readonly NodeInPlace[] => {
  const known = nodes.get(model) ?? find(model);
  nodes.set(model, known);
  return known;
};

/** Those that have two sides, which most checks are about. */
export const binariesIn = (model: Model): readonly NodeInPlace<Binary>[] => {
  const known = binaries.get(model) ?? nodesIn(model).filter(isBinary);
  binaries.set(model, known);
  return known;
};

const find = (model: Model): readonly NodeInPlace[] => {
  const found: NodeInPlace[] = [];
  for (const asked of expressionsOf(model))
    if (asked.node !== undefined)
      for (const node of nodesOf(asked.node)) found.push({ asked, node, path: asked.exprPath });
  return found;
};

const isBinary = (each: NodeInPlace): each is NodeInPlace<Binary> => each.node.kind === "binary";

/** The alternatives of `a or b or c`, without parentheses. */
export const alternativesOf = (node: Node): readonly Node[] => {
  const inner = unwrapped(node);
  return inner.kind === "binary" && inner.operator === "or"
    ? [...alternativesOf(inner.left), ...alternativesOf(inner.right)]
    : [inner];
};

/** A part of an expression as it was written, on one line. */
export const written = ({ text }: ExpressionInPlace, { from, to }: Node): string => onOneLine(text.slice(from, to));

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: Iterable<string>): string => {
  const all = [...words];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
};

/** Where a label that the series below still have goes missing. */
export interface Loss {
  readonly asked: ExpressionInPlace;
  readonly node: Node;
}

/** The operation that drops a label below a node; undefined where no series below has it, or where the node itself still has. */
export const lossOf = (label: string, asked: ExpressionInPlace, node: Node, content: Content): Loss | undefined =>
  findLoss(label, asked, node, content, new Set());

const findLoss = (
  label: string,
  asked: ExpressionInPlace,
  node: Node,
  content: Content,
  followed: Followed,
): Loss | undefined => {
  const { world } = content;
  if (mayCarry(labelsOf(node, world), label)) return undefined;
  const inputs = inputsOf(node);
  if (inputs.some((input) => mayCarry(labelsOf(input, world), label)))
    return node.kind === "aggregation" || node.kind === "binary" ? { asked, node } : undefined;
  for (const input of inputs) {
    const loss = findLoss(label, asked, input, content, followed);
    if (loss !== undefined) return loss;
  }
  if (node.kind !== "selector") return undefined;
  for (const name of namesOf(node) ?? [])
    for (const recording of ahead(content, name, node, followed)) {
      const loss =
        recording.node && findLoss(label, recording, recording.node, content, new Set([...followed, recording]));
      if (loss !== undefined) return loss;
    }
  return undefined;
};

/** The nodes below one whose series it works on. */
const inputsOf = (node: Node): readonly Node[] => {
  const isSeries = (each: Node): boolean => !["scalar", "string"].includes(typeOf(each));
  switch (node.kind) {
    case "aggregation":
    case "parentheses":
    case "subquery":
    case "unary":
      return [node.expr];
    case "binary":
      return [node.left, node.right].filter(isSeries);
    case "call":
      return node.args.filter(isSeries);
    default:
      return [];
  }
};

/** The recording in which a label is lost; undefined where the reader's own expression drops it. */
const recordingOf = ({ asked }: Loss, reader: ExpressionInPlace): string | undefined =>
  asked === reader ? undefined : asked.rule?.name;

/** What a message says of a loss: `sum by (service) (…)`, with the rule where it is another. */
export const lossText = (loss: Loss, reader: ExpressionInPlace): string => {
  const recording = recordingOf(loss, reader);
  const text = written(loss.asked, loss.node);
  return recording === undefined ? text : `${recording}, computed by ${text},`;
};

/** How the label is kept. */
export const lossMend = (label: string, loss: Loss, reader: ExpressionInPlace): string => {
  const { node } = loss;
  const recording = recordingOf(loss, reader);
  const place = recording === undefined ? "" : ` in ${recording}`;
  if (node.kind === "aggregation")
    return node.grouping?.kind === "without"
      ? `take ${label} out of without (…)${place}`
      : `keep it${place}: ${node.operator} by (${[...(node.grouping?.labels ?? []), label].join(", ")}) (…)`;
  return `keep it${place}: compare it in on (…), or take it over with group_left (${label})`;
};

/** Whether a label is one that Prometheus adds to all that leaves it, so that no query inside can see it. */
export const isExternal = (label: string, { evaluator }: Content): boolean =>
  evaluator !== undefined && Object.hasOwn(evaluator.externalLabels, label);

export const carries = (node: Node, label: string, world: World): boolean => mayCarry(labelsOf(node, world), label);
