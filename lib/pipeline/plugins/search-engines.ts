/** The outputs to Elasticsearch and OpenSearch, which were one plug-in once. */
import { plugins, section } from "./plugin";

const BOTH = `
  ssl_version=TLSv1|TLSv1_1|TLSv1_2|TLSv1_3 ssl_min_version=TLSv1|TLSv1_1|TLSv1_2|TLSv1_3
  ssl_max_version=TLSv1|TLSv1_1|TLSv1_2|TLSv1_3 host port=int user password* path scheme=https|http hosts
  target_index_key time_key_format time_precision=int include_timestamp=bool logstash_format=bool logstash_prefix
  logstash_prefix_separator logstash_dateformat utc_index=bool suppress_type_name=bool index_name id_key
  write_operation parent_key routing_key request_timeout=time reload_connections=bool reload_on_failure=bool
  retry_tag resurrect_after=time time_key time_key_exclude_timestamp=bool ssl_verify=bool client_key client_cert
  client_key_pass* ca_file remove_keys remove_keys_on_update remove_keys_on_update_key flatten_hashes=bool
  flatten_hashes_separator template_name template_file template_overwrite=bool customize_template=map
  index_date_pattern index_separator application_name templates=map max_retry_putting_template=int
  fail_on_putting_template_retry_exceed=bool include_tag_key=bool tag_key time_parse_error_tag
  reconnect_on_error=bool pipeline with_transporter_log=bool emit_error_for_missing_id=bool sniffer_class_name
  selector_class_name reload_after=int include_index_in_url=bool http_backend=excon|typhoeus
  http_backend_excon_nonblock=bool validate_client_version=bool prefer_oj_serializer=bool
  unrecoverable_error_types=list custom_headers=map suppress_doc_wrap=bool ignore_exceptions=list
  exception_backup=bool bulk_message_request_threshold=size
  compression_level=no_compression|best_speed|best_compression|default_compression truncate_caches_interval=time
  use_legacy_template=bool catch_transport_exception_on_retry=bool target_index_affinity=bool
`;

const metadata = section({ parameters: "include_chunk_id=bool chunk_id_key" });

export const searchEngines = plugins({
  elasticsearch: {
    parameters:
      BOTH +
      `
      cloud_id cloud_auth type_name rollover_index deflector_alias fail_on_detecting_es_version_retry_exceed=bool
      max_retry_get_es_version=int verify_es_version_at_startup=bool default_elasticsearch_version=int
      log_es_400_reason=bool api_key* enable_ilm=bool ilm_policy_id ilm_policy=map ilm_policies=map
      ilm_policy_overwrite=bool
    `,
    sections: { metadata },
    gem: "fluent-plugin-elasticsearch:5.4.4",
  },
  opensearch: {
    parameters:
      BOTH +
      `
      fail_on_detecting_os_version_retry_exceed=bool max_retry_get_os_version=int unrecoverable_record_types=list
      emit_error_label_event=bool verify_os_version_at_startup=bool default_opensearch_version=int
      log_os_400_reason=bool
    `,
    sections: {
      metadata,
      endpoint: section({
        parameters: `
        region! url! access_key_id secret_access_key* assume_role_arn ecs_container_credentials_relative_uri
        assume_role_session_name assume_role_web_identity_token_file sts_credentials_region
        refresh_credentials_interval=time aws_service_name=es|aoss
      `,
      }),
    },
    gem: "fluent-plugin-opensearch:1.1.6",
  },
});
