/** Words that Fluentd does not know: directives, plug-ins, parameters, sections. It stops at some and drops others with a warning. */
import { didYouMean } from "../../model";
import { pluginNames, type Kind, type SectionShape } from "../../pipeline";
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

export const unknownParameter = check({
  id: "pipeline/unknown-parameter",
  severity: "error",
  reason:
    "Fluentd says of a parameter that it does not know that it is not used, and starts: what was meant by it does not happen.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins)
        for (const [place, shape] of partsOf(plugin)) {
          if (shape.open === true) continue;
          const known = [...Object.keys(shape.parameters), ...COMMON, plugin.typedBy];
          for (const [name, value] of Object.entries(place.directive.parameters ?? {}))
            if (value !== undefined && !known.includes(name))
              yield at(parameterPath(place, name))
                .problem(`is no parameter of ${plugin.type ?? ""}${didYouMean(name, known)}`)
                .mend(mendOf("parameters", Object.keys(shape.parameters)));
          for (const section of place.sections)
            if (shape.sections[section.directive.name] === undefined)
              yield at(section.path)
                .problem(
                  `${shown(section)} is no section of ${plugin.type ?? ""}${didYouMean(section.directive.name, Object.keys(shape.sections))}`,
                )
                .mend(mendOf("sections", Object.keys(shape.sections)));
        }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading({ pos_fle: "/buffers/app.pos" }), sending()]),
      pipelineModel([reading(), sending({}, { ...buffering(), name: "bufer" })]),
    ],
  }),
});

const MANY = 25;

const mendOf = (what: string, known: readonly string[]): string =>
  known.length === 0
    ? `remove it: there are no ${what} here`
    : `remove it, or write one of its ${what}: ${known.slice(0, MANY).join(", ")}${known.length > MANY ? " …" : ""}`;

/** What plug-ins have a default for that nobody wants. */
const NEEDED: Readonly<Record<string, readonly (readonly [parameter: string, why: string, example: string])[]>> = {
  loki: [["url", "so that all logs go to a service of Grafana's", "http://loki-gateway.observability.svc:80"]],
  elasticsearch: [["hosts", "so that it looks on the node itself", "https://search.acme.example:9200"]],
  opensearch: [["hosts", "so that it looks on the node itself", "https://search.acme.example:9200"]],
};

export const missingParameter = check({
  id: "pipeline/missing-parameter",
  severity: "error",
  reason:
    "Fluentd does not start without a parameter that a plug-in needs, or takes a default that is nobody's intention.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins) {
        for (const [place, { parameters }] of partsOf(plugin))
          for (const [name, { required }] of Object.entries(parameters))
            if (required && place.directive.parameters?.[name] === undefined)
              yield at(parameterPath(place, name))
                .problem(`is missing: ${plugin.type ?? ""} needs it`)
                .mend(`write ${name} in ${shown(place)}`);
        for (const [name, why, example] of NEEDED[plugin.type ?? ""] ?? [])
          if (plugin.kind === "match" && plugin.directive.parameters?.[name] === undefined && !hasHost(plugin))
            yield at(parameterPath(plugin, name)).problem(`is missing, ${why}`).mend(`write e.g. ${example}`);
      }
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({ url: undefined })]),
      pipelineModel([reading({}, { name: "parse", parameters: { "@type": "regexp" } }), sending()]),
    ],
  }),
});

const hasHost = ({ directive: { parameters } }: PluginPlace): boolean => parameters?.["host"] !== undefined;
