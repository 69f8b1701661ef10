/** Plug-ins that bring lines in. */
import { anything, plugins, section } from "./plugin";
import { parser, storage, transport } from "./sections";

export const sources = plugins({
  tail: {
    parameters: `
      path! path_delimiter glob_policy=backward_compatible|extended|always tag! exclude_path=list rotate_wait=time
      pos_file pos_file_compaction_interval=time read_from_head=bool refresh_interval=time read_lines_limit=int
      read_bytes_limit_per_second=size multiline_flush_interval=time emit_unmatched_lines=bool
      enable_watch_timer=bool enable_stat_watcher=bool encoding from_encoding path_key open_on_every_update=bool
      limit_recently_modified=time skip_refresh_on_startup=bool ignore_repeated_permission_error=bool
      path_timezone follow_inodes=bool max_line_size=size
    `,
    sections: {
      group: section({
        parameters: "pattern=regexp rate_period=time",
        sections: { rule: section({ parameters: "match=map limit=int" }) },
      }),
      parse: parser,
    },
  },
  forward: {
    parameters: `
      port=int bind backlog=int blocking_timeout=time resolve_hostname=bool deny_keepalive=bool
      send_keepalive_packet=bool chunk_size_warn_limit=size chunk_size_limit=size decompression_size_limit=size
      skip_invalid_event=bool source_address_key source_hostname_key tag add_tag_prefix
    `,
    sections: {
      transport,
      security: section({
        parameters: "self_hostname! shared_key*! user_auth=bool allow_anonymous_source=bool",
        sections: {
          user: section({ parameters: "username! password*!" }),
          client: section({ parameters: "host network shared_key* users=list" }),
        },
      }),
    },
  },
  http: {
    parameters: `
      port=int bind body_size_limit=size decompression_size_limit=size keepalive_timeout=time backlog=int
      add_http_headers=bool add_remote_addr=bool blocking_timeout=time cors_allow_origins=list
      cors_allow_credentials=bool respond_with_empty_img=bool use_204_response=bool dump_error_log=bool
      add_query_params=bool add_tag_prefix
    `,
    sections: { transport, parse: parser },
  },
  syslog: {
    parameters: `
      port=int bind tag! protocol_type=tcp|udp frame_type=traditional|octet_count include_source_host=bool
      source_host_key emit_unmatched_lines=bool source_hostname_key resolve_hostname=bool send_keepalive_packet=bool
      source_address_key severity_key priority_key facility_key message_length_limit=size blocking_timeout=time delimiter
    `,
    sections: { transport, parse: parser },
  },
  sample: {
    parameters: "tag! size=int rate=int auto_increment_key reuse_record=bool sample",
    sections: { storage },
  },
  monitor_agent: {
    parameters: "bind port=int tag emit_interval=time include_config=bool include_retry=bool include_debug_info=bool",
    sections: { transport },
  },
  systemd: {
    parameters: "path matches=list read_from_head=bool tag!",
    sections: {
      storage,
      entry: section({
        parameters: "field_map=map field_map_strict=bool fields_strip_underscores=bool fields_lowercase=bool",
      }),
    },
    gem: "fluent-plugin-systemd:1.1.1",
  },
  prometheus: {
    parameters: "bind port=int metrics_path aggregated_metrics_path content_encoding=identity|gzip",
    sections: { transport },
    gem: "fluent-plugin-prometheus:2.2.2",
  },
  prometheus_monitor: {
    parameters: "interval=time",
    sections: { labels: anything },
    gem: "fluent-plugin-prometheus:2.2.2",
  },
  prometheus_output_monitor: {
    parameters: "interval=time gauge_all=bool",
    sections: { labels: anything },
    gem: "fluent-plugin-prometheus:2.2.2",
  },
  prometheus_tail_monitor: {
    parameters: "interval=time",
    sections: { labels: anything },
    gem: "fluent-plugin-prometheus:2.2.2",
  },
});
