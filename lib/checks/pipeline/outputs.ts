/** Where lines go: over what connection, and with which labels. */
import { AUDIT_FIELDS, LOG_FIELDS } from "@cdktf-observability/contract";
import { join } from "../../model";
import { at, check, type Problem } from "../check";
import { partsOf } from "./directives";
import { buffering, filtering, indexing, pipelineModel, reading, sending, sound } from "./example";
import { mapOf, parameter, parameterPath, shown, textOf, type Placed, type PluginPlace } from "./places";
import { pipelinesOf } from "./view";

const outputsOf = (model: Parameters<typeof pipelinesOf>[0], ...types: readonly string[]): readonly PluginPlace[] =>
  pipelinesOf(model).flatMap(({ plugins }) =>
    plugins.filter(({ kind, type }) => kind === "match" && types.includes(type ?? "")),
  );

/** Fields that are different on every line, or on nearly every one. */
const UNBOUNDED: readonly string[] = [
  LOG_FIELDS.traceId,
  LOG_FIELDS.spanId,
  LOG_FIELDS.requestId,
  LOG_FIELDS.message,
  LOG_FIELDS.timestamp,
  AUDIT_FIELDS.userId,
  "log",
  "line",
  "time",
  "pod_id",
  "container_id",
  "pod_ip",
  "remote_address",
  "session_id",
  "user_agent",
  "path",
  "url",
];

/** The last part of `$.kubernetes.pod_id` or `$['kubernetes']['pod_id']`. */
const lastOf = (field: string): string => /([\w@-]+)['"\]]*$/.exec(field)?.[1] ?? field;

export const unboundedLabel = check({
  id: "pipeline/unbounded-label",
  severity: "error",
  reason:
    "Loki keeps a stream for each set of labels, and Prometheus a series: a label that is different on every line makes as many as there are lines. Of lines with more than 15 labels, Loki takes none.",
  *find(model): Iterable<Problem> {
    yield* metricLabels(model);
    for (const output of outputsOf(model, "loki")) {
      for (const name of ["extract_kubernetes_labels"])
        if (parameter(output, name) === "true")
          yield at(parameterPath(output, name))
            .problem("makes a label of every label of every pod, those with a hash of the template in them included")
            .mend("leave it out, and name the labels that are wanted in <label>");
      const sections = output.sections.filter(({ directive }) => directive.name === "label");
      for (const section of sections) yield* unboundedIn(section);
      const constants = Object.keys(mapOf(output, "extra_labels"));
      for (const name of constants.filter((each) => UNBOUNDED.includes(each)))
        yield at(join(output.path, ["extra_labels", name]))
          .problem(`is one text for all lines: nothing fills in ${name}`)
          .mend("leave it out, and the field in the line, where Loki finds it by | json");
      const names = new Set([
        ...constants,
        ...sections.flatMap(({ directive }) => Object.keys(directive.parameters ?? {})),
      ]);
      if (names.size > MOST_LABELS)
        yield at(output.path)
          .problem(`sends ${names.size} labels, and Loki takes ${MOST_LABELS}`)
          .mend("leave in the line what nobody selects streams by");
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading(), sending({}, LABELS({ service: "service" }), buffering())])],
    failing: [
      pipelineModel([reading(), sending({}, LABELS({ service: "service", trace_id: "" }), buffering())]),
      pipelineModel([reading(), sending({}, LABELS({ pod: "$.kubernetes.pod_id" }), buffering())]),
      pipelineModel([reading(), sending({ extract_kubernetes_labels: true })]),
      pipelineModel([reading(), counting({ user: "$.user_id" }), sending()]),
    ],
  }),
});

/** Of one stream (max_label_names_per_series). */
const MOST_LABELS = 15;

const unboundedIn = function* (section: Placed): Iterable<Problem> {
  for (const [name, value] of Object.entries(section.directive.parameters ?? {})) {
    const field = textOf(value);
    const unbounded = [name, lastOf(field === undefined || field === "" ? name : field)].find((each) =>
      UNBOUNDED.includes(each),
    );
    if (unbounded !== undefined)
      yield at(join(section.path, [name]))
        .problem(`makes a label of ${unbounded}, which is different on nearly every line`)
        .mend("leave it in the line, where Loki finds it by | json and Grafana by a derived field");
  }
};

const metricLabels = function* (model: Parameters<typeof pipelinesOf>[0]): Iterable<Problem> {
  for (const { plugins } of pipelinesOf(model))
    for (const plugin of plugins)
      for (const [place] of plugin.kind === "filter" && plugin.type === "prometheus" ? partsOf(plugin) : [])
        if (place.directive.name === "labels") yield* unboundedIn(place);
};

const counting = (labels: Readonly<Record<string, string>>) =>
  filtering(
    "prometheus",
    {},
    {
      name: "metric",
      parameters: { name: "lines_total", type: "counter", desc: "Lines." },
      sections: [{ name: "labels", parameters: labels }],
    },
  );

const LABELS = (parameters: Readonly<Record<string, string>>) => ({ name: "label", parameters });

/** Ways to believe any certificate. */
const UNVERIFIED: readonly (readonly [parameter: string, value: string])[] = [
  ["ssl_verify", "false"],
  ["ssl_verify_peer", "false"],
  ["insecure_tls", "true"],
  ["tls_insecure_mode", "true"],
  ["tls_verify_hostname", "false"],
  ["tls_verify_mode", "none"],
];

export const unverified = check({
  id: "pipeline/unverified",
  severity: "error",
  reason: "Who believes any certificate sends all logs, and the password with them, to whoever stands in between.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model))
      for (const place of plugins)
        for (const [name, value] of UNVERIFIED)
          if (place.kind === "match" && parameter(place, name) === value)
            yield at(parameterPath(place, name))
              .problem(`${shown(place)} believes any certificate`)
              .mend("leave it out, and name the authority that vouches for the server");
  },
  examples: () => ({
    passing: [sound()],
    failing: [
      pipelineModel([reading(), sending({ url: "https://loki:3100", insecure_tls: true })]),
      pipelineModel([reading(), indexing({ hosts: "https://es:9200", ssl_verify: false })]),
    ],
  }),
});
