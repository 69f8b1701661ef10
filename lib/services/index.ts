/** What a team says of what it runs, in ten lines, and all that watches it from then on. */
export { cronJob, type CronJobProps } from "./cron-job";
export { endpoint, type EndpointProps } from "./endpoint";
export { httpService, type HttpServiceProps } from "./http-service";
export { queueConsumer, worker, type QueueConsumerProps, type WorkerProps } from "./jobs";
export { postgresServer, redisServer, type PostgresProps, type RedisProps } from "./server";
export { sharedObjectives } from "./shared-objectives";
export type { Host, MonitoredService, NeededExporter, NeededServer, Product } from "./service";
