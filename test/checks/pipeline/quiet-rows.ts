/** Mistakes that Fluentd says nothing of: it starts, and lines are lost, sent twice, or mean something else. */
import { json, type Directive } from "../../../lib/model";
import { besides, change, drop, filter, set, setIn, toLoki, tree, withSections, type Tree } from "./edit";
import { LOKI, row, TAIL, type Row } from "./row";

const formats = (...patterns: readonly NonNullable<Directive["parameters"]>[]): Directive => ({
  name: "parse",
  parameters: { "@type": "multi_format" },
  sections: patterns.map((parameters) => ({ name: "pattern", parameters })),
});

/** Each source that only one process can have, in the first one. */
const inFirst = (of: Tree): Tree =>
  of.map((each) =>
    ["tail", "systemd"].some((type) => each.parameters?.["@type"] === type)
      ? { name: "worker", argument: "0", sections: [each] }
      : each,
  );

const losses: readonly Row[] = [
  row(
    "the path of Loki's API twice",
    "wrong-value",
    `${LOKI}.url`,
    "write http://loki:3100",
    set("out_loki", { url: "http://loki:3100/loki/api/v1/push" }),
  ),
  row(
    "a buffer beside the volume",
    "not-kept",
    `${LOKI}.buffer.path`,
    "write a path below /buffers, e.g. /buffers/loki",
    setIn("out_loki", "buffer", { path: "/data/loki" }),
  ),
  row(
    "positions beside the volume",
    "not-kept",
    `${TAIL}.pos_file`,
    "e.g. /buffers/a.pos",
    set("in_container_logs", { pos_file: "/var/tmp/a.pos" }),
  ),
  row(
    "what cannot be sent beside the volume",
    "not-kept",
    `${LOKI}.secondary.directory`,
    "gone with the pod",
    setIn("out_loki", "secondary", { directory: "/tmp/undelivered" }),
  ),
  row(
    "files read from where they are found",
    "loses-lines",
    `${TAIL}.read_from_head`,
    "write true",
    set("in_container_logs", { read_from_head: false }),
  ),
  row(
    "parts of lines that are thrown out",
    "loses-lines",
    'pipeline["@TRACES"].filter[0].timeout_label',
    "write the label",
    set("filter_traces_java", { timeout_label: undefined }),
  ),
  row(
    "objects that overwrite each other",
    "loses-lines",
    "also[2].match.s3_object_key_format",
    "${chunk_id}",
    set("out_s3", { s3_object_key_format: "%{path}%{time_slice}_%{index}.%{file_extension}" }),
  ),
  row(
    "a field of a field by its bare name",
    "wrong-value",
    "filters[1].regexp.key",
    "write $.kubernetes.namespace_name",
    withSections("filter_keep_1", {
      name: "regexp",
      parameters: { key: "kubernetes.namespace_name", pattern: "/^prod$/" },
    }),
  ),
  row(
    "a time without its zone",
    "wrong-value",
    `${TAIL}.parse.time_format`,
    "write %z",
    setIn("in_container_logs", "parse", { time_format: "%Y-%m-%dT%H:%M:%S.%N" }),
  ),
  row(
    "a field to parse that is misspelt",
    "unknown-field",
    'pipeline["@RECORDS"].filter[1].key_name',
    'did you mean "log"?',
    set("filter_records_fields", { key_name: "logg" }),
  ),
  row(
    "a field to join that is misspelt",
    "unknown-field",
    'pipeline["@LINES"].filter.key',
    "write one of time, stream",
    set("filter_partial_lines", { key: "lag" }),
  ),
];

const meanings: readonly Row[] = [
  row("the same files a second time", "read-twice", "pipeline.source[8].path", "have files in common", [
    ...tree,
    {
      name: "source",
      parameters: {
        "@type": "tail",
        "@id": "in_shop",
        "@label": "@LINES",
        path: "/var/log/containers/shop-*.log",
        pos_file: "/buffers/shop.pos",
        tag: "kubernetes.*",
        read_from_head: true,
      },
      sections: [{ name: "parse", parameters: { "@type": "none" } }],
    },
  ]),
  row(
    "a tag without the file",
    "no-metadata",
    `${TAIL}.tag`,
    "write kubernetes.*",
    set("in_container_logs", { tag: "kubernetes" }),
  ),
  row("nobody asks Kubernetes", "no-metadata", TAIL, "kubernetes_metadata", drop("filter_kubernetes_metadata")),
  row(
    "a format behind one that takes all",
    "swallowed",
    'pipeline["@RECORDS"].filter[1].parse.pattern[1]',
    "before it takes any line",
    withSections("filter_records_fields", formats({ format: "none" }, { format: "json" })),
  ),
  row(
    "a format behind a pattern that takes all",
    "swallowed",
    'pipeline["@RECORDS"].filter[1].parse.pattern[1]',
    "put it before",
    withSections(
      "filter_records_fields",
      formats({ format: "regexp", expression: "/^(?<message>.*)$/" }, { format: "json" }),
    ),
  ),
  row(
    "Ruby in a text that nothing runs",
    "not-run",
    'pipeline["@EDGE"].filter.record.status',
    "write enable_ruby true",
    besides(
      filter("record_transformer", {}, { name: "record", parameters: { status: '${record.dig("http", "status")}' } }),
      toLoki(),
    ),
  ),
  row(
    "a trace as a label of all lines",
    "unbounded-label",
    `${LOKI}.extra_labels.trace_id`,
    "leave it out",
    set("out_loki", { extra_labels: json({ trace_id: "${trace_id}" }) }),
  ),
  row(
    "more labels than Loki takes",
    "unbounded-label",
    LOKI,
    "Loki takes 15",
    set("out_loki", {
      extra_labels: json(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`label_${index}`, "x"]))),
    }),
  ),
  row(
    "a trace as a label of a metric",
    "unbounded-label",
    'pipeline["@DISPATCH"].filter[0].metric.labels.trace',
    "trace_id",
    change("filter_count", (each) => ({
      ...each,
      sections: (each.sections ?? []).map((metric) => ({
        ...metric,
        sections: [{ name: "labels", parameters: { trace: "$.trace_id" } }],
      })),
    })),
  ),
  row("more than the disk holds, in four processes", "buffer-size", `${LOKI}.buffer.total_limit_size`, "4 processes", [
    { name: "system", parameters: { workers: 4 } },
    ...inFirst(setIn("out_loki", "buffer", { total_limit_size: "8g" })),
  ]),
];

export const quietRows: readonly Row[] = [...losses, ...meanings];
