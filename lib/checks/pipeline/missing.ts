/** What has to be said: parameters and sections without which Fluentd does not start, or does what nobody wants. */
import { at, check, type Problem } from "../check";
import { partsOf } from "./directives";
import { buffering, pipelineModel, reading, sending, sound } from "./example";
import { parameterPath, sectionOf, shown, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

/** What plug-ins have a default for that nobody wants. */
const NEEDED: Readonly<Record<string, readonly (readonly [parameter: string, why: string, example: string])[]>> = {
  loki: [["url", "so that all logs go to a service of Grafana's", "http://loki-gateway.observability.svc:80"]],
  elasticsearch: [["hosts", "so that it looks on the node itself", "https://search.acme.example:9200"]],
  opensearch: [["hosts", "so that it looks on the node itself", "https://search.acme.example:9200"]],
  relabel: [["@label", "so that lines go to what stands outside of labels", "@label @OUTPUT"]],
};

/** Outputs that say themselves how long a chunk of one time is. */
const TIMED = ["s3", "file"];

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
        if (plugin.kind === "match") yield* missingSections(plugin);
      }
  },
  examples: () => ({
    passing: [sound(), pipelineModel([reading(), sending({}, buffering({ timekey: "1h" }, "time"))])],
    failing: [
      pipelineModel([reading(), sending({ url: undefined })]),
      pipelineModel([reading({}, { name: "parse", parameters: { "@type": "regexp" } }), sending()]),
      pipelineModel([reading(), sending({}, buffering({}, "time"))]),
    ],
  }),
});

const hasHost = ({ directive: { parameters } }: PluginPlace): boolean => parameters?.["host"] !== undefined;

const missingSections = function* (output: PluginPlace): Iterable<Problem> {
  if (output.type === "copy" && sectionOf(output, "store") === undefined)
    yield at(parameterPath(output, "store"))
      .problem("is missing: copy sends nowhere")
      .mend("write a <store> for each output that is to have the lines");
  const buffer = sectionOf(output, "buffer");
  const keys = (buffer?.directive.argument ?? "").split(/[\s,]+/);
  if (
    buffer !== undefined &&
    keys.includes("time") &&
    buffer.directive.parameters?.["timekey"] === undefined &&
    !TIMED.includes(output.type ?? "")
  )
    yield at(parameterPath(buffer, "timekey"))
      .problem(`is missing: ${shown(buffer)} keeps apart what is of different times`)
      .mend("write e.g. timekey 1h, or leave time out of the argument");
};
