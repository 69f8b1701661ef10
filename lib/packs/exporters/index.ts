export type { Job } from "../jobs-down";
export { addressAlertsOf, blackbox, blackboxPack } from "./blackbox";
export type { BlackboxTarget } from "./blackbox/target";
export { postgres, postgresPack, postgresServerAlerts } from "./postgres";
export { redis, redisPack, redisServerAlerts } from "./redis";
export { connectionsHigh } from "./postgres/alerts/availability";
export { longTransaction } from "./postgres/alerts/health";
export { memoryHigh, slow as redisSlow } from "./redis/alerts/load";
