/** Where lines go: over what connection, and with which labels. */
import { AUDIT_FIELDS, LOG_FIELDS } from "@cdktf-observability/contract";
import { environmentVariable, join } from "../../model";
import { at, check, type Problem } from "../check";
import { partsOf } from "./directives";
import { buffering, pipelineModel, reading, sending, sound } from "./example";
import { parameter, parameterPath, shown, textOf, type PluginPlace } from "./places";
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
    "Loki keeps a stream for each set of labels: one that is different on every line makes as many streams as lines, until Loki takes no more.",
  *find(model): Iterable<Problem> {
    for (const output of outputsOf(model, "loki")) {
      for (const name of ["extract_kubernetes_labels"])
        if (parameter(output, name) === "true")
          yield at(parameterPath(output, name))
            .problem("makes a label of every label of every pod, those with a hash of the template in them included")
            .mend("leave it out, and name the labels that are wanted in <label>");
      for (const section of output.sections.filter(({ directive }) => directive.name === "label"))
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
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading(), sending({}, LABELS({ service: "service" }), buffering())])],
    failing: [
      pipelineModel([reading(), sending({}, LABELS({ service: "service", trace_id: "" }), buffering())]),
      pipelineModel([reading(), sending({}, LABELS({ pod: "$.kubernetes.pod_id" }), buffering())]),
      pipelineModel([reading(), sending({ extract_kubernetes_labels: true })]),
    ],
  }),
});

const LABELS = (parameters: Readonly<Record<string, string>>) => ({ name: "label", parameters });

export const plainPassword = check({
  id: "pipeline/plain-password",
  severity: "error",
  reason: "A password that goes over the network without encryption belongs to everybody on the way.",
  *find(model): Iterable<Problem> {
    for (const output of outputsOf(model, "elasticsearch", "opensearch", "http")) {
      const [address, name] = (["hosts", "endpoint"] as const)
        .map((each) => [parameter(output, each), each] as const)
        .find(([value]) => value?.includes("http://") === true) ?? [undefined, "scheme"];
      const scheme = parameter(output, "scheme") ?? "http";
      const plain = address !== undefined || (parameter(output, "host") !== undefined && scheme === "http");
      if (plain && output.directive.parameters?.["password"] !== undefined)
        yield at(parameterPath(output, name))
          .problem(`${shown(output)} sends its password in clear text`)
          .mend("write https://");
    }
  },
  examples: () => ({
    passing: [pipelineModel([reading(), indexing({ hosts: "https://es:9200", ...LOGIN })])],
    failing: [pipelineModel([reading(), indexing({ hosts: "http://es:9200", ...LOGIN })])],
  }),
});

const LOGIN = { user: "fluentd", password: environmentVariable("ES_PASSWORD") };
const indexing = (parameters: Readonly<Record<string, string | boolean | ReturnType<typeof environmentVariable>>>) => ({
  name: "match",
  argument: "**",
  parameters: { "@type": "elasticsearch", "@id": "out_elasticsearch", ...parameters },
  sections: [buffering({ path: "/buffers/elasticsearch" }, "tag")],
});

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

export const clearText = check({
  id: "pipeline/clear-text",
  severity: "error",
  reason: "The configuration stands in clear text in Terraform's state and plan, and in a ConfigMap of the cluster.",
  *find(model): Iterable<Problem> {
    for (const { plugins } of pipelinesOf(model)) for (const place of plugins) yield* secretsIn(place);
  },
  examples: () => ({
    passing: [
      pipelineModel([reading(), sending({ username: "platform", password: environmentVariable("LOKI_PASSWORD") })]),
    ],
    failing: [pipelineModel([reading(), sending({ username: "platform", password: "written here" })])],
  }),
});

const secretsIn = function* (plugin: PluginPlace): Iterable<Problem> {
  for (const [place, { parameters }] of partsOf(plugin))
    for (const [name, { secret }] of Object.entries(parameters)) {
      const value = place.directive.parameters?.[name];
      if (secret && value !== undefined && typeof value !== "object")
        yield at(parameterPath(place, name))
          .problem("is a secret in clear text")
          .mend('write environmentVariable("…"), and the variable in environment from a Secret');
    }
};
