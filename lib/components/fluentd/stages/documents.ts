/** To an index or a bucket: each line as a document, with what is known of its pod and where it comes from. */
import { environmentVariable, json, type Directive } from "../../../model";
import { ruby } from "../../../pipeline";
import type { FluentdSettings, Output } from "../props";
import { buffer, everyInterval, setAside } from "./buffer";
import { fileOf, filter, KUBERNETES, label, nameOf, variableOf } from "./names";

type Indexed = Extract<Output, { kind: "elasticsearch" | "opensearch" }>;
type Bucket = Extract<Output, { kind: "s3" }>;

export const documents = ({ also, workers }: FluentdSettings): readonly Directive[] =>
  also.map((output, index) => {
    const name = nameOf(also, index);
    const place = `also[${index}]`;
    const inner = output.kind === "s3" ? [toBucket(name, output, workers)] : toIndex(name, output, workers);
    return {
      ...label(
        name.toUpperCase(),
        // Labels of pods are as many as there are people who write them: `app` and `app.kubernetes.io/name` cannot be in one index.
        filter("record_transformer", `filter_${name}_document`, {
          remove_keys: json([`$.${KUBERNETES}.labels`, `$.${KUBERNETES}.annotations`]),
        }),
        ...inner,
      ),
      place,
    };
  });

/** The name of a document, made before it waits: sent twice, it is still one. */
export const DOCUMENT_ID = "fluentd_document_id";

/** The index of a document by its place, until the plug-in takes it out. */
const INDEX = "fluentd_index";

const toIndex = (name: string, output: Indexed, workers: number): readonly Directive[] => {
  const { buffer: waiting, credentials, indexPrefix, kind, rotation, tls, urls } = output;
  return [
    // By when the line was written, never by what it says of itself, by which it could begin an index for each day there is.
    filter(
      "record_transformer",
      `filter_${name}_index`,
      { enable_ruby: true },
      {
        name: "record",
        parameters: {
          [INDEX]: ruby`time.utc.strftime(${`${indexPrefix}-${rotation === "day" ? "%Y.%m.%d" : "%Y.%m"}`})`,
          "@timestamp": ruby`record["@timestamp"] || time.utc.iso8601(9)`,
        },
      },
    ),
    filter(`${kind}_genid`, `filter_${name}_id`, { hash_id_key: DOCUMENT_ID }),
    {
      name: "match",
      argument: "**",
      parameters: {
        "@type": kind,
        "@id": `out_${name}`,
        hosts: urls.join(","),
        user: credentials === undefined ? undefined : environmentVariable(variableOf(name, "username")),
        password: credentials === undefined ? undefined : environmentVariable(variableOf(name, "password")),
        ssl_verify: true,
        ssl_min_version: "TLSv1_2",
        ssl_max_version: "TLSv1_3",
        ca_file: tls.authority === undefined ? undefined : fileOf(name, "authority", "ca.crt"),
        client_cert: tls.certificate === undefined ? undefined : fileOf(name, "certificate", "tls.crt"),
        client_key: tls.certificate === undefined ? undefined : fileOf(name, "certificate", "tls.key"),
        index_name: indexPrefix,
        target_index_key: INDEX,
        id_key: DOCUMENT_ID,
        remove_keys: DOCUMENT_ID,
        suppress_type_name: true,
        request_timeout: "30s",
        // Behind an address that leads to all nodes, looking for them finds addresses that nobody reaches.
        reload_connections: false,
        reconnect_on_error: true,
        reload_on_failure: true,
        // It must not keep the logs from the log store that it is away when the agent starts.
        ...(kind === "elasticsearch"
          ? {
              verify_es_version_at_startup: false,
              default_elasticsearch_version: output.version,
              validate_client_version: false,
              log_es_400_reason: true,
            }
          : {
              verify_os_version_at_startup: false,
              validate_client_version: false,
              log_os_400_reason: true,
            }),
      },
      // The plug-in wants a key; no record has this one, so that all of them share their chunks.
      sections: [
        buffer(waiting, { name, workers, keys: "_index", when: everyInterval(waiting.flushInterval) }),
        setAside(name),
      ],
    },
  ];
};

const toBucket = (name: string, output: Bucket, workers: number): Directive => {
  const { bucket, buffer: waiting, credentials, endpoint, every, prefix, region } = output;
  return {
    name: "match",
    argument: "**",
    parameters: {
      "@type": "s3",
      "@id": `out_${name}`,
      s3_bucket: bucket,
      s3_region: region,
      s3_endpoint: endpoint,
      force_path_style: endpoint === undefined ? undefined : true,
      aws_key_id: credentials === undefined ? undefined : environmentVariable(variableOf(name, "accessKeyId")),
      aws_sec_key: credentials === undefined ? undefined : environmentVariable(variableOf(name, "secretAccessKey")),
      path: `${prefix}/%Y/%m/%d/%H/`,
      // Names that no other node and no second try can give.
      s3_object_key_format: "%{path}%{time_slice}_${chunk_id}.%{file_extension}",
      store_as: "gzip",
      use_server_side_encryption: endpoint === undefined ? "AES256" : undefined,
      // The bucket is somebody else's to make, and must not keep the logs from the log store when it is away.
      auto_create_bucket: false,
      check_bucket: false,
      check_apikey_on_start: false,
      check_object: false,
    },
    sections: [
      { name: "format", parameters: { "@type": "json" } },
      buffer(waiting, {
        name,
        workers,
        keys: "time",
        when: { timekey: every.milliseconds / 1_000, timekey_wait: "1m", timekey_use_utc: true, flush_thread_count: 2 },
      }),
      setAside(name),
    ],
  };
};
