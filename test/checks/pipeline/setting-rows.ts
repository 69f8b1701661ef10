/** Mistakes in what Fluentd shows to probes, needs to start, and keeps secret. */
import { environmentVariable, json } from "../../../lib/model";
import { add, besides, set, setIn, toLoki } from "./edit";
import { LOKI, row, type Row } from "./row";

const METRICS = "pipeline.source[5]";

const probes: readonly Row[] = [
  row(
    "metrics at another port",
    "no-metrics",
    `${METRICS}.port`,
    "write 24231",
    set("in_prometheus", { port: 24_999 }),
  ),
  row(
    "metrics for the pod alone",
    "no-metrics",
    `${METRICS}.bind`,
    "write 0.0.0.0",
    set("in_prometheus", { bind: "127.0.0.1" }),
  ),
  row(
    "metrics at another path",
    "no-metrics",
    `${METRICS}.metrics_path`,
    "write /metrics",
    set("in_prometheus", { metrics_path: "/m" }),
  ),
];

const starts: readonly Row[] = [
  row(
    "chunks by time, of no length",
    "missing-parameter",
    'pipeline["@EDGE"].match.buffer.timekey',
    "write e.g. timekey 1h",
    besides(toLoki({}, "time")),
  ),
  row(
    "a copy for nobody",
    "missing-parameter",
    'pipeline["@EDGE"].match.store',
    "sends nowhere",
    besides({ name: "match", argument: "**", parameters: { "@type": "copy", "@id": "copy_edge" } }),
  ),
  row(
    "a relabel without a label",
    "missing-parameter",
    'pipeline["@EDGE"].match["@label"]',
    "outside of labels",
    besides({ name: "match", argument: "**", parameters: { "@type": "relabel", "@id": "to_edge" } }),
  ),
  row(
    "a word of the system that is misspelt",
    "unknown-parameter",
    "pipeline.system.workerss",
    'did you mean "workers"?',
    add({ name: "system", parameters: { workerss: 4 } }),
  ),
  row(
    "a level of the system that is misspelt",
    "wrong-value",
    "pipeline.system.log_level",
    "write trace or debug or info or warn",
    add({ name: "system", parameters: { log_level: "warning" } }),
  ),
  row(
    "a size in parts",
    "wrong-value",
    `${LOKI}.buffer.chunk_limit_size`,
    "whole numbers",
    setIn("out_loki", "buffer", { chunk_limit_size: "1.5m" }),
  ),
];

const secrets: readonly Row[] = [
  row(
    "a password in Loki's address",
    "clear-text",
    `${LOKI}.url`,
    "without it",
    set("out_loki", { url: "https://fluentd:written-here@loki:3100" }),
  ),
  row(
    "a password in an address of several",
    "clear-text",
    "also[0].match.hosts",
    "without it",
    set("out_elasticsearch", { hosts: "https://es-0:9200,https://fluentd:written-here@es-1:9200" }),
  ),
  row(
    "a token in a header",
    "clear-text",
    `${LOKI}.custom_headers`,
    "Authorization",
    set("out_loki", { custom_headers: json({ Authorization: "written here" }) }),
  ),
  row(
    "a token in a header, in short",
    "clear-text",
    `${LOKI}.custom_headers`,
    "X-Api-Key",
    set("out_loki", { custom_headers: "X-Scope-OrgID:a,X-Api-Key:written here" }),
  ),
  row(
    "Loki's password in clear text on the way",
    "plain-password",
    `${LOKI}.url`,
    "write https://",
    set("out_loki", { url: "http://loki.acme.example" }),
  ),
  row(
    "a variable that nothing sets",
    "unset-variable",
    `${LOKI}.password`,
    'did you mean "LOKI_PASSWORD"?',
    set("out_loki", { password: environmentVariable("LOKI_PASWORD") }),
  ),
  row(
    "a door for the pages of everybody",
    "open-door",
    "receive.http.cors_allow_origins",
    "write the origins",
    set("in_http", { cors_allow_origins: json(["https://acme.example", "*"]) }),
  ),
  row("a door for syslog", "open-door", "pipeline.source[9]", "write <transport tls>", [
    ...besides(toLoki()),
    { name: "source", parameters: { "@type": "syslog", "@id": "in_syslog", "@label": "@EDGE", tag: "edge" } },
  ]),
];

export const settingRows: readonly Row[] = [...probes, ...starts, ...secrets];
