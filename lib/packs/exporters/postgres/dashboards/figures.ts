/** What several panels about a PostgreSQL server ask. Two pods of an exporter tell the same of it, so that the larger of two counts. */
import type { Expression, Metric } from "../../../../model";
import { promql } from "../../../../query";
import { HERE } from "../../chosen-server";
import { postgres } from "../metrics";

/** Per second of each database. */
export const rateOf = (metric: Metric): Expression =>
  promql`max by (datname) (rate(${metric}${HERE}[$__rate_interval]))`;
/** Per second of all databases. */
export const ratesOf = (metric: Metric): Expression => promql`sum(${rateOf(metric)})`;

export const connectionsUsed: Expression = promql`
  sum(max by (datname) (${postgres.connections}${HERE}))
  / (max(${postgres.maxConnections}${HERE}) - max(${postgres.reservedConnections}${HERE}) > 0)
`;

/** By database. */
export const cacheHits: Expression = promql`
  ${rateOf(postgres.blocksHit)} / (${rateOf(postgres.blocksHit)} + ${rateOf(postgres.blocksRead)} > 0)
`;

/** Of connections of applications, and not of the server's own workers. */
export const ofClients = (metric: Metric): Expression =>
  promql`${metric}{namespace=~"$namespace",service=~"$service",instance="$instance",backend_type="client backend"}`;
