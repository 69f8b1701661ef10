/** The tree of routes with what each node inherits, and the walk through it. */
import { hours, minutes, seconds, type Route } from "../../model";
import { allHold, type Labels } from "../matchers";
import type { ResolvedRoute } from "./decision";

interface Node {
  readonly resolved: ResolvedRoute;
  readonly children: readonly Node[];
}

/** Alertmanager's own defaults. */
export const DEFAULTS = {
  receiver: "",
  groupBy: [],
  groupWait: seconds(30),
  groupInterval: minutes(5),
  repeatInterval: hours(4),
} satisfies Partial<ResolvedRoute>;

/** A list, an empty one too, replaces what stands above; no list leaves it. */
const groupByOf = ({ groupBy }: Route, above: Pick<ResolvedRoute, "groupBy">): ResolvedRoute["groupBy"] => {
  if (groupBy === undefined) return above.groupBy;
  return groupBy.includes("...") ? "all" : [...new Set(groupBy)].sort();
};

const resolve = (
  route: Route,
  ancestors: readonly Route[],
  above: Omit<ResolvedRoute, "route" | "ancestors">,
): Node => {
  const resolved: ResolvedRoute = {
    route,
    ancestors,
    receiver: route.receiver ?? above.receiver,
    groupBy: groupByOf(route, above),
    groupWait: route.groupWait ?? above.groupWait,
    groupInterval: route.groupInterval ?? above.groupInterval,
    repeatInterval: route.repeatInterval ?? above.repeatInterval,
  };
  return { resolved, children: route.routes.map((child) => resolve(child, [...ancestors, route], resolved)) };
};

const trees = new WeakMap<Route, Node>();

const treeOf = (root: Route): Node => {
  const known = trees.get(root);
  if (known !== undefined) return known;
  const tree = resolve(root, [], DEFAULTS);
  trees.set(root, tree);
  return tree;
};

/** All nodes of the tree below this root, itself first, in the order of the tree. */
export const resolvedRoutes = (root: Route): readonly ResolvedRoute[] => nodesIn(treeOf(root));

const nodesIn = ({ resolved, children }: Node): readonly ResolvedRoute[] => [resolved, ...children.flatMap(nodesIn)];

/** Depth first: the children that take it, up to the first that does not say `continue`; where none does, the node itself. */
const walk = ({ resolved, children }: Node, labels: Labels): readonly ResolvedRoute[] => {
  if (!allHold(resolved.route.matchers, labels)) return [];
  const taken: ResolvedRoute[] = [];
  for (const child of children) {
    const found = walk(child, labels);
    taken.push(...found);
    if (found.length > 0 && !child.resolved.route.continue) break;
  }
  return taken.length === 0 ? [resolved] : taken;
};

/** The nodes below this root that take an alert of these labels, in the order of the tree. */
export const routesBelow = (root: Route, labels: Labels): readonly ResolvedRoute[] => walk(treeOf(root), labels);
