/** Jaeger: takes in traces, keeps them, shows them, and tells applications which ones to begin. */
import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { charts } from "../../charts";
import {
  fraction,
  kubernetesQuantity,
  parse,
  urlOf,
  type Duration,
  type Endpoint,
  type MonitoringPack,
  type Volume,
} from "../../model";
import { jaegerPack } from "../../packs";
import {
  allowIngress,
  ANYONE,
  ChartRelease,
  Manifests,
  pathOf,
  provideSecret,
  register,
  type Pods,
  type Port,
} from "../../terraform";
import { dataSource, type DataSource } from "../data-source";
import { doorOf, people } from "../exposure";
import type { ScrapeTarget } from "../prometheus";
import { legacyPorts, PORTS } from "./collector-config";
import { jaegerFacts, jaegerSecrets } from "./facts";
import { openFlows } from "./flows";
import { jaegerProps, replicasOf, type JaegerProps, type JaegerSettings } from "./props";
import { SAMPLING_PORTS } from "./sampling";
import { jaegerMonitor } from "./service-monitor";
import { claimName, jaegerValues, podLabels } from "./values";

/** What keeps metrics and answers queries about them. */
export interface MetricsStore {
  readonly endpoint: Endpoint;
  readonly pods: Pods;
  /** How far back it can look. */
  readonly retention: Duration;
  /** Lets it reach what it shall scrape. */
  scrape(target: ScrapeTarget): void;
}

/**
 * ```ts
 * const jaeger = new Jaeger(stack, "jaeger", {
 *   storage: elasticsearch({ url: "https://es.internal:9200", credentials: existingSecret("jaeger-es") }),
 * });
 * jaeger.exportMetricsTo(prometheus);
 * ```
 */
export class Jaeger extends Construct {
  readonly release: ChartRelease;
  /** User interface and query API. */
  readonly endpoint: Endpoint;
  readonly otlpGrpc: Endpoint;
  readonly otlpHttp: Endpoint;
  /** Where SDKs ask which traces to begin; undefined when `sampling` is off. */
  readonly samplingEndpoint: Endpoint | undefined;
  readonly pods: Pods;
  /** Its own metrics, and those computed from spans. */
  readonly metricsPorts: readonly Port[] = [{ port: PORTS.ownMetrics }, { port: PORTS.spanMetrics }];
  readonly dataSource: DataSource;
  private readonly settings: JaegerSettings;
  private metricsStore: MetricsStore | undefined;

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(jaegerProps, props, path);
    const { namespace, releaseName, sampling, storage } = settings;
    const endpoint = (scheme: Endpoint["scheme"], port: number): Endpoint => ({
      scheme,
      service: releaseName,
      namespace,
      port,
    });

    this.settings = settings;
    this.endpoint = endpoint("http", PORTS.query);
    this.otlpGrpc = endpoint("grpc", PORTS.otlpGrpc);
    this.otlpHttp = endpoint("http", PORTS.otlpHttp);
    this.samplingEndpoint = sampling === "off" ? undefined : endpoint("http", SAMPLING_PORTS.http);
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.dataSource = dataSource.jaeger(this.endpoint);

    const secrets = jaegerSecrets(settings, path);
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.jaeger,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => jaegerValues(settings, this.metricsStore?.endpoint),
      userValues: settings.values,
      dependsOn: [
        ...secrets.flatMap(({ secret }) => provideSecret(this, namespace, secret)),
        ...(storage.kind === "badger" ? [this.claim(storage.volume)] : []),
      ],
    });
    if (replicasOf(settings) > 1 || settings.disruptionBudget !== undefined) this.disruptionBudget();
    if (settings.serviceMonitor) this.monitor();
    allowIngress(this, {
      from: ANYONE,
      to: this.pods,
      ports: openPorts(settings),
      carries: openFlows(settings, this),
    });
    if (settings.exposure !== undefined)
      allowIngress(this, {
        from: doorOf(settings.exposure, namespace),
        to: this.pods,
        ports: [{ port: PORTS.query }],
        carries: [people(settings.exposure)],
      });
    register(this, () => jaegerFacts(settings, path));
  }

  /** What watches it; nothing where nothing scrapes it. Where metrics are exported to must be said before. */
  get packs(): readonly MonitoringPack[] {
    const { memoryShare, namespace, releaseName, resources, sampling, serviceMonitor, storage } = this.settings;
    if (!serviceMonitor) return [];
    return [
      jaegerPack({
        namespace,
        job: releaseName,
        refusesAbove: fraction(resources.limits.memory, memoryShare),
        retention: this.metricsStore?.retention,
        storage: storage.kind,
        sampling: sampling !== "off",
        spanMetrics: this.metricsStore !== undefined,
      }),
    ];
  }

  /** Metrics computed from spans are scraped by this Prometheus, and the Monitor tab of the user interface asks it for them. */
  exportMetricsTo(prometheus: MetricsStore): void {
    this.metricsStore = prometheus;
    this.monitor();
    allowIngress(this, {
      from: this.pods,
      to: prometheus.pods,
      ports: [{ port: prometheus.endpoint.port }],
      carries: [{ what: "queries", protocol: "HTTP", direction: "back", address: urlOf(prometheus.endpoint) }],
    });
    prometheus.scrape(this);
  }

  /** One for all metrics, after the release, which in its turn waits for the operator's definitions. */
  private monitor(): void {
    if (this.node.tryFindChild("monitor") !== undefined) return;
    const { namespace, releaseName } = this.settings;
    new Manifests(this, "monitor", {
      owner: releaseName,
      namespace,
      objects: [jaegerMonitor(this.settings, () => this.metricsStore !== undefined)],
      dependsOn: [this.release.resource],
    });
  }

  /** Outside of the release, so that the traces outlive it. */
  private claim({ size, storageClass }: Volume): ITerraformDependable {
    const { namespace, releaseName } = this.settings;
    return new PersistentVolumeClaimV1(this, "volume", {
      metadata: { name: claimName(releaseName), namespace },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: storageClass,
        resources: { requests: { storage: kubernetesQuantity(size) } },
      },
      // Many classes bind a volume only when a pod wants it.
      waitUntilBound: false,
    });
  }

  /** The chart has none. */
  private disruptionBudget(): void {
    const { disruptionBudget = { maxUnavailable: 1 }, namespace, releaseName } = this.settings;
    const { minAvailable, maxUnavailable } = disruptionBudget;
    new PodDisruptionBudgetV1(this, "disruption-budget", {
      metadata: { name: releaseName, namespace },
      spec: {
        ...(minAvailable === undefined ? {} : { minAvailable: `${minAvailable}` }),
        ...(maxUnavailable === undefined ? {} : { maxUnavailable: `${maxUnavailable}` }),
        selector: { matchLabels: { ...podLabels(releaseName) } },
      },
    });
  }
}

/** Applications send from wherever they are. */
const openPorts = ({ legacyReceivers, sampling }: JaegerSettings): readonly Port[] => [
  { port: PORTS.otlpGrpc },
  { port: PORTS.otlpHttp },
  ...(sampling === "off" ? [] : [{ port: SAMPLING_PORTS.http }, { port: SAMPLING_PORTS.grpc }]),
  ...legacyPorts(legacyReceivers),
];
