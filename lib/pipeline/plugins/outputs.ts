/** Plug-ins that lines end in. */
import { anything, plugins, section } from "./plugin";
import { formatter, inject, output, transport } from "./sections";

export const outputs = plugins({
  loki: {
    parameters: `
      url username password* bearer_token_file cert key ca_cert ciphers min_version insecure_tls=bool
      custom_headers=map compress=gzip tenant extra_labels=map line_format=json|key_value
      extract_kubernetes_labels=bool remove_keys=list drop_single_key=bool include_thread_label=bool
    `,
    sections: { label: anything },
    gem: "fluent-plugin-grafana-loki:1.2.20",
  },
  s3: {
    parameters: `
      path use_server_side_encryption use_bundled_cert=bool aws_key_id* aws_sec_key* aws_profile
      aws_credential_process s3_bucket! s3_region s3_endpoint enable_transfer_acceleration=bool
      enable_dual_stack=bool ssl_verify_peer=bool ssl_ca_bundle ssl_ca_directory s3_object_key_format store_as
      auto_create_bucket=bool check_apikey_on_start=bool proxy_uri storage_class acl grant_full_control grant_read
      grant_read_acp grant_write_acp hex_random_length=int index_format overwrite=bool check_bucket=bool
      check_object=bool ssekms_key_id* sse_customer_algorithm sse_customer_key* sse_customer_key_md5*
      compute_checksums=bool force_path_style=bool signature_version warn_for_delay=time tagging checksum_algorithm s3_metadata=map
    `,
    sections: {
      inject,
      format: formatter,
      assume_role_credentials: section({
        parameters: `
        role_arn*! role_session_name! policy duration_seconds=int external_id* sts_region sts_http_proxy*
        sts_endpoint_url
      `,
      }),
      web_identity_credentials: section({
        parameters: `
        role_arn! role_session_name! web_identity_token_file! policy duration_seconds=int sts_region
        sts_http_proxy* sts_endpoint_url
      `,
      }),
      instance_profile_credentials: section({
        parameters: "retries=int ip_address port=int http_open_timeout=float http_read_timeout=float",
      }),
      shared_credentials: section({ parameters: "path profile_name" }),
      bucket_lifecycle_rule: section({ parameters: "id! prefix expiration_days=int!" }),
    },
    gem: "fluent-plugin-s3:1.8.5",
  },
  copy: {
    parameters: "copy_mode=no_copy|shallow|deep|marshal",
    sections: { store: output },
  },
  relabel: {},
  null: {
    parameters: "never_flush=bool",
  },
  stdout: {
    parameters: "use_logger=bool",
    sections: { format: formatter, inject },
  },
  file: {
    parameters: `
      path! add_path_suffix=bool path_suffix append=bool compress=text|gz|gzip|zstd recompress=bool symlink_path
      symlink_path_use_relative=bool
    `,
    sections: { inject, format: formatter },
  },
  secondary_file: {
    parameters: "directory! basename append=bool compress=text|gzip",
  },
  forward: {
    parameters: `
      transport=tcp|tls send_timeout=time connect_timeout=time heartbeat_type=transport|tcp|udp|none
      heartbeat_interval=time recover_wait=time hard_timeout=time phi_threshold=int phi_failure_detector=bool
      require_ack_response=bool ack_response_timeout=time read_interval_msec=int read_length=size
      expire_dns_cache=time dns_round_robin=bool ignore_network_errors_at_startup=bool
      verify_connection_at_startup=bool compress=text|gzip|zstd
      tls_version=TLSv1_1|TLSv1_2|TLSv1_3|TLS1_1|TLS1_2|TLS1_3 tls_ciphers tls_insecure_mode=bool
      tls_allow_self_signed_cert=bool tls_verify_hostname=bool tls_ca_cert_path=list tls_cert_path=list
      tls_client_cert_path tls_client_private_key_path tls_client_private_key_passphrase* tls_cert_thumbprint*
      tls_cert_logical_store_name tls_cert_use_enterprise_store=bool keepalive=bool keepalive_timeout=time
    `,
    sections: {
      service_discovery: section({}),
      transport,
      security: section({ parameters: "self_hostname! shared_key*!" }),
      server: section({ parameters: "host! name port=int shared_key* username password* standby=bool weight=int" }),
    },
  },
  http: {
    parameters: `
      endpoint! http_method=put|post proxy content_type json_array=bool headers=map headers_from_placeholders=map
      compress=text|gzip allowed_hosts=list open_timeout=int read_timeout=int ssl_timeout=int
      reuse_connections=bool tls_ca_cert_path tls_client_cert_path tls_private_key_path
      tls_private_key_passphrase* tls_verify_mode=none|peer
      tls_version=TLSv1_1|TLSv1_2|TLSv1_3|TLS1_1|TLS1_2|TLS1_3 tls_ciphers error_response_as_unrecoverable=bool
      retryable_response_codes=list
    `,
    sections: {
      format: formatter,
      auth: section({ parameters: "method=basic|aws_sigv4 username password* aws_service aws_region aws_role_arn" }),
    },
  },
  detect_exceptions: {
    parameters: `
      remove_tag_prefix! message multiline_flush_interval=time languages=list force_line_breaks=bool max_lines=int
      max_bytes=int stream
    `,
    sections: { inject },
    gem: "fluent-plugin-detect-exceptions:0.0.16",
  },
});
