/** The way of a log line: from the container's file over partial lines put together and labels found out to the log store. */
import { SERVICE, urlOf, type Duration, type Endpoint } from "../../model";
import { configuration, environmentVariable, json, type Directive } from "./directive";
import type { FluentdSettings } from "./props";

/** Where logs go. */
export interface Destination {
  readonly endpoint: Endpoint;
  /** The tenant to write as. @default one tenant only */
  readonly tenant?: string;
  /** It asks for the tenant's password, which stands in `PASSWORD_VARIABLE`. */
  readonly login: boolean;
}

export const METRICS_PORT = 24_231;
export const NODE_VARIABLE = "K8S_NODE_NAME";
export const PASSWORD_VARIABLE = "LOKI_PASSWORD";
/** Where the pod finds its buffer and its positions. */
export const STATE_FOLDER = "/buffers";

/** All files of the configuration, by the names that the chart's own have, so that none of those is left. */
export const configurationFiles = (
  props: FluentdSettings,
  destination: Destination | undefined,
): Readonly<Record<string, string>> => ({
  "01_sources.conf": configuration([containerLogs(props), ...ownMetrics]),
  "02_filters.conf": configuration([wholeLines, labelled]),
  "03_dispatch.conf": configuration([counted]),
  "04_outputs.conf": configuration([output(props, destination)]),
});

const label = (name: string, ...sections: readonly Directive[]): Directive => ({
  name: "label",
  argument: `@${name}`,
  sections,
});
const filter = (parameters: Directive["parameters"], ...sections: readonly Directive[]): Directive => ({
  name: "filter",
  argument: "kubernetes.**",
  parameters,
  sections,
});
const onTo = (name: string): Directive => ({
  name: "match",
  argument: "**",
  // Without a name of its own it would be another one in the metrics after each start.
  parameters: { "@type": "relabel", "@id": `to_${name.toLowerCase()}`, "@label": `@${name}` },
});

/** What containerd and CRI-O write: time, stream, `F` for a full and `P` for a part of a line, the text. */
const CRI_LINE = "/^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<logtag>[^ ]+) ?(?<log>.*)$/";

const containerLogs = ({ releaseName, namespace, tail }: FluentdSettings): Directive => ({
  name: "source",
  parameters: {
    "@type": "tail",
    "@id": "in_container_logs",
    "@label": "@LINES",
    path: "/var/log/containers/*.log",
    // Reading its own logs, each line would make another.
    exclude_path: json([`/var/log/containers/${releaseName}-*_${namespace}_*.log`, ...tail.excludePaths]),
    pos_file: `${STATE_FOLDER}/container-logs.pos`,
    pos_file_compaction_interval: "1h",
    tag: "kubernetes.*",
    // A container may have come and gone between two looks.
    read_from_head: true,
    refresh_interval: "10s",
    // The kubelet moves a full file away; what was written to it until then is still read.
    rotate_wait: "30s",
    emit_unmatched_lines: true,
  },
  sections: [
    {
      name: "parse",
      parameters: { "@type": "regexp", expression: CRI_LINE, time_key: "time", time_format: "%Y-%m-%dT%H:%M:%S.%N%:z" },
    },
  ],
});

/** The probes ask for these metrics, too. */
const ownMetrics: readonly Directive[] = [
  {
    name: "source",
    parameters: {
      "@type": "prometheus",
      "@id": "in_prometheus",
      bind: "0.0.0.0",
      port: METRICS_PORT,
      metrics_path: "/metrics",
    },
  },
  { name: "source", parameters: { "@type": "prometheus_monitor", "@id": "in_prometheus_monitor" } },
  {
    name: "source",
    parameters: {
      "@type": "prometheus_output_monitor",
      "@id": "in_prometheus_output_monitor",
      // By default what only grows is shown as a gauge, which no rate may be taken of.
      gauge_all: false,
    },
  },
];

/** The container runtime cuts lines at 16 KiB. What lacks its end goes on after a while as it is. */
const wholeLines = label(
  "LINES",
  filter({
    "@type": "concat",
    "@id": "filter_partial_lines",
    key: "log",
    separator: "",
    use_partial_cri_logtag: true,
    partial_cri_logtag_key: "logtag",
    partial_cri_stream_key: "stream",
    stream_identity_key: "stream",
    flush_interval: "10s",
    timeout_label: "@RECORDS",
  }),
  onTo("RECORDS"),
);

/** The application by the label that Helm charts give it, else by the older one, else the container's name. */
const SERVICE_OF_RECORD =
  '${record.dig("kubernetes", "labels", "app.kubernetes.io/name") || record.dig("kubernetes", "labels", "app") || ' +
  'record.dig("kubernetes", "container_name")}';

const labelled = label(
  "RECORDS",
  filter({
    "@type": "kubernetes_metadata",
    "@id": "filter_kubernetes_metadata",
    // Pods of this node are watched (by K8S_NODE_NAME); nothing of namespaces, images and the API server's address is used.
    skip_namespace_metadata: true,
    skip_namespace_labels: true,
    skip_container_metadata: true,
    skip_master_url: true,
  }),
  filter(
    { "@type": "record_transformer", "@id": "filter_labels", enable_ruby: true },
    { name: "record", parameters: { [SERVICE]: SERVICE_OF_RECORD, node: environmentVariable(NODE_VARIABLE) } },
  ),
  onTo("DISPATCH"),
);

/** Lines in, to be held against what the output sends. Without labels: a tag is a file name, and there is no end of those. */
const counted = label(
  "DISPATCH",
  {
    name: "filter",
    argument: "**",
    parameters: { "@type": "prometheus", "@id": "filter_count" },
    sections: [
      {
        name: "metric",
        parameters: {
          name: "fluentd_input_status_num_records_total",
          type: "counter",
          desc: "The total number of incoming records",
          // Zero from the start: a counter that begins with its first record hides that record from every rate.
          initialized: true,
        },
      },
    ],
  },
  onTo("OUTPUT"),
);

const output = (props: FluentdSettings, destination: Destination | undefined): Directive =>
  label("OUTPUT", {
    name: "match",
    argument: "**",
    ...(destination === undefined
      ? { parameters: { "@type": "null", "@id": "out_nowhere" } }
      : toLoki(props, destination)),
  });

/** Fields of the record that are no part of the line. */
const NOT_IN_THE_LINE = ["kubernetes", "docker", "stream", "logtag"];

/** One request each: in JSON, with quotes escaped, a chunk grows, and stays far below the 20 MiB that our Loki takes at once. */
const CHUNK_SIZE = 2 ** 20;

const toLoki = (
  { labels, buffer }: FluentdSettings,
  { endpoint, tenant, login }: Destination,
): Omit<Directive, "name"> => ({
  parameters: {
    "@type": "loki",
    "@id": "out_loki",
    url: urlOf(endpoint),
    tenant: login ? undefined : tenant,
    username: login ? tenant : undefined,
    password: login ? environmentVariable(PASSWORD_VARIABLE) : undefined,
    extra_labels: json(labels),
    remove_keys: json(NOT_IN_THE_LINE),
    // A record that is nothing but its line is sent as the application wrote it: JSON stays JSON, text stays text.
    drop_single_key: true,
    line_format: "json",
    // Loki takes lines out of order, so flushing threads need no streams of their own.
    include_thread_label: false,
  },
  sections: [
    {
      name: "label",
      parameters: {
        namespace: "$.kubernetes.namespace_name",
        pod: "$.kubernetes.pod_name",
        container: "$.kubernetes.container_name",
        node: "node",
        [SERVICE]: SERVICE,
      },
    },
    {
      name: "buffer",
      parameters: {
        "@type": "file",
        path: `${STATE_FOLDER}/loki`,
        total_limit_size: buffer.size.bytes,
        chunk_limit_size: CHUNK_SIZE,
        flush_mode: "interval",
        flush_interval: secondsText(buffer.flushInterval),
        flush_thread_count: 2,
        // A node that goes takes its buffer with it.
        flush_at_shutdown: true,
        retry_type: "exponential_backoff",
        retry_wait: "1s",
        retry_max_interval: secondsText(buffer.retryMaxInterval),
        retry_forever: true,
        // The files are a buffer, too: what is not read now is read later.
        overflow_action: "block",
      },
    },
  ],
});

/** Seconds without a unit, the only notation that knows parts of them. */
const secondsText = ({ milliseconds }: Duration): number => milliseconds / 1_000;
