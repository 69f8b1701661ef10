/** Values of the wrong form: Fluentd does not start with some, and makes something else of others. */
import { didYouMean, type DirectiveValue } from "../../model";
import type { ParameterType } from "../../pipeline";
import { at, check, type Problem } from "../check";
import { partsOf } from "./directives";
import { buffering, pipelineModel, reading, sending, sound } from "./example";
import { parameterPath, textOf } from "./places";
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
  size: matching(/^\d+[kmgtKMGT]?$/, "write bytes, or e.g. 512k, 2m, 4g"),
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
  reason: "Fluentd does not start with a word it does not know, and takes 5.5s for five seconds and 1min for one.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins)
        for (const [place, { parameters }] of partsOf(plugin))
          for (const [name, value] of Object.entries(place.directive.parameters ?? {})) {
            const wrong =
              value === undefined || parameters[name] === undefined ? undefined : wrongIn(parameters[name].type, value);
            if (wrong !== undefined) yield at(parameterPath(place, name)).problem(wrong.problem).mend(wrong.mend);
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
    ],
  }),
});
