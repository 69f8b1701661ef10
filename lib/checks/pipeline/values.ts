/** Values of the wrong form: Fluentd does not start with some, and makes something else of others. */
import { didYouMean, type DirectiveValue } from "../../model";
import type { ParameterType, SectionShape } from "../../pipeline";
import { at, check, type Problem } from "../check";
import { partsOf, systemParts } from "./directives";
import { buffering, pipelineModel, reading, sending, sound } from "./example";
import { parameter, parameterPath, textOf, type Placed, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

interface Form {
  readonly holds: (text: string) => boolean;
  readonly mend: string;
}

const matching = (form: RegExp, mend: string): Form => ({ holds: (text) => form.test(text), mend });

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** As Fluentd reads them (lib/fluent/config/types.rb). */
const FORMS: Readonly<Record<Exclude<ParameterType, readonly string[]>, Form>> = {
  text: { holds: () => true, mend: "" },
  bool: matching(/^(?:true|yes|false|no|)$/, "write true or false"),
  int: matching(/^-?\d+$/, "write a whole number"),
  float: matching(/^-?\d+(?:\.\d+)?$/, "write a number"),
  size: matching(/^\d+(?:[kmgt](?:i?b)?)?$/i, "write bytes, or e.g. 512k, 2m, 4g: whole numbers only"),
  time: matching(
    /^\d+(?:\.\d+)?$|^\d+[smhd]$/,
    "write seconds, or e.g. 5s, 10m, 1h, 1d: parts of one only without a unit",
  ),
  regexp: matching(/^\/.*\/[imx]*$|^[^/]/s, "write it between slashes: /…/"),
  list: { holds: (text) => !/^\s*\[/.test(text) || isJson(text), mend: "write json([…])" },
  map: { holds: (text) => (/^\s*\{/.test(text) ? isJson(text) : text.includes(":")), mend: "write json({…})" },
};

const wrongIn = (
  type: ParameterType,
  value: DirectiveValue,
): { readonly problem: string; readonly mend: string } | undefined => {
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (typeof type !== "string")
    return type.includes(text)
      ? undefined
      : { problem: `is ${JSON.stringify(text)}${didYouMean(text, type)}`, mend: `write ${type.join(" or ")}` };
  const { holds, mend } = FORMS[type];
  return holds(text) ? undefined : { problem: `is ${JSON.stringify(text)}`, mend };
};

export const wrongValue = check({
  id: "pipeline/wrong-value",
  severity: "error",
  reason:
    "Fluentd does not start with a word it does not know, and of other values it makes something else: 5.5s is five seconds to it, 1.5g are five gibibytes.",
  *find(model): Iterable<Problem> {
    for (const { plugins, top } of pipelinesOf(model)) {
      for (const part of systemParts(top)) yield* wrongForms(...part);
      for (const plugin of plugins) {
        for (const part of partsOf(plugin)) yield* wrongForms(...part);
        yield* otherMeanings(plugin);
      }
    }
  },
  examples: () => ({
    passing: [
      sound(),
      pipelineModel([reading({ refresh_interval: "10s" }), sending({}, buffering({ flush_interval: 0.5 }))]),
    ],
    failing: [
      pipelineModel([reading({ refresh_interval: "1min" }), sending()]),
      pipelineModel([reading(), sending({}, buffering({ overflow_action: "drop_oldest_chunks" }))]),
      pipelineModel([reading({ read_from_head: "on" }), sending()]),
      pipelineModel([reading(), sending({ url: "http://loki:3100/loki/api/v1/push" })]),
    ],
  }),
});

const wrongForms = function* (place: Placed, { parameters }: SectionShape): Iterable<Problem> {
  for (const [name, value] of Object.entries(place.directive.parameters ?? {})) {
    const wrong =
      value === undefined || parameters[name] === undefined ? undefined : wrongIn(parameters[name].type, value);
    if (wrong !== undefined) yield at(parameterPath(place, name)).problem(wrong.problem).mend(wrong.mend);
  }
};

/** Fields that hold others, in which a name with a dot is one of its own. */
const NESTED = /^(?:kubernetes|docker|origin)\./;

/** A time of day, and what says where on earth. */
const HOURS = /%[HITRXcks]/;
const ZONE = /%(?::{0,2}z|Z|s)/;
const ZONES = ["utc", "localtime", "timezone"];

/** Values of the right form that are taken for something else. */
const otherMeanings = function* (plugin: PluginPlace): Iterable<Problem> {
  const url = plugin.type === "loki" ? parameter(plugin, "url") : undefined;
  if (url?.includes("/loki/api/") === true)
    yield at(parameterPath(plugin, "url"))
      .problem("has the path of Loki's API in it, which the plug-in puts behind it once more")
      .mend(`write ${url.replace(/\/loki\/api\/.*$/, "").replace(/:\/\/[^/@]*@/, "://")}`);
  for (const [place] of plugin.type === "grep" ? partsOf(plugin) : []) {
    const key = parameter(place, "key");
    if (key !== undefined && NESTED.test(key))
      yield at(parameterPath(place, "key"))
        .problem(`${key} is the name of one field with a dot in it, which no record has`)
        .mend(`write $.${key}`);
  }
  const format = plugin.kind === "parser" ? parameter(plugin, "time_format") : undefined;
  const isTold = ZONES.some((name) => plugin.directive.parameters?.[name] !== undefined);
  if (format !== undefined && HOURS.test(format) && !ZONE.test(format) && !isTold)
    yield at(parameterPath(plugin, "time_format"))
      .problem(`${JSON.stringify(format)} leaves out the zone: one that stands in the line is not understood`)
      .mend('write %z at its end (%:z for +02:00), or where lines have none timezone "+00:00"');
};
