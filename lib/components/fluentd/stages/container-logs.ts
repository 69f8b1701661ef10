/** The logs of all containers of a node: from the files of the container runtime to whole lines. */
import { json, type Directive, type DirectiveValue } from "../../../model";
import { pattern, ruby, rubyPattern } from "../../../pipeline";
import type { FluentdSettings } from "../props";
import { filter, label, onTo, RAW, STATE_FOLDER } from "./names";
import { traces } from "./traces";
import { ofWorker, sharesOf, type Share } from "./workers";

const PART = "logtag";

/** What containerd and CRI-O write: time, stream, `F` for a full and `P` for a part of a line, the text. */
export const CRI_LINE = pattern(
  `^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<${PART}>[^ :]+)(?::[^ ]*)? ?(?<${RAW}>.*)$`,
);

const FORMATS: Readonly<Record<FluentdSettings["tail"]["format"], Readonly<Record<string, DirectiveValue>>>> = {
  cri: {
    "@type": "regexp",
    expression: rubyPattern(CRI_LINE),
    time_key: "time",
    time_format: "%Y-%m-%dT%H:%M:%S.%N%:z",
  },
  // `{"log":"text\n","stream":"stdout","time":"2026-01-02T03:04:05.678901234Z"}`
  docker: {
    "@type": "json",
    json_parser: "json",
    time_key: "time",
    time_type: "string",
    time_format: "%Y-%m-%dT%H:%M:%S.%N%z",
  },
};

export const ownLogs = ({ releaseName, namespace }: FluentdSettings): string =>
  `/var/log/containers/${releaseName}-*_${namespace}_*.log`;

export const containerLogs = (settings: FluentdSettings): readonly Directive[] =>
  sharesOf(settings.workers).map((share) => ofWorker(share.worker, tail(settings, share)));

const tail = (settings: FluentdSettings, { suffix, ending }: Share): Directive => ({
  name: "source",
  parameters: {
    "@type": "tail",
    "@id": `in_container_logs${suffix}`,
    "@label": "@LINES",
    path: `/var/log/containers/*${ending}.log`,
    // Reading its own logs, each line would make another.
    exclude_path: json([ownLogs(settings), ...settings.tail.excludePaths]),
    pos_file: `${STATE_FOLDER}/container-logs${suffix.replace("_", "-")}.pos`,
    pos_file_compaction_interval: "1h",
    tag: "kubernetes.*",
    // A container may have come and gone between two looks.
    read_from_head: true,
    refresh_interval: "10s",
    // The kubelet moves a full file away; what was written to it until then is still read.
    rotate_wait: "30s",
    emit_unmatched_lines: true,
  },
  sections: [{ name: "parse", parameters: FORMATS[settings.tail.format] }],
});

/** What lacks its end goes on after a while as it is. */
const WAIT = "10s";

/** Where Docker cuts a line it leaves out the break at its end; told as CRI tells it, `P` for a part. */
const dockerParts = filter(
  "record_transformer",
  "filter_docker_parts",
  { enable_ruby: true },
  {
    name: "record",
    parameters: {
      [RAW]: ruby`(record[${RAW}] || record["unmatched_line"]).to_s.chomp`,
      [PART]: ruby`record.key?(${RAW}) && !record[${RAW}].to_s.end_with?("\n") ? "P" : "F"`,
    },
  },
);

/** Lines put together that belong together: parts of one, and those of a stack trace. */
export const wholeLines = ({ tail: { format }, lines }: FluentdSettings): readonly Directive[] => {
  const next = lines.traces.length === 0 ? "RECORDS" : "TRACES";
  return [
    label(
      "LINES",
      ...(format === "docker" ? [dockerParts] : []),
      filter("concat", "filter_partial_lines", {
        key: RAW,
        separator: "",
        // The container runtime cuts lines at 16 KiB.
        partial_key: PART,
        partial_value: "P",
        stream_identity_key: "stream",
        use_first_timestamp: true,
        flush_interval: WAIT,
        // A line without an end would take all memory. What is beyond begins another line.
        buffer_limit_size: lines.maxSize.bytes,
        buffer_overflow_method: "new",
        timeout_label: `@${next}`,
      }),
      onTo(next),
    ),
    ...traces(lines.traces),
  ];
};
