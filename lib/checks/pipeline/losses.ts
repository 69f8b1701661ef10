/** Settings by which some lines are lost where all looks well. */
import { at, check, type Problem } from "../check";
import { buffering, filtering, labelled, pipelineModel, reading, relabelling, sending, sound } from "./example";
import { parameter, parameterPath, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

interface Loss {
  readonly parameter: string;
  readonly loses: (place: PluginPlace) => boolean;
  readonly problem: string;
  readonly mend: string;
}

/** What makes the name of an object different from all others, of other nodes too; the index does where the plug-in looks which are there. */
const ONE_OF_A_KIND = /\$\{chunk_id\}|%\{(?:uuid_flush|hex_random)\}/;

const objectOverwritten = (output: PluginPlace): boolean => {
  const format = parameter(output, "s3_object_key_format");
  const looks = parameter(output, "check_object") !== "false";
  // Without a format, the time stands in for the index where the plug-in does not look: two nodes have the same one.
  if (format === undefined) return output.directive.parameters?.["s3_object_key_format"] === undefined && !looks;
  return !ONE_OF_A_KIND.test(format) && !(looks && format.includes("%{index}"));
};

const isNot = (place: PluginPlace, name: string, value: string): boolean => {
  const given = place.directive.parameters?.[name];
  return given === undefined || (parameter(place, name) ?? value) !== value;
};

const LOSSES: Readonly<Record<string, Loss>> = {
  "source tail": {
    parameter: "read_from_head",
    loses: (source) => isNot(source, "read_from_head", "true") && parameter(source, "read_from_head") !== "yes",
    problem: "is not true: of a file that is new, what was written before it was found is not read",
    mend: "write true",
  },
  "filter concat": {
    parameter: "timeout_label",
    loses: ({ directive }) => directive.parameters?.["timeout_label"] === undefined,
    problem: "is missing: lines whose end does not come in time are thrown out as errors",
    mend: "write the label that the others go to",
  },
  "match s3": {
    parameter: "s3_object_key_format",
    loses: objectOverwritten,
    problem: "gives several objects one name, and the last of them is left",
    mend: "write ${chunk_id} into it, e.g. %{path}%{time_slice}_${chunk_id}.%{file_extension}",
  },
};

export const losesLines = check({
  id: "pipeline/loses-lines",
  severity: "error",
  reason: "Nothing tells of these lines: they are missed by whoever looks for them, when it is too late.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const plugin of plugins) {
        const loss = LOSSES[`${plugin.kind} ${plugin.type ?? ""}`];
        if (loss?.loses(plugin) === true)
          yield at(parameterPath(plugin, loss.parameter)).problem(loss.problem).mend(loss.mend);
      }
  },
  examples: () => ({
    passing: [
      sound(),
      pipelineModel([
        reading({ "@label": "@LINES" }),
        labelled("LINES", filtering("concat", { key: "log", timeout_label: "@ALL" }), relabelling("ALL")),
        labelled("ALL", sending()),
      ]),
      pipelineModel([reading(), storing("%{path}${chunk_id}.%{file_extension}")]),
    ],
    failing: [
      pipelineModel([reading({ read_from_head: false }), sending()]),
      pipelineModel([reading(), filtering("concat", { key: "log", n_lines: 2 }), sending()]),
      pipelineModel([reading(), storing("%{path}%{time_slice}.%{file_extension}")]),
    ],
  }),
});

const storing = (format: string) => ({
  name: "match",
  argument: "**",
  parameters: { "@type": "s3", "@id": "out_s3", s3_bucket: "acme-logs", s3_object_key_format: format },
  sections: [buffering({ path: "/buffers/s3", timekey: "1h" }, "time")],
});
