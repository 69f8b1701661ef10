/** A pipeline with everything in it. */
import {
  dropLines,
  elasticsearchLogs,
  hostFolder,
  jsonLines,
  keepLines,
  levelLines,
  linePattern,
  opensearchLogs,
  redact,
  s3Logs,
  throttle,
  type FluentdProps,
} from "../../../lib/components/fluentd";
import { existingSecret, gibibytes } from "../../../lib/model";

export const full: FluentdProps = {
  labels: { cluster: "production", environment: "prod" },
  journal: { units: ["kubelet.service", "containerd.service"] },
  receive: {
    forward: { from: ["legacy"], certificate: existingSecret("door"), sharedKey: existingSecret("forward") },
    http: { from: ["edge"], certificate: existingSecret("door"), clientAuthority: existingSecret("devices") },
  },
  lines: {
    formats: [jsonLines(), levelLines(), linePattern("access", "^(?<remote>[^ ]+) - (?<message>.*)$")],
    redactions: [redact("(?<keep>iban=)[A-Z0-9]+", "…")],
  },
  filters: [
    dropLines("level", "(?i)^debug$"),
    keepLines("$.kubernetes.namespace_name", "^(?:shop|prod)$"),
    throttle(6_000, { per: "pod" }),
  ],
  buffer: { location: hostFolder("/var/lib/fluentd", { room: gibibytes(20) }) },
  also: [
    elasticsearchLogs({
      urls: ["https://es-0.acme.example:9200", "https://es-1.acme.example:9200"],
      credentials: existingSecret("fluentd-es"),
      tls: { authority: existingSecret("es-ca") },
      indexPrefix: "logs-prod",
    }),
    opensearchLogs({ urls: ["https://search.acme.example:9200"], credentials: existingSecret("fluentd-search") }),
    s3Logs({ bucket: "acme-logs", region: "eu-central-1", credentials: existingSecret("fluentd-s3") }),
  ],
};
