/** Mermaid flowcharts of an environment: what runs where, how signals flow, what is scraped. */
import type { Flow, FlowEnd, FlowKind, Model } from "../../model";
import { CARRIES, inOrder, portText } from "./words";

/** Mermaid reads quotes, brackets, `#`, `:` and HTML in a label; any character can be written by its number. */
const label = (text: string): string =>
  [...text].map((each) => (/[A-Za-z0-9 _.,/=~!-]/.test(each) ? each : `#${each.codePointAt(0)};`)).join("");

const fenced = (lines: readonly string[]): string => ["```mermaid", ...lines, "```"].join("\n");

/** Stable names of nodes, in the order of what they stand for. */
const idsOf = (keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map([...new Set(keys)].sort(inOrder).map((key, index) => [key, `n${index}`]));

const keyOf = ({ kind, name, namespace = "" }: FlowEnd): string => [kind, namespace, name].join("\u0000");

/** Workloads in their namespaces, with what each of them keeps. */
export const deploymentDiagram = ({ stores, workloads }: Model): string => {
  const namespaces = [...new Set(workloads.map(({ namespace = "" }) => namespace))].sort(inOrder);
  const ids = idsOf(workloads.map(({ path, name }) => `${path} ${name}`));
  const idOf = ({ path, name }: { readonly path: string; readonly name: string }): string =>
    ids.get(`${path} ${name}`) ?? "";
  const kept = stores.flatMap((store, index) => {
    const owner = workloads.find(({ name }) => name === store.name);
    if (owner === undefined || (store.size === undefined && store.external !== true)) return [];
    return [{ store, id: `s${index}`, owner: idOf(owner) }];
  });
  return fenced([
    "flowchart LR",
    ...namespaces.flatMap((namespace, index) => [
      `  subgraph ns${index}["namespace ${label(namespace)}"]`,
      ...workloads
        .filter((each) => (each.namespace ?? "") === namespace)
        .map(
          (each) =>
            `    ${idOf(each)}["${label(each.name)}<br/>${label(
              each.replicas === "every node" ? "on every node" : `${each.replicas} x`,
            )}"]`,
        ),
      "  end",
    ]),
    ...kept.map(
      ({ store, id }) => `  ${id}[("${label(store.medium ?? "volume")}<br/>${label(store.keeps ?? "data")}")]`,
    ),
    ...kept.map(({ id, owner, store }) => `  ${owner} ${store.external === true ? "-->" : "---"} ${id}`),
  ]);
};

/** One diagram for each, because all of them in one can be read by nobody. */
const SIGNALS: readonly { readonly title: string; readonly kinds: readonly FlowKind[] }[] = [
  { title: "What comes in and where it is kept", kinds: ["samples", "logs", "traces", "storage"] },
  { title: "How people are told", kinds: ["alerts", "notifications", "mail"] },
  { title: "Who looks and who asks", kinds: ["queries", "people", "logins", "probe"] },
];

/** How signals come in, where they are kept, and who sees them: headings, each with its diagram. */
export const signalsDiagrams = ({ flows }: Model): readonly string[] =>
  SIGNALS.flatMap(({ title, kinds }) => {
    const shown = flows.filter(({ what }) => kinds.includes(what));
    return shown.length === 0 ? [] : [`### ${title}`, drawn(shown)];
  });

/** Whom Prometheus asks for metrics. */
export const scrapeDiagram = ({ flows }: Model): string => drawn(flows.filter(({ what }) => what === "scrape"));

const drawn = (flows: readonly Flow[]): string => {
  const ends = new Map(flows.flatMap(({ from, to }) => [from, to]).map((end) => [keyOf(end), end]));
  const ids = idsOf([...ends.keys()]);
  const id = (end: FlowEnd): string => ids.get(keyOf(end)) ?? "";
  return fenced([
    "flowchart LR",
    ...[...ends].sort(([a], [b]) => inOrder(a, b)).map(([, end]) => `  ${id(end)}${shapeOf(end)}`),
    ...edges(flows).map(({ from, to, words }) => `  ${id(from)} -->|"${label(words)}"| ${id(to)}`),
  ]);
};

const shapeOf = ({ kind, name }: FlowEnd): string => {
  const text = label(name);
  if (kind === "component") return `["${text}"]`;
  return kind === "outside" ? `[("${text}")]` : `(["${text}"])`;
};

interface Edge {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly words: string;
}

/** Several flows of one kind between the same two are one edge. */
const edges = (flows: readonly Flow[]): readonly Edge[] => {
  const all = new Map<string, { from: FlowEnd; to: FlowEnd; what: FlowKind; ports: Set<string> }>();
  for (const { from, to, what, ports } of flows) {
    const key = [keyOf(from), keyOf(to), what].join("\u0001");
    const known = all.get(key) ?? { from, to, what, ports: new Set() };
    for (const port of ports) known.ports.add(portText(port));
    all.set(key, known);
  }
  return [...all]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([, { from, to, what, ports }]) => ({
      from,
      to,
      words: [CARRIES[what], [...ports].join(", ")].filter(Boolean).join(" at "),
    }));
};
