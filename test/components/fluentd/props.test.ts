/** What is wrong with the props of a Fluentd is told with its place and its mend. */
import {
  dropLines,
  elasticsearchLogs,
  fluentdProps,
  hostFolder,
  keepLines,
  linePattern,
  opensearchLogs,
  podVolume,
  redact,
  s3Logs,
  throttle,
} from "../../../lib/components/fluentd";
import {
  chartFolder,
  check,
  existingSecret,
  gibibytes,
  mebibytes,
  milliseconds,
  ociCharts,
  parse,
  seconds,
  TRACE_ID,
} from "../../../lib/model";
import { full } from "./full";

test.each<readonly [input: unknown, path: string, words: string]>([
  [null, "prod.fluentd", "write an object"],
  [{ kind: "Deployment" }, "prod.fluentd.kind", "is no property here"],
  [{ replicas: 2 }, "prod.fluentd.replicas", "is no property here"],
  [{ releaseName: "Fluentd" }, "prod.fluentd.releaseName", "lower-case letters"],
  [{ namespace: "agents!" }, "prod.fluentd.namespace", "lower-case letters"],
  [{ tail: { format: "journald" } }, "prod.fluentd.tail.format", '"cri" or "docker"'],
  [{ lines: { traces: ["ruby"] } }, "prod.fluentd.lines.traces[0]", '"java"'],
  [{ lines: { formats: [{ kind: "regex" }] } }, "prod.fluentd.lines.formats[0].kind", "json, pattern"],
  [
    { lines: { formats: [linePattern("x", "(?<message>.*)")] } },
    "prod.fluentd.lines.formats[0].pattern",
    "begin it with ^ and end it with $",
  ],
  [{ lines: { formats: [linePattern("x", "^.*$")] } }, "prod.fluentd.lines.formats[0].pattern", "names no group"],
  [
    { lines: { formats: [linePattern("x", "^(?<kubernetes>.*)$")] } },
    "prod.fluentd.lines.formats[0].pattern",
    "added to every line",
  ],
  [
    { lines: { formats: [linePattern("x", "^(?<a>(?:[a-z]+ ?)*)$")] } },
    "prod.fluentd.lines.formats[0].pattern",
    "tries them all",
  ],
  [
    { lines: { formats: [linePattern("x", "^(?<a>(?!b).*)$")] } },
    "prod.fluentd.lines.formats[0].pattern",
    "looks ahead",
  ],
  [{ lines: { redactions: [redact("(a)")] } }, "prod.fluentd.lines.redactions[0].pattern", "write (?:…)"],
  [{ lines: { redactions: "none" } }, "prod.fluentd.lines.redactions", "write an array"],
  [{ filters: [dropLines("a b", "x")] }, "prod.fluentd.filters[0].field", "write e.g. level"],
  [{ filters: [keepLines("level", "[")] }, "prod.fluentd.filters[0].pattern", "is not closed"],
  [{ filters: [throttle(10)] }, "prod.fluentd.filters[0].linesPerMinute", "at least 60"],
  [{ journal: { units: [] } }, "prod.fluentd.journal.units", "name units"],
  [{ journal: { units: ["kubelet"] } }, "prod.fluentd.journal.units[0]", "kubelet.service"],
  [{ journal: { units: ["a.service", "a.service"] } }, "prod.fluentd.journal.units", "names a unit twice"],
  [{ receive: { forward: { from: [] } } }, "prod.fluentd.receive.forward.from", "nobody could send"],
  [{ receive: { forward: { from: ["legacy"] } } }, "prod.fluentd.receive.forward.sharedKey", "existingSecret"],
  [
    { receive: { forward: { from: ["legacy"], sharedKey: "x", certificate: existingSecret("door") } } },
    "prod.fluentd.receive.forward.sharedKey",
    "never the value",
  ],
  [
    { receive: { http: { from: ["edge"], certificate: existingSecret("door") } } },
    "prod.fluentd.receive.http.clientAuthority",
    "existingSecret",
  ],
  [
    {
      receive: {
        forward: { from: ["a"], certificate: existingSecret("d"), sharedKey: existingSecret("k"), port: 9880 },
        http: { from: ["a"], certificate: existingSecret("d"), clientAuthority: existingSecret("c") },
      },
    },
    "prod.fluentd.receive.http.port",
    "is the port of forward",
  ],
  [{ also: [{ kind: "kafka" }] }, "prod.fluentd.also[0].kind", "elasticsearch, opensearch, s3"],
  [{ also: [elasticsearchLogs({ urls: [] })] }, "prod.fluentd.also[0].urls", "name at least one node"],
  [
    { also: [elasticsearchLogs({ urls: ["http://es:9200"], credentials: existingSecret("es") })] },
    "prod.fluentd.also[0].urls[0]",
    "write https://",
  ],
  [
    { also: [opensearchLogs({ urls: ["http://es:9200"], tls: { authority: existingSecret("ca") } })] },
    "prod.fluentd.also[0].urls[0]",
    "has no use of tls",
  ],
  [{ also: [elasticsearchLogs({ urls: ["https://u:p@es:9200"] })] }, "prod.fluentd.also[0].urls[0]", "in clear text"],
  [
    { also: [elasticsearchLogs({ urls: ["https://es:9200"], indexPrefix: "Logs" })] },
    "prod.fluentd.also[0].indexPrefix",
    "lower-case letters",
  ],
  [{ also: [s3Logs({ bucket: "Acme", region: "eu-central-1" })] }, "prod.fluentd.also[0].bucket", "S3 bucket"],
  [{ also: [s3Logs({ bucket: "acme", region: "Frankfurt" })] }, "prod.fluentd.also[0].region", "no AWS region"],
  [
    { also: [s3Logs({ bucket: "acme", region: "eu-central-1", prefix: "/logs" })] },
    "prod.fluentd.also[0].prefix",
    "no folder of a bucket",
  ],
  [
    { also: [s3Logs({ bucket: "acme", region: "eu-central-1", every: seconds(90) })] },
    "prod.fluentd.also[0].every",
    "whole number of minutes",
  ],
  [{ workers: 3 }, "prod.fluentd.workers", "write 1"],
  [{ extra: [{ name: "match **" }] }, "prod.fluentd.extra[0].name", "write one word"],
  [
    { extra: [{ name: "match", parameters: { size: { bytes: 1 } } }] },
    "prod.fluentd.extra[0].parameters.size",
    "no value of a parameter",
  ],
  [{ buffer: { whenFull: "drop" } }, "prod.fluentd.buffer.whenFull", '"block" or "drop oldest"'],
  [
    { also: [s3Logs({ bucket: "acme", region: "eu-central-1", buffer: { chunkSize: gibibytes(1) } })] },
    "prod.fluentd.also[0].buffer.chunkSize",
    "at most mebibytes(256)",
  ],
  [
    {
      also: [
        elasticsearchLogs({ urls: ["https://es:9200"], buffer: { size: mebibytes(64), chunkSize: mebibytes(16) } }),
      ],
      workers: 4,
    },
    "prod.fluentd.also[0].buffer.size",
    "shared by 4 processes",
  ],
  [{ buffer: { chunkSize: gibibytes(1) } }, "prod.fluentd.buffer.chunkSize", "at most mebibytes(3)"],
  [{ lines: { maxSize: mebibytes(10) } }, "prod.fluentd.lines.maxSize", "kibibytes(32) to kibibytes(256)"],
  [
    { lines: { redactions: [redact("x", "", ["IBAN"])] } },
    "prod.fluentd.lines.redactions[0].words[0]",
    "write e.g. iban",
  ],
  [
    { filters: [keepLines("kubernetes.namespace_name", "^prod$")] },
    "prod.fluentd.filters[0].field",
    "$.kubernetes.namespace_name",
  ],
  [
    { labels: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`l${index}`, "x"])) },
    "prod.fluentd.labels",
    "at most 10",
  ],
  [{ labels: { note: "é".repeat(1_025) } }, "prod.fluentd.labels.note", "at most 2048 bytes"],
  [{ buffer: { location: hostFolder("/var/lib/../..") } }, "prod.fluentd.buffer.location.path", "is no absolute path"],
  [{ buffer: { flushInterval: milliseconds(10) } }, "prod.fluentd.buffer.flushInterval", "milliseconds(100)"],
  [
    {
      buffer: { location: hostFolder("/var/lib/fluentd", { room: gibibytes(5) }) },
      also: [elasticsearchLogs({ urls: ["https://es:9200"], buffer: { size: gibibytes(2) } })],
    },
    "prod.fluentd.buffer.size",
    "at most 5 GiB for all buffers together",
  ],
  [{ image: "acme/fluentd:1" }, "prod.fluentd.image", "write an object"],
  [{ image: { repository: "acme/fluentd" } }, "prod.fluentd.image.tag", "is missing"],
  [{ image: { repository: "", tag: "1" } }, "prod.fluentd.image.repository", "is empty"],
  [{ tail: { path: "/var/log" } }, "prod.fluentd.tail.path", "is no property here"],
  [
    { tail: { excludePaths: ["*.log"] } },
    "prod.fluentd.tail.excludePaths[0]",
    "/var/log/containers/*_kube-system_*.log",
  ],
  [
    { tail: { excludePaths: ["/var/log/containers/a,b.log"] } },
    "prod.fluentd.tail.excludePaths[0]",
    "is no path of container logs",
  ],
  [
    { tail: { excludePaths: ["/var/log/containers/%Y.log"] } },
    "prod.fluentd.tail.excludePaths[0]",
    "is no path of container logs",
  ],
  [{ tail: { excludePaths: "/var/log/containers/x.log" } }, "prod.fluentd.tail.excludePaths", "write an array"],
  [{ labels: { "a-b": "c" } }, "prod.fluentd.labels.a-b", "is no Prometheus label name"],
  [{ labels: { pod: "c" } }, "prod.fluentd.labels.pod", "sets itself"],
  [{ labels: { service: "c" } }, "prod.fluentd.labels.service", "a name other than"],
  [{ labels: { [TRACE_ID]: "c" } }, `prod.fluentd.labels.${TRACE_ID}`, "a stream of every trace"],
  [{ labels: { cluster: "" } }, "prod.fluentd.labels.cluster", "is empty"],
  [{ labels: { cluster: 'a"b' } }, "prod.fluentd.labels.cluster", "write plain text"],
  [{ labels: { cluster: 1 } }, "prod.fluentd.labels.cluster", "write a string"],
  [{ buffer: { size: "4Gi" } }, "prod.fluentd.buffer.size", "gibibytes(50)"],
  [{ buffer: { size: mebibytes(8) } }, "prod.fluentd.buffer.size", "at least mebibytes(64)"],
  [
    { buffer: { size: gibibytes(10), location: podVolume({ size: gibibytes(10) }) } },
    "prod.fluentd.buffer.size",
    "nine tenths",
  ],
  [{ buffer: { flushInterval: 5 } }, "prod.fluentd.buffer.flushInterval", "write seconds(15)"],
  [{ buffer: { retryMaxInterval: seconds(0) } }, "prod.fluentd.buffer.retryMaxInterval", "above zero"],
  [{ buffer: { location: "/var/lib/fluentd" } }, "prod.fluentd.buffer.location", "hostFolder, podVolume"],
  [{ buffer: { location: hostFolder("var/lib/fluentd") } }, "prod.fluentd.buffer.location.path", "is no absolute path"],
  [{ buffer: { location: hostFolder("/var/lib/../etc #") } }, "prod.fluentd.buffer.location.path", "/var/lib/fluentd"],
  [{ buffer: { location: { kind: "memory" } } }, "prod.fluentd.buffer.location.kind", "none of the kinds allowed here"],
  [{ resources: { limits: { memory: gibibytes(1) } } }, "prod.fluentd.resources.requests", "is missing"],
  [
    { scheduling: { tolerations: [{ operator: "All" }] } },
    "prod.fluentd.scheduling.tolerations[0].operator",
    '"Exists"',
  ],
  [{ scheduling: { spreadOver: ["zone"] } }, "prod.fluentd.scheduling.spreadOver", "is no property here"],
  [{ podSecurity: { runAsUser: 1000 } }, "prod.fluentd.podSecurity.runAsUser", "is no property here"],
  [{ imageRegistry: "registry.acme.example" }, "prod.fluentd.image", "fluent-plugin-grafana-loki"],
  [{ chart: chartFolder("./charts") }, "prod.fluentd.image", "rubygems.org"],
  [{ chart: ociCharts("oci://registry.acme.example/charts") }, "prod.fluentd.image", "rubygems.org"],
  [
    { containerSecurity: { readOnlyRootFilesystem: true } },
    "prod.fluentd.containerSecurity.readOnlyRootFilesystem",
    "installs gems",
  ],
  [{ serviceMonitor: "no" }, "prod.fluentd.serviceMonitor", "write a boolean"],
  [{ values: [] }, "prod.fluentd.values", "as an object"],
])("%#: %j", (input, path, words) => {
  const found = check(fluentdProps, input, "prod.fluentd");
  expect(found.map((finding) => finding.path)).toContain(path);
  expect(found.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n")).toContain(words);
});

test("alone, it buffers 4 GiB in a folder of the node", () => {
  expect(parse(fluentdProps, {}, "").buffer).toMatchObject({
    size: gibibytes(4),
    location: { kind: "hostFolder", path: "/var/lib/fluentd" },
  });
});

test("everything together is fine", () => expect(check(fluentdProps, full, "")).toEqual([]));
