/** What watches services: a platform, or the name of one that stands elsewhere. Both say it in the same words. */
import { Construct } from "constructs";
import { ConfigurationError, type Duration, type MonitoringPack } from "../model";
import {
  cronJob,
  endpoint,
  httpService,
  postgresServer,
  queueConsumer,
  redisServer,
  worker,
  type CronJobProps,
  type EndpointProps,
  type Host,
  type HttpServiceProps,
  type MonitoredService,
  type PostgresProps,
  type QueueConsumerProps,
  type RedisProps,
  type WorkerProps,
} from "../services";
import { sloPack } from "../slo";

/** Each method has something scraped, and brings its alerts, objectives, dashboard, owner and runbooks. */
export abstract class ServiceMonitoring extends Construct {
  private readonly names = new Set<string>();

  /**
   * A service that answers HTTP.
   * ```ts
   * platform.monitorHttpService({ name: "checkout", namespace: "shop", team: "shop", objectives: { availability: "99.95%" } });
   * ```
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorHttpService(props: HttpServiceProps): void {
    this.monitor(httpService(props, this.host));
  }

  /**
   * Something that works in the background, on tasks of its own.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorWorker(props: WorkerProps): void {
    this.monitor(worker(props, this.host));
  }

  /**
   * Something that works off a queue.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorQueueConsumer(props: QueueConsumerProps): void {
    this.monitor(queueConsumer(props, this.host));
  }

  /**
   * A CronJob of Kubernetes.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorCronJob(props: CronJobProps): void {
    this.monitor(cronJob(props, this.host));
  }

  /**
   * A PostgreSQL server.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorPostgres(props: PostgresProps): void {
    this.monitor(postgresServer(props, this.host));
  }

  /**
   * A Redis or Valkey server.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorRedis(props: RedisProps): void {
    this.monitor(redisServer(props, this.host));
  }

  /**
   * An address that must answer from outside.
   * ```ts
   * platform.monitorEndpoint({ name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" });
   * ```
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorEndpoint(props: EndpointProps): void {
    this.monitor(endpoint(props, this.host));
  }

  /** What a service must know of the platform. */
  protected abstract get host(): Host;

  /** Time between two scrapes of what says nothing else. */
  protected abstract get usualScrapeInterval(): Duration;

  /** Deploys all of it. */
  protected abstract deploy(service: MonitoredService, packs: readonly MonitoringPack[]): void;

  private monitor(service: MonitoredService): void {
    const { path, name, team, pack, packs, slos, metrics } = service;
    if (this.names.has(name)) throw namesake(path);
    this.names.add(name);
    const objectives =
      slos.length === 0
        ? []
        : [
            sloPack(`${name}-objectives`, {
              metrics,
              slos,
              team,
              dashboard: pack.dashboard,
              scrapeInterval: service.interval ?? this.usualScrapeInterval,
            }),
          ];
    this.deploy(service, [pack, ...objectives, ...packs.map((each) => ({ ...each, team: each.team ?? team }))]);
  }
}

const namesake = (path: string): ConfigurationError =>
  new ConfigurationError([
    {
      check: "names/duplicate",
      severity: "error",
      path,
      problem: "is the name of two services",
      mend: "give each a name of its own, or register it once",
    },
  ]);
