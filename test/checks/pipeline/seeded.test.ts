/** Mistakes in a pipeline with everything in it, each found at its place with its mend, and nothing else said of it. */
import { pipelineChecks, runChecks } from "../../../lib/checks";
import { findings } from "../../../lib/checks/check";
import { environmentVariable, gibibytes, json, type LogPipeline } from "../../../lib/model";
import { add, change, drop, inLabel, set, setIn, tree, without, withTree, type Tree } from "./edit";

interface Row {
  readonly title: string;
  readonly tree: Tree;
  readonly check: string;
  readonly at: string;
  readonly words: string;
  readonly more?: Partial<LogPipeline>;
  /** What else follows from it. */
  readonly also?: readonly string[];
}

const row = (title: string, check: string, at: string, words: string, broken: Tree, more: Partial<Row> = {}): Row => ({
  title,
  check: `pipeline/${check}`,
  at: `prod.fluentd.${at}`,
  words,
  tree: broken,
  ...more,
});

const LOKI = 'pipeline["@LOKI"].match';
const TAIL = "pipeline.source[0]";
const ES = "also[0].match";

const rows: readonly Row[] = [
  row(
    "a directive that is misspelt",
    "unknown-directive",
    "pipeline.filtre",
    'did you mean "filter"?',
    add({ name: "filtre", argument: "**" }),
  ),
  row(
    "a source within a label",
    "unknown-directive",
    'pipeline["@DISPATCH"].source',
    "write one of filter, match",
    inLabel("DISPATCH", (steps) => [{ name: "source", parameters: { "@type": "sample", tag: "x" } }, ...steps]),
  ),
  row(
    "an output that is misspelt",
    "unknown-plugin",
    `${LOKI}["@type"]`,
    'did you mean "loki"?',
    set("out_loki", { "@type": "lokki" }),
  ),
  row(
    "a filter without a type",
    "unknown-plugin",
    'pipeline["@DISPATCH"].filter[0]',
    "does not say which filter it is",
    set("filter_count", { "@type": undefined }),
  ),
  row(
    "a parser that is misspelt",
    "unknown-plugin",
    `${TAIL}.parse["@type"]`,
    "regexpp is no parser",
    setIn("in_container_logs", "parse", { "@type": "regexpp" }),
  ),
  row(
    "a format that is misspelt",
    "unknown-plugin",
    'pipeline["@RECORDS"].filter[1].parse.pattern.format',
    'did you mean "regexp"?',
    change("filter_records_fields", (filter) => ({
      ...filter,
      sections: [
        {
          name: "parse",
          parameters: { "@type": "multi_format" },
          sections: [{ name: "pattern", parameters: { format: "regex", expression: "/^(?<message>.*)$/" } }],
        },
      ],
    })),
  ),
  row(
    "a parameter that is misspelt",
    "unknown-parameter",
    `${TAIL}.exclude_paths`,
    'did you mean "exclude_path"?',
    set("in_container_logs", { exclude_paths: json([]) }),
  ),
  row(
    "a parameter of another plug-in",
    "unknown-parameter",
    `${LOKI}.buffer.flush_intervall`,
    'did you mean "flush_interval"?',
    setIn("out_loki", "buffer", { flush_intervall: 5 }),
  ),
  row(
    "a section that is misspelt",
    "unknown-parameter",
    `${LOKI}.labels`,
    'did you mean "label"?',
    change("out_loki", (output) => ({ ...output, sections: [...(output.sections ?? []), { name: "labels" }] })),
  ),
  row(
    "no address of Loki",
    "missing-parameter",
    `${LOKI}.url`,
    "a service of Grafana's",
    set("out_loki", { url: undefined }),
  ),
  row(
    "no key to parse",
    "missing-parameter",
    'pipeline["@RECORDS"].filter[1].key_name',
    "parser needs it",
    set("filter_records_fields", { key_name: undefined }),
  ),
  row(
    "a shared key that is not there",
    "missing-parameter",
    "receive.forward.security.shared_key",
    "write shared_key",
    setIn("in_forward", "security", { shared_key: undefined }),
  ),
  row(
    "an overflow action that is misspelt",
    "wrong-value",
    `${LOKI}.buffer.overflow_action`,
    'did you mean "drop_oldest_chunk"?',
    setIn("out_loki", "buffer", { overflow_action: "drop_oldest" }),
  ),
  row(
    "a part of a second with a unit",
    "wrong-value",
    `${TAIL}.refresh_interval`,
    "write seconds",
    set("in_container_logs", { refresh_interval: "0.5s" }),
  ),
  row(
    "a size in another notation",
    "wrong-value",
    `${LOKI}.buffer.chunk_limit_size`,
    "write bytes",
    setIn("out_loki", "buffer", { chunk_limit_size: "2MiB" }),
  ),
  row(
    "a label that is misspelt",
    "unknown-label",
    `${TAIL}["@label"]`,
    'did you mean "@LINES"?',
    set("in_container_logs", { "@label": "@LINE" }),
    { also: ["pipeline/label-unreached"] },
  ),
  row(
    "a timeout to a label that is not there",
    "unknown-label",
    'pipeline["@LINES"].filter.timeout_label',
    "@TRACE is no label",
    set("filter_partial_lines", { timeout_label: "@TRACE" }),
  ),
  row(
    "a label twice",
    "duplicate-label",
    'pipeline["@DISPATCH"]',
    "stands twice",
    add({ name: "label", argument: "@DISPATCH", sections: [] }),
  ),
  row(
    "a label that nothing goes to",
    "label-unreached",
    'pipeline["@AUDIT"]',
    "nothing comes to <label @AUDIT>",
    add({
      name: "label",
      argument: "@AUDIT",
      sections: [{ name: "match", argument: "**", parameters: { "@type": "null", "@id": "out_audit" } }],
    }),
  ),
  row(
    "a filter outside of labels",
    "label-unreached",
    "pipeline",
    "outside of labels",
    add({ name: "filter", argument: "**", parameters: { "@type": "stdout" } }),
  ),
  row(
    "an output that is not there any more",
    "unknown-label",
    'pipeline["@OUTPUT"].match.store[1]["@label"]',
    "@ELASTICSEARCH is no label",
    tree.filter(({ argument }) => argument !== "@ELASTICSEARCH"),
  ),
  row(
    "no match for what is parsed",
    "no-match",
    'pipeline["@RECORDS"]',
    "no match takes lines tagged kubernetes.**",
    drop("to_dispatch_of_records"),
  ),
  row(
    "a match that takes some only",
    "no-match",
    'pipeline["@TRACES"]',
    "no match takes",
    change("to_records", (match) =>
      match.argument === "**" ? { ...match, argument: "kubernetes.var.log.containers.shop.**" } : match,
    ),
  ),
  row(
    "a match behind one that takes all",
    "swallowed",
    'pipeline["@DISPATCH"].match[1]',
    "put it before <match **>",
    inLabel("DISPATCH", (steps) => [
      ...steps,
      { name: "match", argument: "kubernetes.**", parameters: { "@type": "null", "@id": "out_late" } },
    ]),
  ),
  row(
    "a filter behind the match",
    "swallowed",
    'pipeline["@LOKI"].filter[1]',
    "put it before <match **>",
    inLabel("LOKI", (steps) => [...steps, { name: "filter", argument: "**", parameters: { "@type": "stdout" } }]),
  ),
  row(
    "a filter for tags that do not come there",
    "tag-mismatch",
    'pipeline["@JOURNAL"].filter[1]',
    "fits no tag that comes here",
    change("filter_journal_fields", (filter) => ({ ...filter, argument: "kubernetes.**" })),
  ),
  row(
    "lines that come back",
    "circle",
    'pipeline["@DISPATCH"]',
    "@DISPATCH -> @OUTPUT -> @DISPATCH",
    set("copy_to_all", { "@type": "relabel", "@label": "@DISPATCH" }),
    { also: ["pipeline/label-unreached", "pipeline/unknown-parameter"] },
  ),
  row(
    "an id twice",
    "duplicate-id",
    'pipeline["@LINES"].filter["@id"]',
    "too",
    set("filter_partial_lines", { "@id": "in_container_logs" }),
  ),
  row("an output without an id", "no-id", LOKI, "has no @id", set("out_loki", { "@id": undefined })),
  row(
    "a buffer in the folder of another",
    "shared-file",
    `${ES}.buffer.path`,
    "belongs to",
    setIn("out_elasticsearch", "buffer", { path: "/buffers/loki" }),
  ),
  row(
    "a buffer below that of another",
    "shared-file",
    `${ES}.buffer.path`,
    "lies in one folder",
    setIn("out_elasticsearch", "buffer", { path: "/buffers/loki/documents" }),
  ),
  row(
    "positions in the folder of a buffer",
    "shared-file",
    `${LOKI}.buffer.path`,
    "lies in one folder",
    set("in_container_logs", { pos_file: "/buffers/loki/container-logs.pos" }),
  ),
  row(
    "two doors on one port",
    "shared-port",
    "receive.http.port",
    "24224 is the port of",
    set("in_http", { port: 24_224 }),
  ),
  row(
    "a buffer in memory",
    "in-memory",
    `${LOKI}.buffer`,
    "keeps in memory",
    setIn("out_loki", "buffer", { "@type": "memory", path: undefined }),
  ),
  row("no buffer", "in-memory", ES, "keeps in memory", without("out_elasticsearch", "buffer")),
  row(
    "nothing said of what is too much",
    "overflow",
    `${LOKI}.buffer.overflow_action`,
    "write block",
    setIn("out_loki", "buffer", { overflow_action: undefined }),
  ),
  row(
    "an end to trying that is none",
    "retry",
    `${LOKI}.buffer.retry_timeout`,
    "no effect beside retry_forever",
    setIn("out_loki", "buffer", { retry_timeout: "72h" }),
  ),
  row(
    "tries that begin later than they end",
    "retry",
    `${LOKI}.buffer.retry_max_interval`,
    "shorter than retry_wait",
    setIn("out_loki", "buffer", { retry_wait: "1m" }),
  ),
  row(
    "tries that end, and all is gone",
    "gives-up",
    `${LOKI}.buffer.retry_max_times`,
    "write retry_forever true",
    setIn("out_loki", "buffer", { retry_forever: undefined, retry_max_times: 3 }, without("out_loki", "secondary")),
  ),
  row(
    "a chunk larger than its buffer",
    "buffer-size",
    `${LOKI}.buffer.chunk_limit_size`,
    "more than total_limit_size",
    setIn("out_loki", "buffer", { chunk_limit_size: "8g" }),
  ),
  row("more than the disk holds", "buffer-size", "also[2].match.buffer.total_limit_size", "on 6 GiB", tree, {
    more: { disk: gibibytes(6) },
  }),
  row(
    "a tenant by tag, in chunks of all tags",
    "chunk-key",
    `${LOKI}.tenant`,
    "write <buffer tag>",
    set("out_loki", { tenant: "${tag}" }),
  ),
  row(
    "a bucket by day, in chunks of all days",
    "chunk-key",
    "also[2].match.path",
    "the time",
    change("out_s3", (output) => ({
      ...output,
      sections: (output.sections ?? []).map((each) => (each.name === "buffer" ? { ...each, argument: "tag" } : each)),
    })),
  ),
  row(
    "no positions",
    "no-position",
    `${TAIL}.pos_file`,
    "how far the files have been read",
    set("in_container_logs", { pos_file: undefined }),
  ),
  row(
    "a journal read from its beginning each time",
    "no-position",
    "journal.units[0]",
    "persistent true",
    setIn("in_journal_kubelet.service", "storage", { persistent: false }),
  ),
  row(
    "its own logs read",
    "own-logs",
    `${TAIL}.exclude_path`,
    "what Fluentd itself writes",
    set("in_container_logs", { exclude_path: json([]) }),
  ),
  row(
    "a door without encryption",
    "open-door",
    "receive.forward",
    "is not encrypted",
    without("in_forward", "transport"),
  ),
  row(
    "a door for anybody",
    "open-door",
    "receive.forward",
    "takes lines from anybody",
    without("in_forward", "security"),
  ),
  row(
    "a door for any certificate",
    "open-door",
    "receive.http.transport",
    "client_cert_auth",
    setIn("in_http", "transport", { client_cert_auth: false }),
  ),
  row("no metrics", "no-metrics", "pipeline", "its probes ask for", drop("in_prometheus")),
  row(
    "two processes on the same files",
    "workers",
    "pipeline.source[0]",
    "all 2 processes",
    [{ name: "system", parameters: { workers: 2 } }, ...tree],
    { also: [] },
  ),
  row(
    "a trace as a label",
    "unbounded-label",
    `${LOKI}.label.trace_id`,
    "leave it in the line",
    setIn("out_loki", "label", { trace_id: "" }),
  ),
  row(
    "all labels of all pods",
    "unbounded-label",
    `${LOKI}.extract_kubernetes_labels`,
    "every label of every pod",
    set("out_loki", { extract_kubernetes_labels: true }),
  ),
  row(
    "a password in clear text on the way",
    "plain-password",
    `${ES}.hosts`,
    "write https://",
    set("out_elasticsearch", { hosts: "http://es:9200" }),
  ),
  row(
    "any certificate believed",
    "unverified",
    `${ES}.ssl_verify`,
    "believes any certificate",
    set("out_elasticsearch", { ssl_verify: false }),
  ),
  row(
    "a password in clear text in the configuration",
    "clear-text",
    `${LOKI}.password`,
    "environmentVariable",
    set("out_loki", { password: "written here" }),
  ),
  row(
    "a key of a bucket in clear text",
    "clear-text",
    "also[2].match.aws_sec_key",
    "environmentVariable",
    set("out_s3", { aws_sec_key: "written here" }),
  ),
  row(
    "a pattern that never ends",
    "pattern",
    `${TAIL}.parse.expression`,
    "many ways",
    setIn("in_container_logs", "parse", { expression: "/^(?<time>[^ ]+) (?<log>(?:[^ ]+ ?)*)$/" }),
  ),
  row(
    "a pattern that looks ahead",
    "pattern",
    'pipeline["@TRACES"].filter[0].multiline_start_regexp',
    "looks ahead",
    set("filter_traces_java", { multiline_start_regexp: "/^(?!\\s)/" }),
  ),
  row(
    "a pattern without groups",
    "without-groups",
    `${TAIL}.parse.expression`,
    "names no group",
    setIn("in_container_logs", "parse", { expression: "/^.*$/" }),
  ),
  row(
    "Ruby that nothing runs",
    "not-run",
    'pipeline["@RECORDS"].filter[3].record.origin',
    "enable_ruby true",
    set("filter_records_origin", { enable_ruby: undefined }),
  ),
];

test("nothing is wrong with the pipeline", () => expect(runChecks([withTree(tree)])).toEqual([]));

test.each(rows.map((each) => [each.title, each] as const))(
  "%s",
  (_, { tree: broken, check, at, words, more, also = [] }) => {
    const found = findings(pipelineChecks, [withTree(broken, more)]);
    const own = found.filter((each) => each.check === check && each.path === at);
    expect({ found: found.map((each) => `${each.path}: ${each.check}`), own: own.length }).toMatchObject({ own: 1 });
    expect(`${own[0]?.problem ?? ""} -> ${own[0]?.mend ?? ""}`).toContain(words);
    const others = found.filter((each) => !own.includes(each) && each.check !== check).map((each) => each.check);
    expect([...new Set(others)].filter((id) => !also.includes(id))).toEqual([]);
  },
);

test("every check of pipelines has a mistake that it finds", () => {
  const found = new Set(rows.map(({ check }) => check));
  expect(pipelineChecks.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

test("there are more than thirty mistakes", () => expect(rows.length).toBeGreaterThan(50));

test("what only the start tells is not judged", () =>
  expect(findings(pipelineChecks, [withTree(set("out_loki", { url: environmentVariable("LOKI_URL") }))])).toEqual([]));
