/** How large the values of a metric are, and what they do over time: by its name where that says more than its unit, else by type and unit. */
import type { Metric, Unit } from "../../model";
import type { Labels } from "./cluster";

/** What a value is, for gauges; how fast it grows, for counters; how often something is observed, for histograms. */
export interface Magnitude {
  readonly level: number;
  /** @default 0.25 */
  readonly sway?: number;
  /** Series differ from one another by so much, as a factor to both sides. @default 1.5 */
  readonly spread?: number;
}

const still = (level: number): Magnitude => ({ level, sway: 0, spread: 1 });
const MI = 2 ** 20;
const GI = 2 ** 30;

/** By name; the first that matches counts. */
const BY_NAME: readonly (readonly [RegExp, Magnitude])[] = [
  // Applications.
  [/^http_request(s_total|_duration)|^http_server_request_duration/, { level: 6, sway: 0.45 }],
  [/in_flight/, { level: 3, sway: 0.4 }],
  [/^user_registrations/, { level: 0.05, sway: 0.6 }],
  [/^active_users/, { level: 900, sway: 0.6 }],
  [/^revenue_total/, { level: 4_000, sway: 0.6 }],
  [/^payments_total/, { level: 0.8, sway: 0.5 }],
  // Nodes.
  [/^node_memory_MemTotal/, still(32 * GI)],
  [/^node_memory_MemAvailable/, { level: 12 * GI, sway: 0.15, spread: 1.1 }],
  [/^node_memory_MemFree/, { level: 2 * GI, sway: 0.15, spread: 1.1 }],
  [/^node_memory_Cached/, { level: 9 * GI, sway: 0.05, spread: 1.05 }],
  [/^node_memory_Buffers/, { level: 0.3 * GI, sway: 0.05, spread: 1.1 }],
  [/^node_memory_(SReclaimable|Slab)/, { level: 0.8 * GI, sway: 0.05, spread: 1.1 }],
  [/^node_memory_SwapTotal/, still(4 * GI)],
  [/^node_memory_SwapFree/, { level: 3.7 * GI, sway: 0.02, spread: 1.02 }],
  [/^node_memory_/, { level: GI, sway: 0.1 }],
  [/^node_filesystem_size_bytes/, still(200 * GI)],
  [/^node_filesystem_(avail|free)_bytes/, { level: 74 * GI, sway: 0.03, spread: 1.4 }],
  [/^node_filesystem_files$/, still(13_000_000)],
  [/^node_filesystem_files_free/, still(12_100_000)],
  [/^node_cpu_seconds/, { level: 0.06, sway: 0.5 }],
  [/^node_load(1|5|15)$/, { level: 2.4, sway: 0.4 }],
  [/^node_pressure_/, { level: 0.004, sway: 0.6 }],
  [/^node_nf_conntrack_entries$/, { level: 9_000 }],
  [/^node_nf_conntrack_entries_limit/, still(262_144)],
  [/^node_filefd_maximum/, still(1_000_000)],
  [/^node_filefd_allocated/, { level: 6_000, sway: 0.1 }],
  [/^node_disk_io_time/, { level: 0.08, sway: 0.5 }],
  [/^node_disk_(read|write)_time/, { level: 0.004, sway: 0.5 }],
  [/^node_network_\w+_bytes/, { level: 6_000_000, sway: 0.5 }],
  [/^node_network_\w+_packets/, { level: 8_000, sway: 0.5 }],
  [/^node_disk_\w+_bytes/, { level: 2_000_000, sway: 0.5 }],
  [/^node_timex_maxerror/, { level: 0.08, sway: 0.3 }],
  [/^node_timex_offset/, { level: 0.0004, sway: 0.5 }],
  // Kubernetes.
  [/^kube_pod_container_resource_|^kube_node_status_(allocatable|capacity)|^kube_resourcequota/, still(1)],
  [
    /^kube_(deployment|statefulset|replicaset)_\w*replicas|^kube_daemonset_status|^kube_poddisruptionbudget_status/,
    still(2),
  ],
  [/^kube_horizontalpodautoscaler_spec_max/, still(8)],
  [/^kube_horizontalpodautoscaler/, still(2)],
  [/_generation$/, still(7)],
  [/^kube_job_status_active/, still(1)],
  [/^kube_pod_container_status_restarts/, { level: 0.00001, sway: 0 }],
  [/^container_cpu_usage/, { level: 0.18, sway: 0.45, spread: 2 }],
  [/^container_cpu_cfs_periods/, { level: 10, sway: 0.05 }],
  [/^container_cpu_cfs_throttled_periods/, { level: 0.4, sway: 0.6 }],
  [/^container_memory_(working_set|rss|usage)/, { level: 260 * MI, sway: 0.08, spread: 1.8 }],
  [/^container_network_\w+_bytes/, { level: 180_000, sway: 0.45 }],
  [/^container_fs_\w+_bytes/, { level: 90_000, sway: 0.5 }],
  [/^kubelet_volume_stats_capacity_bytes/, still(50 * GI)],
  [/^kubelet_volume_stats_available_bytes/, { level: 19 * GI, sway: 0.03, spread: 1.5 }],
  [/^kubelet_volume_stats_used_bytes/, { level: 31 * GI, sway: 0.03, spread: 1.3 }],
  [/^kubelet_volume_stats_inodes$/, still(3_200_000)],
  [/^kubelet_volume_stats_inodes_free/, still(3_100_000)],
  // Components.
  [/^prometheus_tsdb_head_series$/, { level: 180_000, sway: 0.06, spread: 1.02 }],
  [/^prometheus_tsdb_head_samples_appended/, { level: 5_800, sway: 0.05 }],
  [/^prometheus_tsdb_retention_limit_bytes/, still(90 * GI)],
  [/^prometheus_tsdb_storage_blocks_bytes/, { level: 41 * GI, sway: 0.02, spread: 1.02 }],
  [/^prometheus_notifications_queue_capacity/, still(10_000)],
  [/^prometheus_engine_queries_concurrent_max/, still(20)],
  [/^prometheus_engine_queries$/, { level: 2, sway: 0.6 }],
  [/^prometheus_remote_storage_shards_max/, still(50)],
  [/^alertmanager_cluster_members|_memberlist_client_cluster_members|_alertmanagers_discovered/, still(2)],
  [/^alertmanager_config_hash/, still(2.3e14)],
  [/^alertmanager_alerts$/, { level: 9, sway: 0.3 }],
  [/^loki_distributor_bytes/, { level: 420_000, sway: 0.5 }],
  [/^loki_distributor_lines/, { level: 1_400, sway: 0.5 }],
  [/^loki_ingester_memory_streams/, { level: 2_600, sway: 0.1 }],
  [/^loki_ingester_memory_chunks/, { level: 5_200, sway: 0.1 }],
  [/^loki_distributor_replication_factor/, still(2)],
  [/^fluentd_input_status_num_records|^fluentd_output_status_emit_records/, { level: 700, sway: 0.5 }],
  [/^fluentd_output_status_buffer_available_space_ratio/, { level: 96, sway: 0.02, spread: 1.01 }],
  [/^otelcol_\w*accepted_spans|^otelcol_exporter_sent_spans/, { level: 340, sway: 0.5 }],
  [/^otelcol_process_uptime/, still(1)],
  [/^otelcol_exporter_queue_capacity/, still(1_000)],
  [/^traces_span_metrics_calls/, { level: 12, sway: 0.5 }],
  [/^grafana_database_conn_max_open/, still(100)],
  [/^grafana_stat_totals/, still(4)],
  [/^probe_http_status_code/, still(200)],
  [/^probe_ip_protocol/, still(4)],
  [/^probe_http_duration/, { level: 0.03, sway: 0.3 }],
  [/^probe_dns_lookup/, { level: 0.006, sway: 0.3 }],
  [/^pg_settings_max_connections/, still(200)],
  [/^pg_settings_superuser_reserved/, still(3)],
  [/^pg_stat_database_numbackends/, { level: 38, sway: 0.35 }],
  [/^pg_stat_database_blks_hit/, { level: 9_000, sway: 0.4 }],
  [/^pg_stat_database_blks_read/, { level: 60, sway: 0.4 }],
  [/^pg_stat_user_tables_n_live_tup/, { level: 1_400_000, sway: 0.01 }],
  [/^pg_stat_user_tables_n_dead_tup/, { level: 40_000, sway: 0.4 }],
  [/^pg_stat_archiver_archived/, { level: 1 / 60, sway: 0.3 }],
  [/wraparound_age/, { level: 90_000_000, sway: 0.02 }],
  [/^redis_max_clients/, still(10_000)],
  [/^redis_connected_clients/, { level: 140, sway: 0.4 }],
  [/^redis_memory_max/, still(2 * GI)],
  [/^redis_memory_used_bytes/, { level: 900 * MI, sway: 0.08 }],
  [/^redis_keyspace_hits/, { level: 800, sway: 0.4 }],
  [/^redis_keyspace_misses/, { level: 40, sway: 0.4 }],
  [/^redis_commands_total/, { level: 300, sway: 0.4 }],
  [/^redis_commands_duration/, { level: 0.012, sway: 0.4 }],
  [/^redis_uptime/, still(777_600)],
  [/process_resident_memory/, { level: 210 * MI, sway: 0.05 }],
  [/process_cpu_seconds/, { level: 0.2, sway: 0.4 }],
  [/capacity|limit|_max(imum)?(_|$)|_size_max/, still(1_000)],
  [/queue|pending|waiting|backlog/, { level: 6, sway: 0.6 }],
];

const BY_UNIT: Readonly<Record<Unit, Magnitude>> = {
  count: { level: 24, sway: 0.3 },
  "per second": { level: 12, sway: 0.4 },
  seconds: { level: 0.24, sway: 0.35 },
  milliseconds: { level: 120, sway: 0.35 },
  timestamp: still(0),
  bytes: { level: 240 * MI, sway: 0.1 },
  "bytes per second": { level: 200_000, sway: 0.4 },
  ratio: { level: 0.42, sway: 0.25, spread: 1.2 },
  boolean: still(1),
  cores: { level: 0.4, sway: 0.4 },
  celsius: { level: 47, sway: 0.1, spread: 1.1 },
  cents: { level: 5_000, sway: 0.5 },
};

/** As a metric says by its name that something went wrong. */
const TROUBLE =
  /_(err(or)?s?|fail(ed|ures?|s)?|drop(ped|s)?|discarded|refused|rejected|corruptions?|invalid|missed|exceeded|timeouts?|deadlocks|evicted|panic|unhealthy|unknown|reached|pruned|duplicate|out)(_|$)/;
/** As a label says it, and what share of all that is. */
const BAD_VALUES: readonly (readonly [RegExp, number])[] = [
  [/^5\d\d$|^(5xx|STATUS_CODE_ERROR)$/, 0.012],
  [/^4\d\d$|^4xx$/, 0.04],
  [/^(error|err|failed|failure|fail|rejected|cancelled|Unhealthy|dead)$/, 0.01],
  [/^(declined|retried|unprocessed|suppressed)$/, 0.06],
];
const STATES = ["status_code", "code", "status", "result", "outcome", "state", "http_response_status_code"];

/** The share of the time that a CPU spends in a mode. */
const CPU_MODES: Readonly<Record<string, number>> = { user: 2.1, system: 0.9, iowait: 0.2, softirq: 0.1 };

export const isTrouble = ({ name }: Metric, labels: Labels): boolean =>
  TROUBLE.test(name) || STATES.some((label) => BAD_VALUES.slice(0, 3).some(([bad]) => bad.test(labels[label] ?? "")));

/** What does not come up, and what it makes look bad. */
export const isTroubled = (labels: Labels): boolean =>
  ["pod", "deployment", "horizontalpodautoscaler", "poddisruptionbudget"].some((label) =>
    labels[label]?.startsWith("transcoder"),
  );

export const magnitudeOf = (metric: Metric, labels: Labels): Magnitude => {
  const { name, type, unit } = metric;
  if (/restarts_total$/.test(name)) return { level: isTroubled(labels) ? 0.0014 : 0, sway: 0, spread: 1 };
  const known = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (known === undefined && TROUBLE.test(name))
    return type === "counter" ? { level: RARE, sway: 0.5, spread: 3 } : { level: 0, sway: 0 };
  const usual = known ?? (type === "gauge" ? BY_UNIT[unit] : { level: RATES[unit] ?? 2, sway: 0.4 });
  return { ...usual, level: usual.level * shareOf(name, labels) };
};

/** Per second. */
const RARE = 0.004;
/** Growth per second of counters, observations per second of histograms. */
const RATES: Partial<Record<Unit, number>> = { bytes: 150_000, seconds: 0.8, cents: 900 };

/** What a node has of a resource. */
const WHOLE: Readonly<Record<string, number>> = { cpu: 8, memory: 32 * GI, pods: 110, ephemeral_storage: 200 * GI };
/** What part of a node is meant. */
const RESERVED: readonly (readonly [RegExp, number])[] = [
  [/^kube_pod_container_resource_limits/, 0.06],
  [/^kube_pod_container_resource_requests/, 0.03],
  [/^kube_node_status_(allocatable|capacity)/, 1],
  [/^kube_resourcequota/, 0.5],
];

const shareOf = (name: string, labels: Labels): number => {
  if (/^node_cpu_seconds/.test(name)) return CPU_MODES[labels["mode"] ?? ""] ?? 0.02;
  if (/available$|_ready$|healthy$/.test(name) && isTroubled(labels)) return 0;
  const part = RESERVED.find(([of]) => of.test(name))?.[1];
  const type = labels["type"] === "used" ? 0.6 : 1;
  if (part !== undefined) return part * type * (WHOLE[labels["resource"] ?? ""] ?? 8);
  const share = STATES.map((label) => BAD_VALUES.find(([bad]) => bad.test(labels[label] ?? ""))?.[1] ?? 1);
  return Math.min(...share);
};
