/** Plug-ins that make a text of a record. */
import { plugins } from "./plugin";

export const formatters = plugins({
  json: {
    parameters: "newline=lf|crlf json_parser add_newline=bool",
  },
  ltsv: {
    parameters: "newline=lf|crlf delimiter label_delimiter replacement add_newline=bool",
  },
  csv: {
    parameters: "delimiter force_quotes=bool fields=list! add_newline=bool",
  },
  single_value: {
    parameters: "newline=lf|crlf message_key add_newline=bool",
  },
  out_file: {
    parameters: "newline=lf|crlf output_time=bool output_tag=bool delimiter",
  },
  msgpack: {},
  stdout: {
    parameters: "output_type",
  },
  hash: {
    parameters: "newline=lf|crlf add_newline=bool",
  },
});
