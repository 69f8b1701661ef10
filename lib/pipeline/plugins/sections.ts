/** What several plug-ins have in common: sections that name a plug-in of their own, and those of Fluentd's helpers. */
import { section } from "./plugin";

export const parser = section({}, "parser");
export const formatter = section({}, "formatter");
export const storage = section({}, "storage");
export const output = section({}, "match");

export const transport = section({
  parameters: `
    receive_buffer_size=size linger_timeout=int version=TLSv1_1|TLSv1_2|TLSv1_3|TLS1_1|TLS1_2|TLS1_3
    min_version=TLSv1_1|TLSv1_2|TLSv1_3|TLS1_1|TLS1_2|TLS1_3
    max_version=TLSv1_1|TLSv1_2|TLSv1_3|TLS1_1|TLS1_2|TLS1_3 ciphers insecure=bool ensure_fips=bool ca_path
    cert_path private_key_path private_key_passphrase* client_cert_auth=bool ca_cert_path ca_private_key_path
    ca_private_key_passphrase* cert_verifier generate_private_key_length=int generate_cert_country
    generate_cert_state generate_cert_locality generate_cert_common_name generate_cert_expiration=time
    generate_cert_digest=sha1|sha256|sha384|sha512
  `,
});

export const inject = section({
  parameters: `
    hostname_key hostname worker_id_key tag_key time_key
    time_type=float|unixtime|unixtime_millis|unixtime_micros|unixtime_nanos|string time_format localtime=bool
    utc=bool timezone time_format_fallbacks=list
  `,
});

/** What every parser takes, of its own or in a pattern of several. */
export const PARSER_PARAMETERS = `
  time_type=string|unixtime|float|mixed time_format localtime=bool utc=bool timezone time_format_fallbacks=list
  time_key null_value_pattern=regexp null_empty_string=bool estimate_current_event=bool keep_time_key=bool
  timeout=time
`;

/** What every formatter takes. */
export const FORMATTER_PARAMETERS =
  "time_type=string|unixtime|float|mixed time_format localtime=bool utc=bool timezone time_format_fallbacks=list";

/** What every output takes beside its own. */
export const OUTPUT_PARAMETERS = "time_as_integer=bool slow_flush_log_threshold=float";

/** What a buffer takes from its output, whatever keeps it. */
export const BUFFER_PARAMETERS = `
  timekey=time timekey_wait=time timekey_use_utc=bool timekey_zone flush_at_shutdown=bool
  flush_mode=default|lazy|interval|immediate flush_interval=time flush_thread_count=int
  flush_thread_interval=float flush_thread_burst_interval=float delayed_commit_timeout=time
  overflow_action=throw_exception|block|drop_oldest_chunk retry_forever=bool retry_timeout=time
  retry_max_times=int retry_secondary_threshold=float retry_type=exponential_backoff|periodic retry_wait=time
  retry_exponential_backoff_base=float retry_max_interval=time retry_randomize=bool
`;
