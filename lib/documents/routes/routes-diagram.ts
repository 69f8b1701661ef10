/** The tree of routes as a Mermaid flowchart: alerts run along edges, which say what they match, to receivers. */
import type { Receiver, Route, RoutingConfiguration } from "../../model";
import { channelsText, inherited, isHeartbeat, matchersText, ownWords, pages, type Inherited } from "../../routing";

/** Receivers that page are drawn bold, the heartbeat dashed; an edge is dotted where the routes after it are asked as well. */
export const routesDiagram = ({ route, receivers }: RoutingConfiguration): string => {
  const ids = new Map(receivers.map(({ name }, index) => [name, `r${index}`]));
  const { lines, told } = drawn({ route, id: "n0", above: {}, ids });
  const reached = receivers.filter(({ name }) => told.has(name));
  return [
    "flowchart LR",
    `  n0(("alerts"))`,
    ...lines.map((line) => `  ${line}`),
    ...reached.map((receiver) => `  ${receiverLine(receiver, ids)}`),
    ...classLine("pages", "stroke-width:3px", reached.filter(pages), ids),
    ...classLine("heartbeat", "stroke-dasharray:4 4", reached.filter(isHeartbeat), ids),
  ].join("\n");
};

interface Drawn {
  readonly lines: readonly string[];
  /** Names of the receivers that edges lead to. */
  readonly told: ReadonlySet<string>;
}

interface Node {
  readonly route: Route;
  readonly id: string;
  readonly above: Inherited;
  readonly ids: ReadonlyMap<string, string>;
}

/** The edges that leave a node, and all below it. A route that has none below it is an edge to its receiver. */
const drawn = ({ route, id, above, ids }: Node): Drawn => {
  const values = inherited(route, above);
  const lines: string[] = [];
  const told = new Set<string>();
  const lead = (arrow: string, label: string, receiver: string | undefined): void => {
    const target = receiver === undefined ? undefined : ids.get(receiver);
    if (receiver === undefined || target === undefined) return;
    lines.push(`${id} ${arrow}|"${label}"| ${target}`);
    told.add(receiver);
  };
  for (const [index, child] of route.routes.entries()) {
    const arrow = child.continue ? "-.->" : "-->";
    const label = [matchersText(child), ...ownWords(child, values)].map(mermaidText).join("<br/>");
    if (child.routes.length === 0) {
      lead(arrow, label, child.receiver ?? values.receiver);
      continue;
    }
    const below = drawn({ route: child, id: `${id}_${index}`, above: values, ids });
    lines.push(`${id}_${index}((" "))`, `${id} ${arrow}|"${label}"| ${id}_${index}`, ...below.lines);
    below.told.forEach((name) => told.add(name));
  }
  // Nothing is left for the node itself where a route below it takes everything.
  if (!route.routes.some(({ matchers }) => matchers.length === 0))
    lead("-->", route.routes.length === 0 ? "everything" : "everything else", values.receiver);
  return { lines, told };
};

const receiverLine = (receiver: Receiver, ids: ReadonlyMap<string, string>): string =>
  `${ids.get(receiver.name)}(["${mermaidText(receiver.name)}<br/>${mermaidText(channelsText(receiver))}"])`;

const classLine = (
  name: string,
  style: string,
  receivers: readonly Receiver[],
  ids: ReadonlyMap<string, string>,
): readonly string[] =>
  receivers.length === 0
    ? []
    : [`  classDef ${name} ${style}`, `  class ${receivers.map((each) => ids.get(each.name)).join(",")} ${name}`];

/** Mermaid reads quotes, brackets, `#`, `:` and HTML in a label; any character can be written by its number. */
const mermaidText = (text: string): string =>
  [...text].map((each) => (/[A-Za-z0-9 _.,/=~!-]/.test(each) ? each : `#${each.codePointAt(0)};`)).join("");
