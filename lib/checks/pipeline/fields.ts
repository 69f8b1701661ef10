/** Fields that a filter looks for and no record has, as far as it is known which fields there are. */
import { didYouMean } from "../../model";
import { at, check, type Problem } from "../check";
import { filtering, pipelineModel, reading, sending, sound } from "./example";
import { parameter, parameterPath, patternOf, sectionOf, type Placed, type PluginPlace, type Router } from "./places";
import { pipelinesOf, type PipelineView } from "./view";

/** Names of all fields there can be; undefined where anything may be there. */
type Fields = readonly string[] | undefined;

const listIn = (place: Placed, name: string): readonly string[] =>
  (parameter(place, name) ?? "").match(/[\w@.$-]+/g) ?? [];

/** What a parser of a pattern makes of a line, beside what the source itself adds. */
const fieldsOfTail = (source: PluginPlace): Fields => {
  const parse = sectionOf(source, "parse");
  const expression = parse === undefined ? undefined : parameter(parse, "expression");
  if (source.type !== "tail" || parse === undefined || parameter(parse, "@type") !== "regexp") return undefined;
  const groups = [...(expression ?? "").matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name = ""]) => name);
  return groups.length === 0 ? undefined : [...groups, "unmatched_line", ...listIn(source, "path_key")];
};

/** What there is where a part begins: known where nothing but one source sends there. */
const atFirst = ({ name }: Router, { sources, routers, arrivals }: PipelineView): Fields => {
  const own = sources.filter((source) => (parameter(source, "@label") ?? source.router) === name);
  const sent = routers.some(({ steps }) =>
    steps.some((step) => step.type === "detect_exceptions" || arrivals.sends(step).some(({ label }) => label === name)),
  );
  const each = own.map(fieldsOfTail);
  return sent || each.length === 0 || name === "@ERROR" || each.some((fields) => fields === undefined)
    ? undefined
    : each.flatMap((fields) => fields ?? []);
};

/** What is there behind a filter. */
const behind = (filter: PluginPlace, before: Fields): Fields => {
  if (["concat", "grep", "stdout", "prometheus", "throttle"].includes(filter.type ?? "")) return before;
  if (filter.type === "kubernetes_metadata")
    return before === undefined ? undefined : [...before, "kubernetes", "docker"];
  if (filter.type !== "record_transformer") return undefined;
  const written = filter.sections.flatMap(({ directive }) =>
    directive.name === "record" ? Object.keys(directive.parameters ?? {}) : [],
  );
  // What it does to some of the lines only is not known of all.
  if (parameter(filter, "renew_record") === "true")
    return patternOf(filter) === "**" ? [...written, ...listIn(filter, "keep_keys")] : undefined;
  return before === undefined ? undefined : [...before, ...written];
};

/** The outermost field that it looks into, and where it says so. */
const lookedFor = function* (filter: PluginPlace): Iterable<readonly [place: Placed, name: string, field: string]> {
  const name = filter.type === "parser" ? "key_name" : filter.type === "concat" ? "key" : undefined;
  const field = name === undefined ? undefined : parameter(filter, name);
  if (name === undefined || field === undefined) return;
  yield [filter, name, /^\$\.([^.[]+)/.exec(field)?.[1] ?? field];
};

export const unknownField = check({
  id: "pipeline/unknown-field",
  severity: "error",
  reason: "A filter that looks for a field which no record has does nothing to any of them, or takes all for errors.",
  *find(model): Iterable<Problem> {
    for (const view of pipelinesOf(model))
      for (const router of view.routers) {
        let fields = atFirst(router, view);
        for (const step of router.steps) {
          if (step.kind !== "filter") continue;
          if (fields !== undefined)
            for (const [place, name, field] of lookedFor(step))
              if (!field.startsWith("$") && !fields.includes(field))
                yield at(parameterPath(place, name))
                  .problem(`${field} is no field of what comes here${didYouMean(field, fields)}`)
                  .mend(`write one of ${[...new Set(fields)].join(", ")}`);
          fields = behind(step, fields);
        }
      }
  },
  examples: () => ({
    passing: [sound(), pipelineModel([reading(), ONLY_LOG, parsing("log"), sending()])],
    failing: [pipelineModel([reading(), ONLY_LOG, parsing("logg"), sending()])],
  }),
});

const ONLY_LOG = filtering(
  "record_transformer",
  { renew_record: true },
  { name: "record", parameters: { log: '${record["text"]}' } },
);
const parsing = (field: string) =>
  filtering("parser", { key_name: field }, { name: "parse", parameters: { "@type": "json" } });
