/** What watches services: a platform, or the name of one that stands elsewhere. Both say it in the same words. */
import { Construct } from "constructs";
import { callSite, type Duration, type MonitoringPack, type Reference, type ServiceFact } from "../model";
import type { Registered } from "../packs";
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
  type NeededServer,
  type PostgresProps,
  type Product,
  type QueueConsumerProps,
  type RedisProps,
  type WorkerProps,
} from "../services";
import { sloPack } from "../slo";
import { register } from "../terraform";
import { takeName } from "./registered-names";

/** Each method has something scraped, and brings its alerts, objectives, dashboard, owner and runbooks. */
export abstract class ServiceMonitoring extends Construct {
  private readonly servers: Readonly<Record<Product, Map<string, Registered>>> = {
    postgres: new Map(),
    redis: new Map(),
  };

  /**
   * A service that answers HTTP.
   * ```ts
   * platform.monitorHttpService({ name: "checkout", namespace: "shop", team: "shop", objectives: { availability: "99.95%" } });
   * ```
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorHttpService(props: HttpServiceProps): void {
    this.monitor(httpService(props, this.host), callSite());
  }

  /**
   * Something that works in the background, on tasks of its own.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorWorker(props: WorkerProps): void {
    this.monitor(worker(props, this.host), callSite());
  }

  /**
   * Something that works off a queue.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorQueueConsumer(props: QueueConsumerProps): void {
    this.monitor(queueConsumer(props, this.host), callSite());
  }

  /**
   * A CronJob of Kubernetes.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorCronJob(props: CronJobProps): void {
    this.monitor(cronJob(props, this.host), callSite());
  }

  /**
   * A PostgreSQL server.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorPostgres(props: PostgresProps): void {
    this.monitor(postgresServer(props, this.host), callSite());
  }

  /**
   * A Redis or Valkey server.
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorRedis(props: RedisProps): void {
    this.monitor(redisServer(props, this.host), callSite());
  }

  /**
   * An address that must answer from outside.
   * ```ts
   * platform.monitorEndpoint({ name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" });
   * ```
   * @throws ConfigurationError that lists everything that is wrong with the props
   */
  monitorEndpoint(props: EndpointProps): void {
    this.monitor(endpoint(props, this.host), callSite());
  }

  /** What a service must know of the platform. */
  protected abstract get host(): Host;

  /** Time between two scrapes of what says nothing else. */
  protected abstract get usualScrapeInterval(): Duration;

  /** Deploys all of it. */
  protected abstract deploy(service: MonitoredService, packs: readonly MonitoringPack[]): void;

  private monitor(service: MonitoredService, place: () => string | undefined): void {
    const { name, team, pack, packs, slos, metrics, server, needs = [] } = service;
    takeName(this.node.root, service, place);
    if (server !== undefined)
      this.servers[server.product].set(name, { namespace: server.namespace, service: server.service });
    if (needs.length > 0) register(this, () => ({ references: needs.map((each) => this.referenceTo(each)) }));
    register(this, () => ({ services: [serviceFact(service)] }));
    const objectives =
      slos.length === 0
        ? []
        : [
            sloPack(objectivesName(name), {
              metrics,
              slos,
              team,
              dashboard: pack.dashboard,
              scrapeInterval: service.interval ?? this.usualScrapeInterval,
            }),
          ];
    this.deploy(service, [pack, ...objectives, ...packs.map((each) => ({ ...each, team: each.team ?? team }))]);
  }

  /** Servers that were registered by now, and those that stand there anyway. */
  protected serversOf(product: Product): ReadonlyMap<string, Registered> {
    return new Map([...this.standingServers(product), ...this.servers[product]]);
  }

  /** Servers that are watched without being registered. */
  protected abstract standingServers(product: Product): ReadonlyMap<string, Registered>;

  private referenceTo({ path, product, name }: NeededServer): Reference {
    return {
      path,
      kind: `${PRODUCTS[product]} server`,
      name,
      known: [...this.serversOf(product).keys()],
      otherwise: `write { ${product}: { name: "${name}", namespace: "…" } } where another repository has registered it, with the namespace of its exporter`,
    };
  }
}

const serviceFact = (service: MonitoredService): ServiceFact => {
  const { path, name, kind, team, namespace, source, dependencies = [], pack, slos, packs } = service;
  return {
    path,
    name,
    kind,
    team,
    namespace,
    source,
    dependencies,
    pack: pack.name,
    packs: [pack.name, ...(slos.length === 0 ? [] : [objectivesName(name)]), ...packs.map((each) => each.name)],
    slos: [...slos, ...packs.flatMap((each) => each.slos)].map((each) => each.name),
    dashboard: pack.dashboard,
  };
};

/** The pack of a service's objectives. */
const objectivesName = (service: string): string => `${service}-objectives`;

const PRODUCTS: Readonly<Record<Product, string>> = { postgres: "PostgreSQL", redis: "Redis" };
