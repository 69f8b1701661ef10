/** Plug-ins that make a record of a text. */
import { plugins, section, type SectionShape } from "./plugin";

/** One of several formats that are tried in turn. */
const pattern: SectionShape = { ...section({}, "parser"), typedBy: "format" };

export const parsers = plugins({
  json: {
    parameters: "types=map json_parser=oj|yajl|json stream_buffer_size=int",
  },
  regexp: {
    parameters: "types=map expression=regexp!",
  },
  none: {
    parameters: "types=map message_key",
  },
  multiline: {
    parameters: "types=map format_firstline unmatched_lines",
  },
  csv: {
    parameters: "types=map keys=list! delimiter parser_engine=normal|fast",
  },
  tsv: {
    parameters: "types=map keys=list! delimiter",
  },
  ltsv: {
    parameters: "types=map delimiter delimiter_pattern=regexp label_delimiter",
  },
  apache2: {
    parameters: "types=map",
  },
  nginx: {
    parameters: "types=map expression=regexp",
  },
  syslog: {
    parameters: `
      types=map with_priority=bool message_format=rfc3164|rfc5424|auto rfc5424_time_format
      parser_engine=regexp|string support_colonless_ident=bool
    `,
  },
  msgpack: {
    parameters: "types=map",
  },
  cri: {
    parameters: "types=map merge_cri_fields=bool",
    gem: "fluent-plugin-parser-cri:0.1.1",
  },
  multi_format: {
    parameters: "types=map",
    sections: { pattern },
    gem: "fluent-plugin-multi-format-parser:1.0.0",
  },
});
