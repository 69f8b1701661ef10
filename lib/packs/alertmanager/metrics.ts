/** What Alertmanager exports, as far as its alerts and panels read it. */
import { contract, counter, gauge, histogram, SERVICE_TARGET, summary } from "../../model";
import { process } from "../process-metrics";

/** The ways to tell people that Alertmanager knows. */
const INTEGRATION = { integration: "any" } as const;

export const alertmanager = {
  ...contract(
    { targetLabels: SERVICE_TARGET, exporter: "Alertmanager", source: "Alertmanager 0.31.1, its own /metrics page" },
    {
      alerts: gauge("alertmanager_alerts", {
        help: "Alerts that it knows, by what becomes of them.",
        labels: { state: ["active", "suppressed", "unprocessed"] },
      }),
      alertsInvalid: counter("alertmanager_alerts_invalid_total", {
        help: "Alerts that were refused because they could not be read.",
        labels: { version: "any" },
      }),
      alertsReceived: counter("alertmanager_alerts_received_total", {
        help: "Alerts received, repetitions included.",
        labels: { status: ["firing", "resolved"], version: "any" },
      }),
      clusterFailedPeers: gauge("alertmanager_cluster_failed_peers", {
        help: "Peers that it tries to reach again.",
      }),
      clusterMembers: gauge("alertmanager_cluster_members", {
        help: "Members of the cluster that it knows, itself included.",
      }),
      clusterMessagesSent: counter("alertmanager_cluster_messages_sent_total", {
        help: "Messages to peers.",
        labels: { msg_type: ["full_state", "update"] },
      }),
      clusterMessagesPruned: counter("alertmanager_cluster_messages_pruned_total", {
        help: "Messages to peers that were thrown away because too many waited.",
      }),
      clusterMessagesQueued: gauge("alertmanager_cluster_messages_queued", {
        help: "Messages to peers that wait.",
      }),
      clusterHealth: gauge("alertmanager_cluster_health_score", {
        help: "How well it hears its peers: 0 is well, the higher the worse.",
      }),
      configHash: gauge("alertmanager_config_hash", { help: "A number that stands for the configuration in use." }),
      configReloadSuccessful: gauge("alertmanager_config_last_reload_successful", {
        unit: "boolean",
        help: "1 where the configuration was taken the last time that it was read.",
      }),
      groups: gauge("alertmanager_dispatcher_aggregation_groups", { help: "Groups of alerts that it keeps." }),
      groupLimitReached: counter("alertmanager_dispatcher_aggregation_group_limit_reached_total", {
        help: "Alerts that found no room, because there are as many groups as allowed.",
      }),
      dispatchDuration: summary("alertmanager_dispatcher_alert_processing_duration_seconds", {
        unit: "seconds",
        help: "How long it took to put an alert into its groups.",
      }),
      requestDuration: histogram("alertmanager_http_request_duration_seconds", {
        unit: "seconds",
        help: "How long it took to answer requests.",
        labels: { code: "any", handler: "any", method: "any" },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      }),
      requestsRefused: counter("alertmanager_http_concurrency_limit_exceeded_total", {
        help: "Requests refused because too many were being answered.",
        labels: { method: "any" },
      }),
      requestsInFlight: gauge("alertmanager_http_requests_in_flight", {
        help: "Requests that are being answered.",
        labels: { method: "any" },
      }),
      nflogMaintenanceErrors: counter("alertmanager_nflog_maintenance_errors_total", {
        help: "Failures to clean up and save what was told to whom.",
      }),
      notificationLatency: histogram("alertmanager_notification_latency_seconds", {
        unit: "seconds",
        help: "How long it took to tell.",
        labels: INTEGRATION,
        buckets: [1, 5, 10, 15, 20],
      }),
      notifications: counter("alertmanager_notifications_total", {
        help: "Notifications tried, retries not counted.",
        labels: INTEGRATION,
      }),
      notificationsFailed: counter("alertmanager_notifications_failed_total", {
        help: "Notifications that were given up.",
        labels: { ...INTEGRATION, reason: "any" },
      }),
      sendingTries: counter("alertmanager_notification_requests_total", {
        help: "Tries to tell, retries counted.",
        labels: INTEGRATION,
      }),
      sendingTriesFailed: counter("alertmanager_notification_requests_failed_total", {
        help: "Tries to tell that failed.",
        labels: INTEGRATION,
      }),
      silences: gauge("alertmanager_silences", {
        help: "Silences by what has become of them.",
        labels: { state: ["active", "pending", "expired"] },
      }),
      silencesMaintenanceErrors: counter("alertmanager_silences_maintenance_errors_total", {
        help: "Failures to clean up and save the silences.",
      }),
    },
  ),
  processStart: process.startTime,
};
