/** PostgreSQL servers, as their exporters see them. */
import { pack } from "../../../model";
import type { Job } from "../../jobs-down";
import { exporterDown } from "../exporter-down";
import { collectorFailing, connectionsExhausted, connectionsHigh, down, scrapeError } from "./alerts/availability";
import { cacheHitLow, deadlocks, deadRows, idleInTransaction, longTransaction, wraparound } from "./alerts/health";
import { archiveFailing, replicationLag, slotInactive, slotRetainsWal } from "./alerts/replication";
import { postgres } from "./metrics";
import { exporterDownRunbook } from "./runbooks/exporter-down";

/**
 * `postgresPack([{ namespace: "observability", job: "postgres-exporter-orders" }])`: one pack for all exporters, because alerts have their
 * names once. The `job` is the name of the exporter's Service, which is that of its release.
 * @param exporters at least one; the alerts about servers hold for every PostgreSQL exporter in the cluster
 */
export const postgresPack = (exporters: readonly Job[]) =>
  pack("postgres", {
    metrics: postgres,
    alerts: [
      exporterDown("PostgresExporterDown", exporters, "the PostgreSQL server", exporterDownRunbook),
      down,
      scrapeError,
      collectorFailing,
      connectionsHigh,
      connectionsExhausted,
      replicationLag,
      slotInactive,
      slotRetainsWal,
      archiveFailing,
      deadlocks,
      longTransaction,
      idleInTransaction,
      cacheHitLow,
      deadRows,
      wraparound,
    ],
  });
