/** PostgreSQL servers, as their exporters see them. */
import { pack } from "../../../model";
import type { Job } from "../../jobs-down";
import { eachLeavingOut, eachNarrowed, type Registered } from "../../registered";
import { exporterDown, exporterOfDown } from "../exporter-down";
import { collectorFailing, connectionsExhausted, connectionsHigh, down, scrapeError } from "./alerts/availability";
import { cacheHitLow, deadlocks, deadRows, idleInTransaction, longTransaction, wraparound } from "./alerts/health";
import { archiveFailing, replicationLag, slotInactive, slotRetainsWal } from "./alerts/replication";
import { postgresDashboard } from "./dashboards/postgres";
import { postgres } from "./metrics";
import { exporterDownRunbook } from "./runbooks/exporter-down";

export { postgres } from "./metrics";

/** What can ail a server. */
const serverAlerts = [
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
] as const;

/**
 * `postgresPack([{ namespace: "observability", job: "postgres-exporter-orders" }])`: one pack for all exporters, because alerts have their
 * names once. The `job` is the name of the exporter's Service, which is that of its release.
 * @param exporters none where all are registered by teams; the alerts about servers hold for every PostgreSQL exporter in the cluster
 */
export const postgresPack = (exporters: readonly Job[]) =>
  pack("postgres", {
    metrics: postgres,
    alerts: [
      ...(exporters.length === 0
        ? []
        : [exporterDown("PostgresExporterDown", exporters, "the PostgreSQL server", exporterDownRunbook)]),
      ...eachLeavingOut(serverAlerts, "postgres"),
    ],
    dashboards: [postgresDashboard],
    dashboard: "postgres",
  });

/** The same about one server that a team has registered, by the labels of its exporter's series. */
export const postgresServerAlerts = (who: Registered) =>
  [
    exporterOfDown("PostgresExporterDown", who, "the PostgreSQL server", exporterDownRunbook),
    ...eachNarrowed(serverAlerts, who),
  ] as const;
