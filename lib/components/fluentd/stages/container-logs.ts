/** The logs of all containers of a node: from the files of the container runtime to whole lines. */
import { json, type Directive, type DirectiveValue } from "../../../model";
import { pattern, rubyPattern } from "../../../pipeline";
import type { FluentdSettings } from "../props";
import { filter, label, onTo, RAW, STATE_FOLDER } from "./names";
import { traces } from "./traces";
import { ofWorker, sharesOf, type Share } from "./workers";

/** What containerd and CRI-O write: time, stream, `F` for a full and `P` for a part of a line, the text. */
export const CRI_LINE = pattern(`^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<logtag>[^ ]+) ?(?<${RAW}>.*)$`);

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

/** The container runtime cuts lines at 16 KiB. */
const PARTS: Readonly<Record<FluentdSettings["tail"]["format"], Readonly<Record<string, DirectiveValue>>>> = {
  cri: {
    use_partial_cri_logtag: true,
    partial_cri_logtag_key: "logtag",
    // Not that it were one: what stands here is taken out of the record, and the stream tells traces apart.
    partial_cri_stream_key: "logtag",
  },
  docker: { multiline_end_regexp: "/\\n$/" },
};

/** Lines put together that belong together: parts of one, and those of a stack trace. */
export const wholeLines = ({ tail: { format }, lines }: FluentdSettings): readonly Directive[] => {
  const next = lines.traces.length === 0 ? "RECORDS" : "TRACES";
  return [
    label(
      "LINES",
      filter("concat", "filter_partial_lines", {
        key: RAW,
        separator: "",
        ...PARTS[format],
        stream_identity_key: "stream",
        flush_interval: WAIT,
        timeout_label: `@${next}`,
      }),
      onTo(next),
    ),
    ...traces(lines.traces),
  ];
};
