/** Redis and Valkey servers, as their exporters see them. */
import { pack } from "../../../model";
import type { Job } from "../../jobs-down";
import { exporterDown } from "../exporter-down";
import { clientsHigh, connectionsRejected, down, restarted } from "./alerts/availability";
import { appendFailing, replicaLag, replicationDown, snapshotFailing } from "./alerts/data";
import { evicting, keysMissed, memoryHigh, slow } from "./alerts/load";
import { redis } from "./metrics";
import { exporterDownRunbook } from "./runbooks/exporter-down";

/**
 * `redisPack([{ namespace: "observability", job: "redis-exporter-cache" }])`: one pack for all exporters, because alerts have their names
 * once. The `job` is the name of the exporter's Service, which is that of its release.
 * @param exporters at least one; the alerts about servers hold for every Redis exporter in the cluster
 */
export const redisPack = (exporters: readonly Job[]) =>
  pack("redis", {
    metrics: redis,
    alerts: [
      exporterDown("RedisExporterDown", exporters, "the Redis server", exporterDownRunbook),
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
    ],
  });
