/** Which tags come to each part of a pipeline, and what each step leaves for those behind it. */
import { ANY_TAG, canMeet, covers, tailTag } from "../../pipeline";
import { parameter, patternOf, type PluginPlace, type Router } from "./places";

export interface Arrivals {
  /** Patterns of the tags that come in there; empty where nothing does. */
  readonly at: (router: string) => readonly string[];
  /** What of them is left when a step's turn comes. */
  readonly before: (step: PluginPlace) => readonly string[];
  /** What none of the steps takes. */
  readonly left: (router: string) => readonly string[];
  /** The labels that a step sends to, with the parameter that names them. */
  readonly sends: (step: PluginPlace) => readonly Sending[];
}

export interface Sending {
  readonly label: string;
  /** Where it is named. */
  readonly by: PluginPlace;
  readonly parameter: string;
}

/** Sources whose lines are none: they serve metrics. */
const SILENT = ["prometheus", "prometheus_monitor", "prometheus_output_monitor", "prometheus_tail_monitor"];

/** The tags of a source's lines; none where it brings none. */
const tagOf = (source: PluginPlace): string | undefined => {
  const [tag, prefix] = [parameter(source, "tag"), parameter(source, "add_tag_prefix")];
  if (source.type === undefined || SILENT.includes(source.type)) return undefined;
  if (source.type === "monitor_agent") return tag;
  if (source.type === "tail") return tag === undefined ? ANY_TAG : tailTag(tag);
  // Behind it, the facility and the severity.
  if (source.type === "syslog") return tag === undefined ? undefined : `${tag}.**`;
  return tag ?? (prefix === undefined ? ANY_TAG : `${prefix}.**`);
};

/** Parameters by which lines go to another part. */
const LABELS = ["@label", "timeout_label"];

export const sendings = (step: PluginPlace): readonly Sending[] => [
  ...LABELS.flatMap((name) => {
    const label = parameter(step, name);
    return label === undefined ? [] : [{ label, by: step, parameter: name }];
  }),
  ...step.sections.flatMap((section) =>
    section.directive.name === "store" ? sendings({ ...step, ...section, type: parameter(section, "@type") }) : [],
  ),
];

export const arrivals = (sources: readonly PluginPlace[], routers: readonly Router[]): Arrivals => {
  const incoming = new Map<string, Set<string>>(routers.map(({ name }) => [name, new Set<string>()]));
  const before = new Map<PluginPlace, readonly string[]>();
  const left = new Map<string, readonly string[]>();
  const open: string[] = [];
  const send = (label: string, tags: Iterable<string>): void => {
    const known = incoming.get(label);
    if (known === undefined) return;
    const size = known.size;
    for (const tag of tags) known.add(tag);
    if (known.size > size) open.push(label);
  };
  for (const source of sources) {
    const tag = tagOf(source);
    if (tag !== undefined) send(parameter(source, "@label") ?? source.router, [tag]);
  }
  send("@ERROR", [ANY_TAG]);
  send("@FLUENT_LOG", ["fluent.**"]);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    let tags = [...(incoming.get(name) ?? [])];
    for (const step of routers.find((router) => router.name === name)?.steps ?? []) {
      const pattern = patternOf(step);
      before.set(step, tags);
      const taken = tags.filter((tag) => canMeet(pattern, tag)).map((tag) => narrower(pattern, tag));
      for (const { label } of sendings(step)) send(label, taken);
      // It puts lines together and sends them under another tag.
      if (step.type === "detect_exceptions") send(parameter(step, "@label") ?? name, [ANY_TAG]);
      if (step.kind === "match") tags = tags.filter((tag) => !covers(pattern, tag));
    }
    left.set(name, tags);
  }
  return {
    at: (name) => [...(incoming.get(name) ?? [])],
    before: (step) => before.get(step) ?? [],
    left: (name) => left.get(name) ?? [],
    sends: sendings,
  };
};

/** Of two patterns that meet, the one that says more. */
const narrower = (one: string, other: string): string => (covers(one, other) ? other : one);
