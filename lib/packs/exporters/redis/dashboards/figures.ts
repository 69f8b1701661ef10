/** What several panels about a Redis server ask. Two pods of an exporter tell the same of it, so that the larger of two counts. */
import type { Expression, Metric } from "../../../../model";
import { promql } from "../../../../query";
import { HERE } from "../../chosen-server";
import { redis } from "../metrics";

/** Per second. */
export const rate = (metric: Metric): Expression => promql`max(rate(${metric}${HERE}[$__rate_interval]))`;
/** Per second of each command. */
export const rateByCommand = (metric: Metric): Expression =>
  promql`max by (cmd) (rate(${metric}${HERE}[$__rate_interval]))`;

export const memoryUsed: Expression = promql`max(${redis.memoryUsed}${HERE}) / (max(${redis.memoryMax}${HERE}) > 0)`;
export const clientsUsed: Expression = promql`max(${redis.clients}${HERE}) / (max(${redis.maxClients}${HERE}) > 0)`;

/** What a command takes on average. */
export const commandTime: Expression = promql`
  sum(${rateByCommand(redis.commandSeconds)}) / (sum(${rateByCommand(redis.commands)}) > 0)
`;
