/** From text to a record: blackened, parsed, and told where it comes from. Every source's lines pass through here as nothing but text. */
import { json, SERVICE, type Directive, type RubyExpression } from "../../../model";
import { pattern, ruby, rubyPattern, type Pattern } from "../../../pipeline";
import type { FluentdSettings, Format } from "../props";
import { cleaned } from "./cleaned";
import { filter, KUBERNETES, label, MESSAGE, NODE_VARIABLE, onTo, ORIGIN, RAW } from "./names";

/** Of one source: what its text is, and which service it belongs to. */
export interface Origin {
  /** Name of the part of the pipeline. */
  readonly label: string;
  readonly text: RubyExpression;
  readonly service: RubyExpression;
  /** It is of a pod that Kubernetes can be asked about. */
  readonly ofPod?: boolean;
}

/** The application by the label that Helm charts give it, else by the older one, else the container's name. */
const SERVICE_OF_POD = ruby`record.dig("kubernetes", "labels", "app.kubernetes.io/name") || record.dig("kubernetes", "labels", "app") || record.dig("kubernetes", "container_name")`;

/** A line of the container, or one that the container runtime did not write in its form. */
const TEXT_OF_LINE = ruby`(record["log"] || record["unmatched_line"])`;

export const containerRecords: Origin = {
  label: "RECORDS",
  text: TEXT_OF_LINE,
  service: SERVICE_OF_POD,
  ofPod: true,
};

export const records = (settings: FluentdSettings, origin: Origin): Directive => {
  const name = origin.label.toLowerCase();
  return label(
    origin.label,
    // Nothing but its text: what an application writes cannot pass for what the pipeline says of it.
    filter(
      "record_transformer",
      `filter_${name}_text`,
      { enable_ruby: true, renew_record: true },
      { name: "record", parameters: { [RAW]: cleaned(origin.text) } },
    ),
    parsed(name, settings.lines.formats),
    ...(origin.ofPod === true ? [kubernetesMetadata] : []),
    filter(
      "record_transformer",
      `filter_${name}_origin`,
      // What is of no pod cannot say that it is.
      { enable_ruby: true, remove_keys: origin.ofPod === true ? undefined : json([KUBERNETES, "docker"]) },
      { name: "record", parameters: { [ORIGIN]: whence(settings.labels, origin.service) } },
    ),
    onTo("DISPATCH", `to_dispatch_of_${name}`),
  );
};

/**
 * JSON that is no record, or that would be another one when it is written again: lists, of which the first would be taken and the rest lost, and
 * numbers beyond what can be stored, by which the whole chunk would be stuck.
 */
export const UNSAFE_JSON = pattern(
  `^(?<${MESSAGE}>\\s*\\[\\s*(?:[\\[{"]|-?[0-9.eE+-]+\\s*,|(?:true|false|null)\\s*,).*|\\s*\\{.*[:\\[,]\\s*(?:-?[0-9]{20}|-[0-9]{19}|-?[0-9.]+[eE]\\+?[0-9]{3}).*)$`,
);

/** What none has taken, as it is. */
const ANYTHING = pattern(`^(?<${MESSAGE}>.*)$`);

/** No line has a field without a name: the time of a line is that at which it was written, whatever is said in it. */
const NO_TIME = { time_key: "" } as const;

const textFormat = (expression: Pattern): Directive => ({
  name: "pattern",
  parameters: { format: "regexp", expression: rubyPattern(expression), ...NO_TIME },
});

const formatDirectives = (format: Format): readonly Directive[] =>
  format.kind === "json"
    ? [textFormat(UNSAFE_JSON), { name: "pattern", parameters: { format: "json", json_parser: "json", ...NO_TIME } }]
    : [textFormat(format.pattern)];

const parsed = (name: string, formats: readonly Format[]): Directive =>
  filter(
    "parser",
    `filter_${name}_fields`,
    { key_name: RAW, reserve_time: true },
    {
      name: "parse",
      parameters: { "@type": "multi_format" },
      sections: [...formats.flatMap(formatDirectives), textFormat(ANYTHING)],
    },
  );

/**
 * Behind the parsers, so that a line with a field `kubernetes` does not pass for one of another pod. Pods of this node are watched (by
 * K8S_NODE_NAME); nothing of namespaces, images and the API server's address is used.
 */
const kubernetesMetadata: Directive = {
  ...filter("kubernetes_metadata", "filter_kubernetes_metadata", {
    // By the name of the file alone, never by what stands in the record.
    lookup_from_k8s_field: false,
    skip_namespace_metadata: true,
    skip_namespace_labels: true,
    skip_container_metadata: true,
    skip_master_url: true,
  }),
  argument: "kubernetes.**",
};

/** Service, node, the constants of the cluster, and when the line was written. */
export const whence = (labels: FluentdSettings["labels"], service: RubyExpression): RubyExpression =>
  ruby`${{ [SERVICE]: service, node: ruby`ENV[${NODE_VARIABLE}]`, ...labels, timestamp: ruby`time.utc.iso8601(9)` }}`;
