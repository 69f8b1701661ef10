/** Values of the exporters as tests want them: from props, defaults filled in. */
import {
  blackboxExporterProps,
  blackboxExporterValues,
  postgresExporterProps,
  postgresExporterValues,
  redisExporterProps,
  redisExporterValues,
  type BlackboxExporterProps,
  type PostgresExporterProps,
  type RedisExporterProps,
} from "../../../lib/components/exporters";
import { existingSecret, parse, type Values } from "../../../lib/model";

export const login = existingSecret("orders-db");

export const blackboxValues = (props: BlackboxExporterProps = {}): Values =>
  blackboxExporterValues(parse(blackboxExporterProps, props, "prod.blackbox"));

export const orders = { host: "orders-db.data.svc", credentials: login };
export const postgresValues = (over: Partial<PostgresExporterProps> = {}): Values =>
  postgresExporterValues(parse(postgresExporterProps, { ...orders, ...over }, "prod.postgres"));

export const cache = { address: "redis://cache.data.svc:6379" };
export const redisValues = (props: RedisExporterProps = cache): Values =>
  redisExporterValues(parse(redisExporterProps, props, "prod.redis"));
