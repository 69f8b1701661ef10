/** Redis and Valkey servers, as their exporters see them. */
import { pack } from "../../../model";
import type { Job } from "../../jobs-down";
import { eachLeavingOut, eachNarrowed, type Registered } from "../../registered";
import { exporterDown, exporterOfDown } from "../exporter-down";
import { clientsHigh, connectionsRejected, down, restarted } from "./alerts/availability";
import { appendFailing, replicaLag, replicationDown, snapshotFailing } from "./alerts/data";
import { evicting, keysMissed, memoryHigh, slow } from "./alerts/load";
import { redisDashboard } from "./dashboards/redis";
import { redis } from "./metrics";
import { exporterDownRunbook } from "./runbooks/exporter-down";

export { redis } from "./metrics";

/** What can ail a server. */
const serverAlerts = [
  down,
  restarted,
  clientsHigh,
  connectionsRejected,
  memoryHigh,
  evicting,
  slow,
  keysMissed,
  replicationDown,
  replicaLag,
  snapshotFailing,
  appendFailing,
] as const;

/**
 * `redisPack([{ namespace: "observability", job: "redis-exporter-cache" }])`: one pack for all exporters, because alerts have their names
 * once. The `job` is the name of the exporter's Service, which is that of its release.
 * @param exporters none where all are registered by teams; the alerts about servers hold for every Redis exporter in the cluster
 */
export const redisPack = (exporters: readonly Job[]) =>
  pack("redis", {
    metrics: redis,
    alerts: [
      ...(exporters.length === 0
        ? []
        : [exporterDown("RedisExporterDown", exporters, "the Redis server", exporterDownRunbook)]),
      ...eachLeavingOut(serverAlerts, "redis"),
    ],
    dashboards: [redisDashboard],
    dashboard: "redis",
  });

/** The same about one server that a team has registered, by the labels of its exporter's series. */
export const redisServerAlerts = (who: Registered) =>
  [
    exporterOfDown("RedisExporterDown", who, "the Redis server", exporterDownRunbook),
    ...eachNarrowed(serverAlerts, who),
  ] as const;
