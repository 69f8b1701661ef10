/** Plug-ins that change lines, or let some go. */
import { anything, plugins, section } from "./plugin";
import { formatter, inject, parser } from "./sections";

const METRIC = section({
  parameters: `
    name! type=counter|gauge|summary|histogram! desc! key buckets=list initialized=bool retention=time
    retention_check_interval=time
  `,
  sections: { labels: anything, initlabels: anything },
});

const CONDITIONS = {
  regexp: section({ parameters: "key! pattern=regexp!" }),
  exclude: section({ parameters: "key! pattern=regexp!" }),
};

const GENERATED_ID = `
  hash_id_key include_tag_in_seed=bool include_time_in_seed=bool use_record_as_seed=bool
  use_entire_record=bool record_keys=list separator hash_type=md5|sha1|sha256|sha512
`;

export const filters = plugins({
  parser: {
    parameters: `
      key_name! reserve_data=bool reserve_time=bool remove_key_name_field=bool inject_key_prefix
      replace_invalid_sequence=bool hash_value_field emit_invalid_record_to_error=bool
    `,
    sections: { parse: parser },
  },
  record_transformer: {
    parameters: "remove_keys=list keep_keys=list renew_record=bool renew_time_key enable_ruby=bool auto_typecast=bool",
    sections: { record: anything },
  },
  grep: {
    sections: { ...CONDITIONS, and: section({ sections: CONDITIONS }), or: section({ sections: CONDITIONS }) },
  },
  stdout: {
    sections: { inject, format: formatter },
  },
  concat: {
    parameters: `
      key! separator n_lines=int multiline_start_regexp multiline_end_regexp continuous_line_regexp
      stream_identity_key flush_interval=time timeout_label use_first_timestamp=bool partial_key partial_value
      keep_partial_key=bool use_partial_metadata=bool
      partial_metadata_format=docker-fluentd|docker-journald|docker-journald-lowercase keep_partial_metadata=bool
      use_partial_cri_logtag=bool partial_cri_logtag_key partial_cri_stream_key buffer_limit_size=size
      buffer_overflow_method=ignore|truncate|drop|new
    `,
    gem: "fluent-plugin-concat:2.6.2",
  },
  kubernetes_metadata: {
    parameters: `
      kubernetes_url cache_size=int cache_ttl=int ignore_nil=int watch=bool apiVersion client_cert client_key
      ca_file verify_ssl=bool open_timeout=int read_timeout=int tag_to_kubernetes_name_regexp bearer_token_file
      secret_dir annotation_match=list stats_interval=int allow_orphans=bool orphaned_namespace_name
      orphaned_namespace_id lookup_from_k8s_field=bool ssl_partial_chain=bool skip_labels=bool
      skip_pod_labels=bool skip_namespace_labels=bool skip_container_metadata=bool skip_master_url=bool
      skip_namespace_metadata=bool include_ownerrefs_metadata=bool test_api_adapter watch_retry_interval=int
      watch_retry_exponential_backoff_base=int watch_retry_max_times=int
    `,
    gem: "fluent-plugin-kubernetes_metadata_filter:3.8.0",
  },
  prometheus: {
    sections: { metric: METRIC, labels: anything },
    gem: "fluent-plugin-prometheus:2.2.2",
  },
  throttle: {
    parameters: `
      group_key=list group_bucket_period_s=int group_bucket_limit=int group_drop_logs=bool group_reset_rate_s=int
      group_warning_delay_s=int
    `,
    gem: "fluent-plugin-throttle:0.0.5",
  },
  elasticsearch_genid: { parameters: GENERATED_ID, gem: "fluent-plugin-elasticsearch:5.4.4" },
  opensearch_genid: { parameters: GENERATED_ID, gem: "fluent-plugin-opensearch:1.1.6" },
});
