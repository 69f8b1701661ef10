/** Patterns and expressions: what Ruby would not read, would read otherwise, would never end, or would not run at all. */
import type { RubyExpression } from "../../model";
import { isProblem, portablePattern } from "../../pipeline";
import { at, check, type Problem } from "../check";
import { partsOf } from "./directives";
import { filtering, pipelineModel, reading, sending, sound } from "./example";
import { parameter, parameterPath, textOf, type Placed, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

/** Patterns in parameters that are text to Fluentd. */
const AS_TEXT = ["multiline_start_regexp", "multiline_end_regexp", "continuous_line_regexp"];

/** What stands between the slashes, as people would write it: Ruby's own anchors are what ours become. */
const inner = (text: string): { readonly pattern: string; readonly flags: string } => {
  const [, body = text, flags = ""] = /^\/(.*)\/([imx]*)$/s.exec(text) ?? [];
  return { pattern: body, flags };
};

const portable = (pattern: string): string => pattern.replaceAll("\\A", "^").replaceAll("\\z", "$");

/** Alternatives at the top, each of which may have anchors of its own. */
const alternatives = (pattern: string): readonly string[] => {
  const found = [""];
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[^]/gs)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (token === "|" && depth === 0) found.push("");
    else found[found.length - 1] += token;
  }
  return found;
};

export const patternCheck = check({
  id: "pipeline/pattern",
  severity: "error",
  reason:
    "Patterns are Ruby's: what it reads otherwise than everybody else was tried elsewhere and works differently here, and one that never ends stops all logs of a node.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins)
        for (const [place, name, text] of patternsIn(plugin)) {
          const { pattern } = inner(text);
          const found = alternatives(portable(pattern))
            .map((each) => portablePattern(each))
            .find(isProblem);
          if (found !== undefined) yield at(parameterPath(place, name)).problem(found.problem).mend(found.mend);
        }
  },
  examples: () => ({
    passing: [withExpression("/^(?<level>[A-Z]+) (?<message>.*)$/"), sound()],
    failing: [
      withExpression("/^(?<message>(?:[a-z]+ ?)+)$/"),
      withExpression("/^(?<message>[[:alpha:]]+)$/"),
      withExpression("/^(?<message>(?=.*error).*)$/"),
    ],
  }),
});

export const withoutGroups = check({
  id: "pipeline/without-groups",
  severity: "error",
  reason: "Fluentd does not start with a parser whose pattern names no group: no field would come of it.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins) {
        const text = plugin.type === "regexp" ? parameter(plugin, "expression") : undefined;
        if (text !== undefined && !/\(\?<[A-Za-z_]\w*>/.test(text))
          yield at(parameterPath(plugin, "expression"))
            .problem("names no group")
            .mend("write (?<message>.*) around what is to be a field");
      }
  },
  examples: () => ({
    passing: [withExpression("/^(?<message>.*)$/")],
    failing: [withExpression("/^(?:.*)$/")],
  }),
});

const withExpression = (expression: string) =>
  pipelineModel([reading({}, { name: "parse", parameters: { "@type": "regexp", expression } }), sending()]);

const patternsIn = function* (plugin: PluginPlace): Iterable<readonly [place: Placed, name: string, text: string]> {
  for (const [place, { parameters }] of partsOf(plugin))
    for (const [name, value] of Object.entries(place.directive.parameters ?? {})) {
      const text = textOf(value);
      if (text !== undefined && (parameters[name]?.type === "regexp" || AS_TEXT.includes(name)))
        yield [place, name, text];
    }
};

export const notRun = check({
  id: "pipeline/not-run",
  severity: "error",
  reason:
    "Ruby runs in the records of a record transformer that allows it, and nowhere else: elsewhere it is a text that looks odd.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins) {
        const runs = plugin.type === "record_transformer" && parameter(plugin, "enable_ruby") === "true";
        for (const [place] of partsOf(plugin))
          for (const [name, value] of Object.entries(place.directive.parameters ?? {}))
            if (isRuby(value) && !(runs && place.directive.name === "record"))
              yield at(parameterPath(place, name))
                .problem("is Ruby that nothing runs here")
                .mend("write it in <record> of a record_transformer with enable_ruby true");
            else if (plugin.type === "record_transformer" && !runs && place.directive.name === "record")
              for (const unknown of expressionsIn(textOf(value) ?? ""))
                yield at(parameterPath(place, name))
                  .problem(`${unknown} is Ruby that nothing runs here`)
                  .mend(
                    'write enable_ruby true, or one of the placeholders ${tag}, ${tag_parts[0]}, ${time}, ${record["…"]}',
                  );
      }
  },
  examples: () => ({
    passing: [pipelineModel([reading(), transforming({ enable_ruby: true }), sending()])],
    failing: [
      pipelineModel([reading(), transforming({}), sending()]),
      pipelineModel([reading(), transforming({}, '${record.dig("http", "status")}'), sending()]),
    ],
  }),
});

/** What is filled in without Ruby (filter_record_transformer.rb). */
const PLACEHOLDER = /^\$\{(?:tag|time|hostname|tag_(?:parts|prefix|suffix)\[-?\d+\]|record\["[^"]*"\])\}$/;

const expressionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{[^}]+\}/g)].map(([found]) => found).filter((found) => !PLACEHOLDER.test(found));

const isRuby = (value: unknown): value is RubyExpression =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "ruby";

const transforming = (
  parameters: Readonly<Record<string, boolean>>,
  level: RubyExpression | string = { kind: "ruby", code: 'record["level"].to_s.downcase' },
) => filtering("record_transformer", parameters, { name: "record", parameters: { level } });
