/** What `<system>` takes: the settings of Fluentd itself (lib/fluent/system_config.rb). */
import { section, type SectionShape } from "./plugin";

export const systemSection: SectionShape = section({
  parameters: `
    workers=int restart_worker_interval=time root_dir log_level=trace|debug|info|warn|error|fatal
    suppress_repeated_stacktrace=bool ignore_repeated_log_interval=time ignore_same_log_interval=time
    emit_error_log_interval=time suppress_config_dump=bool log_event_verbose=bool without_source=bool
    with_source_only=bool rpc_endpoint enable_get_dump=bool process_name strict_config_value=bool
    enable_msgpack_time_support=bool disable_shared_socket=bool enable_input_metrics=bool enable_size_metrics=bool
    enable_jit=bool file_permission dir_permission config_include_dir
  `,
  sections: {
    log: section({
      parameters: `
        path format=text|json time_format rotate_age rotate_size=size
        forced_stacktrace_level=none|trace|debug|info|warn|error|fatal
      `,
    }),
    counter_server: section({ parameters: "scope! port=int bind backup_path!" }),
    counter_client: section({ parameters: "port=int host! timeout=time" }),
    metrics: section({ parameters: "@type labels=map" }),
    source_only_buffer: section({
      parameters: `
        flush_thread_count=int overflow_action=throw_exception|block|drop_oldest_chunk path flush_interval=time
        chunk_limit_size=size total_limit_size=size compress=text|gzip
      `,
    }),
  },
});
