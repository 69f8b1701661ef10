/** Words that Fluentd does not know: directives, plug-ins, parameters, sections. It stops at some and drops others with a warning. */
import { didYouMean } from "../../model";
import { pluginNames, systemSection, type Kind, type SectionShape } from "../../pipeline";
import { at, check, type Problem } from "../check";
import { buffering, pipelineModel, reading, sending, sound, soundPipeline } from "./example";
import { parameterPath, shown, type Placed, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

const TOP = ["source", "filter", "match", "label", "worker", "system"];
const INNER: Readonly<Record<string, readonly string[]>> = {
  label: ["filter", "match"],
  worker: ["source", "filter", "match", "label"],
};

export const unknownDirective = check({
  id: "pipeline/unknown-directive",
  severity: "error",
  reason: "Fluentd passes over a directive that it does not know, and all that stands in it.",
  *find(model): Iterable<Problem> {
    for (const { top } of pipelinesOf(model)) yield* unknownIn(top, TOP);
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([...soundPipeline, { name: "soruce", parameters: { "@type": "forward" } }]),
      pipelineModel([...soundPipeline, { name: "label", argument: "@AUDIT", sections: [reading()] }]),
    ],
  }),
});

const unknownIn = function* (places: readonly Placed[], known: readonly string[]): Iterable<Problem> {
  for (const place of places) {
    const { name } = place.directive;
    if (!known.includes(name))
      yield at(place.path)
        .problem(`${shown(place)} is no directive here${didYouMean(name, known)}`)
        .mend(`write one of ${known.join(", ")}`);
    else if (INNER[name] !== undefined) yield* unknownIn(place.sections, INNER[name]);
  }
};

const WORDS: Readonly<Record<Kind, string>> = {
  source: "input",
  filter: "filter",
  match: "output",
  parser: "parser",
  formatter: "formatter",
  buffer: "buffer",
  storage: "storage",
};

/** Sections that say by themselves which plug-in it is. */
const withoutType = ({ kind, directive: { name } }: PluginPlace): boolean =>
  kind === "buffer" || kind === "storage" || name === "format";

export const unknownPlugin = check({
  id: "pipeline/unknown-plugin",
  severity: "error",
  reason: "Fluentd does not start with a plug-in that is not there, or with a directive that names none.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const place of plugins) {
        const { kind, type, typedBy, plugin } = place;
        if (plugin !== undefined || (type === undefined && withoutType(place))) continue;
        yield type === undefined
          ? at(place.path)
              .problem(`${shown(place)} does not say which ${WORDS[kind]} it is`)
              .mend(`write ${typedBy}, e.g. ${pluginNames(kind)[0] ?? ""}`)
          : at(parameterPath(place, typedBy))
              .problem(`${type} is no ${WORDS[kind]} that is known here${didYouMean(type, pluginNames(kind))}`)
              .mend(`write one of ${pluginNames(kind).join(", ")}; where an image of your own has it, waive this`);
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({ "@type": "lokki" })]),
      pipelineModel([reading({}, { name: "parse", parameters: { expression: "/^(?<message>.*)$/" } }), sending()]),
    ],
  }),
});

/** What every plug-in takes. */
const COMMON = ["@type", "@id", "@label", "@log_level"];

/** What is known of a part, and what stands in it. */
const pairs = function* (place: Placed, shape: SectionShape): Iterable<readonly [Placed, SectionShape]> {
  yield [place, shape];
  for (const section of place.sections) {
    const inner = shape.sections[section.directive.name];
    // A plug-in within is a place of its own.
    if (inner !== undefined && inner.plugin === undefined) yield* pairs(section, inner);
  }
};

export const partsOf = function* (place: PluginPlace): Iterable<readonly [Placed, SectionShape]> {
  if (place.plugin !== undefined) yield* pairs(place, place.plugin);
};

/** The parts of `<system>`. */
export const systemParts = function* (top: readonly Placed[]): Iterable<readonly [Placed, SectionShape]> {
  for (const place of top) if (place.directive.name === "system") yield* pairs(place, systemSection);
};

export const unknownParameter = check({
  id: "pipeline/unknown-parameter",
  severity: "error",
  reason:
    "Fluentd says of a parameter that it does not know that it is not used, and starts: what was meant by it does not happen.",
  *find(model): Iterable<Problem> {
    for (const { plugins, top } of pipelinesOf(model)) {
      for (const plugin of plugins)
        for (const [place, shape] of partsOf(plugin))
          if (shape.open !== true) yield* unknownParts(place, shape, plugin.type ?? "", [...COMMON, plugin.typedBy]);
      for (const [place, shape] of systemParts(top)) yield* unknownParts(place, shape, shown(place), []);
    }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading({ pos_fle: "/buffers/app.pos" }), sending()]),
      pipelineModel([reading(), sending({}, { ...buffering(), name: "bufer" })]),
      pipelineModel([{ name: "system", parameters: { worker: 2 } }, ...soundPipeline]),
    ],
  }),
});

const unknownParts = function* (
  place: Placed,
  { parameters, sections }: SectionShape,
  of: string,
  common: readonly string[],
): Iterable<Problem> {
  const known = [...Object.keys(parameters), ...common];
  for (const [name, value] of Object.entries(place.directive.parameters ?? {}))
    if (value !== undefined && !known.includes(name))
      yield at(parameterPath(place, name))
        .problem(`is no parameter of ${of}${didYouMean(name, known)}`)
        .mend(mendOf("parameters", Object.keys(parameters)));
  for (const section of place.sections)
    if (sections[section.directive.name] === undefined)
      yield at(section.path)
        .problem(`${shown(section)} is no section of ${of}${didYouMean(section.directive.name, Object.keys(sections))}`)
        .mend(mendOf("sections", Object.keys(sections)));
};

const MANY = 25;

const mendOf = (what: string, known: readonly string[]): string =>
  known.length === 0
    ? `remove it: there are no ${what} here`
    : `remove it, or write one of its ${what}: ${known.slice(0, MANY).join(", ")}${known.length > MANY ? " …" : ""}`;
