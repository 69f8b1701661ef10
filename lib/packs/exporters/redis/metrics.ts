/** What the Redis exporter tells of its server (Redis or Valkey), as far as alerts and panels read it. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../../model";

/** The `instance` is the address of the server, not of the exporter's pod. */
export const redis = contract(
  {
    targetLabels: SERVICE_TARGET,
    // Only where one exporter asks several servers.
    optionalTargetLabels: ["target"],
    exporter: "redis_exporter",
    source: "redis_exporter 1.88.0, source",
  },
  {
    up: gauge("redis_up", { unit: "boolean", help: "1 where the last look at the server succeeded." }),
    scrapeFailed: gauge("redis_exporter_last_scrape_error", {
      unit: "boolean",
      help: "1 where the last look at the server failed, with the reason.",
      labels: { err: "any" },
      optionalLabels: ["err"],
    }),
    instance: gauge("redis_instance_info", {
      unit: "boolean",
      help: "What the server is and how it is set up, as labels.",
      labels: {
        master_replid: "any",
        maxmemory_policy: "any",
        os: "any",
        process_id: "any",
        redis_build_id: "any",
        redis_mode: "any",
        redis_version: "any",
        role: "any",
        run_id: "any",
        tcp_port: "any",
        valkey_release_stage: "any",
        valkey_version: "any",
      },
      optionalLabels: ["valkey_release_stage", "valkey_version"],
      identifiedBy: SERVICE_TARGET,
    }),
    uptime: gauge("redis_uptime_in_seconds", { unit: "seconds", help: "How long ago the server was started." }),
    clients: gauge("redis_connected_clients", { help: "Connections of clients, those of replicas left out." }),
    maxClients: gauge("redis_max_clients", { help: "Connections that the server takes." }),
    clientsBlocked: gauge("redis_blocked_clients", {
      help: "Connections that wait for an answer on purpose, as BLPOP does.",
    }),
    networkIn: counter("redis_net_input_bytes_total", { unit: "bytes", help: "What clients have sent." }),
    networkOut: counter("redis_net_output_bytes_total", { unit: "bytes", help: "What clients were sent." }),
    cpuUser: counter("redis_cpu_user_seconds_total", {
      unit: "seconds",
      help: "CPU time that the server has used by itself.",
    }),
    cpuSystem: counter("redis_cpu_sys_seconds_total", {
      unit: "seconds",
      help: "CPU time that the kernel has used for the server.",
    }),
    connectionsRejected: counter("redis_rejected_connections_total", {
      help: "Connections that were refused because there were too many.",
    }),
    memoryUsed: gauge("redis_memory_used_bytes", { unit: "bytes", help: "Memory that data and buffers take." }),
    memoryMax: gauge("redis_memory_max_bytes", {
      unit: "bytes",
      help: "Memory that the server may take; 0 for no limit.",
    }),
    memoryResident: gauge("redis_memory_used_rss_bytes", {
      unit: "bytes",
      help: "Memory that the process has of the system: what is in use, and the gaps between.",
    }),
    expiredKeys: counter("redis_expired_keys_total", { help: "Keys whose time to live has ended." }),
    evictedKeys: counter("redis_evicted_keys_total", {
      help: "Keys that were removed before their time to make room.",
    }),
    keyHits: counter("redis_keyspace_hits_total", { help: "Reads that found their key." }),
    keyMisses: counter("redis_keyspace_misses_total", { help: "Reads that did not." }),
    keys: gauge("redis_db_keys", { help: "Keys of a database.", labels: { db: "any" } }),
    keysExpiring: gauge("redis_db_keys_expiring", {
      help: "Keys of a database that have a time to live.",
      labels: { db: "any" },
    }),
    commands: counter("redis_commands_total", { help: "Commands that were carried out.", labels: { cmd: "any" } }),
    commandSeconds: counter("redis_commands_duration_seconds_total", {
      unit: "seconds",
      help: "Time that these commands took, all together.",
      labels: { cmd: "any" },
    }),
    primaryLink: gauge("redis_master_link_up", {
      unit: "boolean",
      help: "On a replica, 1 where it is connected to its primary.",
      labels: { master_host: "any", master_port: "any" },
    }),
    replicaLag: gauge("redis_connected_slave_lag_seconds", {
      unit: "seconds",
      help: "On a primary, how long ago a replica was last heard of.",
      labels: { slave_ip: "any", slave_port: "any", slave_state: "any" },
    }),
    savedAt: gauge("redis_rdb_last_save_timestamp_seconds", {
      unit: "timestamp",
      help: "When the last snapshot was written.",
    }),
    unsavedChanges: gauge("redis_rdb_changes_since_last_save", { help: "Changes since the last snapshot." }),
    appendSize: gauge("redis_aof_current_size_bytes", { unit: "bytes", help: "Size of the append-only file." }),
    snapshotSucceeded: gauge("redis_rdb_last_bgsave_status", {
      unit: "boolean",
      help: "1 where the last snapshot could be written.",
    }),
    appendSucceeded: gauge("redis_aof_last_write_status", {
      unit: "boolean",
      help: "1 where the last write to the append-only file succeeded.",
    }),
  },
);
