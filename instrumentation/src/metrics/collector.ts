/** All that a service counts, behind one object: the metrics of the contract, those of the process, and its own. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import type { ServerResponse } from "node:http";
import { isEventStream } from "../http";
import { businessMetrics, type BusinessMetrics, type Timeframe } from "./business";
import { cacheMetrics, type CacheMetrics } from "./cache";
import { metricsHandler, type MetricsHandler } from "./handler";
import { exposition, type ExpositionFormat } from "./exposition";
import { httpRequests, type HttpRequests } from "./http-requests";
import type { CounterOf, GaugeOf, HistogramOf, Workshop } from "./instruments";
import type { Labels } from "./label-gate";
import { ledger } from "./ledger";
import { metricsOptions, type MetricsCollectorOptions, type MetricsDeclaration } from "./options";
import {
  ownMetrics,
  type NoLabels,
  type OwnCounter,
  type OwnGauge,
  type OwnHistogram,
  type OwnMetrics,
} from "./own-metrics";
import { processMetrics } from "./process-metrics";
import { messageOf } from "./prom";
import { queueMetrics, type QueueMetrics } from "./queue";
import { ContractRegistry } from "./registry";
import { workerMetrics, type JobEnd, type WorkerMetrics } from "./worker";

/** Nothing that it is given can make it throw: what a metric cannot take is counted and reported, and the application goes on. */
export class MetricsCollector {
  /** Of its own, so that nobody else's metrics are among them. For what prom-client can do beyond this class. */
  readonly registry = new ContractRegistry();
  /** Answers `/metrics` in OpenMetrics with exemplars or in text, as the scrape asks: `app.get("/metrics", metrics.handler)`. */
  readonly handler: MetricsHandler;
  /** What the adapters of the frameworks count by. */
  readonly http: HttpRequests<ServerResponse>;
  readonly #workshop: Workshop;
  readonly #business: BusinessMetrics;
  readonly #queue: (name: string) => QueueMetrics;
  readonly #cache: (name: string) => CacheMetrics;
  readonly #worker: WorkerMetrics;
  readonly #own: OwnMetrics;

  constructor(options?: MetricsCollectorOptions) {
    const { props, findings } = metricsOptions(options);
    const { declare = {}, limits = {}, onError, defaultMetrics = true } = props;
    const { routes = 200, combinations = 1000, metrics = 500 } = limits;
    this.#workshop = { registry: this.registry, ledger: ledger(this.registry, onError), limit: combinations };
    this.http = httpRequests(this.#workshop, { routes, combinations }, isEventStream);
    this.#business = businessMetrics(this.#workshop);
    this.#queue = queueMetrics(this.#workshop);
    this.#cache = cacheMetrics(this.#workshop);
    this.#worker = workerMetrics(this.#workshop);
    this.#own = ownMetrics(this.#workshop, metrics);
    for (const { path, problem, mend } of findings)
      this.#workshop.ledger.refuse("options", path, `${path}: ${problem}; ${mend}`);
    this.#attempt("declare", () => this.#declare(declare));
    if (defaultMetrics) this.#attempt("process metrics", () => processMetrics(this.registry));
    this.handler = metricsHandler(
      (format) => this.getMetrics(format),
      (error) => this.#failed("scrape", error),
    );
  }

  /** The team's own metrics, described as the contract describes its own. */
  get ownMetrics(): readonly ApplicationMetric[] {
    return this.#own.definitions;
  }

  /** Somebody signed up: where they came from, and what they chose. */
  recordUserRegistration(source: string, plan: string): void {
    this.#business.recordUserRegistration(source, plan);
  }

  /** How many people used the product within the time frame: `hourly`, `daily`, `weekly` or `monthly`. */
  updateActiveUsers(timeframe: Timeframe, count: number): void {
    this.#business.updateActiveUsers(timeframe, count);
  }

  /** Money was taken, in hundredths of the currency; a counter takes nothing back, refunds are a metric of their own. */
  recordRevenue(product: string, currency: string, cents: number): void {
    this.#business.recordRevenue(product, currency, cents);
  }

  /** The metrics of a queue; what is counted begins at 0 now. */
  queue(name: string): QueueMetrics {
    return this.#queue(name);
  }

  /** The metrics of a cache; hits and misses begin at 0 now. */
  cache(name: string): CacheMetrics {
    return this.#cache(name);
  }

  /** A background job begins; call what is returned when it ends: `end("succeeded")`. */
  jobStarted(task: string): JobEnd {
    return this.#worker.jobStarted(task);
  }

  /** A counter of your own. Asked again for the same, it is the same. */
  counter<const L extends Labels = NoLabels>(metric: OwnCounter<L>): CounterOf<L> {
    return this.#own.counter(metric);
  }

  gauge<const L extends Labels = NoLabels>(metric: OwnGauge<L>): GaugeOf<L> {
    return this.#own.gauge(metric);
  }

  /** A histogram of your own; it takes the active trace along as an exemplar. */
  histogram<const L extends Labels = NoLabels>(metric: OwnHistogram<L>): HistogramOf<L> {
    return this.#own.histogram(metric);
  }

  /** What a scrape receives. Never rejects: a metric that cannot be collected is left out and reported. */
  getMetrics(format: ExpositionFormat = "openmetrics"): Promise<string> {
    return exposition(this.registry, format, (metric, error) => this.#failed(metric, error));
  }

  #declare({ queues, caches, jobs, ...business }: MetricsDeclaration): void {
    this.#business.declare(business);
    queues?.forEach((name) => this.#queue(name));
    caches?.forEach((name) => this.#cache(name));
    jobs?.forEach((task) => this.#worker.declare(task));
  }

  #attempt(subject: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#failed(subject, error);
    }
  }

  #failed(metric: string, error: unknown): void {
    this.#workshop.ledger.refuse(metric, "error", messageOf(error));
  }
}
