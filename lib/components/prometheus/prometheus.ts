/** Prometheus: scrapes the cluster and all that asks for it, keeps the samples, evaluates rules and sends alerts. */
import { Construct } from "constructs";
import { charts } from "../../charts";
import {
  ConfigurationError,
  dnsLabel,
  parse,
  urlOf,
  type DeployedPack,
  type Duration,
  type Endpoint,
  type MonitoringPack,
} from "../../model";
import { prometheusPack, type Job } from "../../packs";
import {
  allowIngress,
  ChartRelease,
  Manifests,
  pathOf,
  provideSecret,
  register,
  type KubernetesObject,
  type Pods,
  type Port,
} from "../../terraform";
import { dataSource, type DataSource } from "../data-source";
import { podCountOf, scrapeTimeoutOf } from "./defaults";
import { facts, secretUses } from "./facts";
import { doorsOf, PORT, SCRAPE } from "./doors";
import { GOVERNING_SERVICE, operatorPods, podNames, prometheusPods, serviceName } from "./names";
import { prometheusProps, type PrometheusProps, type PrometheusSettings } from "./props";
import { OTLP_PATH, REMOTE_WRITE_PATH } from "./receivers";
import { ruleObjects } from "./rule-objects";
import type { ExporterJobName } from "./scrape";
import { prometheusValues } from "./values";

/** The sub-chart's name of its job, whatever the release is called. */
const KUBE_STATE_METRICS_JOB = "kube-state-metrics";

/** What can be scraped: pods, and the ports on which they show their metrics. */
export interface ScrapeTarget {
  readonly pods: Pods;
  readonly metricsPorts: readonly Port[];
  /** Its ServiceMonitor needs the operator's definitions first. */
  readonly release?: ChartRelease;
}

/** What takes alerts. */
export interface AlertReceiver {
  /** Each replica by itself. */
  readonly peers: readonly Endpoint[];
  readonly pods: Pods;
  readonly release?: ChartRelease;
}

/**
 * ```ts
 * const prometheus = new Prometheus(stack, "prometheus", { retention: days(30), externalLabels: { cluster: "eu-1" } });
 * prometheus.sendAlertsTo(alertmanager);
 * ```
 */
export class Prometheus extends Construct {
  readonly release: ChartRelease;
  /** The operator's resource definitions; releases that bring a ServiceMonitor wait for them. None if somebody else keeps them. */
  readonly crds: ChartRelease | undefined;
  /** The Service, for queries. */
  readonly endpoint: Endpoint;
  /** Each replica: what is pushed must reach all of them, which a balancer would prevent. */
  readonly peers: readonly Endpoint[];
  readonly pods: Pods;
  readonly dataSource: DataSource;
  private readonly path: string;
  private readonly settings: PrometheusSettings;
  private readonly alertmanagers: AlertReceiver[] = [];
  private readonly packNames = new Set<string>();

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: PrometheusProps = {}) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(prometheusProps, props, path);
    const { namespace, releaseName } = settings;
    const endpoint = (service: string): Endpoint => ({ scheme: "http", service, namespace, port: PORT });

    this.path = path;
    this.settings = settings;
    this.endpoint = endpoint(serviceName(settings));
    this.peers = podNames(settings).map((pod) => endpoint(`${pod}.${GOVERNING_SERVICE}`));
    this.pods = prometheusPods(settings);
    this.dataSource = dataSource.prometheus(this.endpoint, settings.scrapeInterval);

    this.crds =
      settings.crds === "existing"
        ? undefined
        : new ChartRelease(this, "crds", {
            path: `${path}.crds`,
            chart: charts.prometheusOperatorCrds,
            source: settings.chart,
            timeout: settings.timeout,
            name: `${releaseName}-crds`,
            namespace,
            values: () => crdValues,
          });
    const secrets = secretUses(settings, path);
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.kubePrometheusStack,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () =>
        prometheusValues(
          settings,
          this.alertmanagers.map(({ peers }) => peers),
        ),
      userValues: settings.values,
      dependsOn: [
        ...(this.crds === undefined ? [] : [this.crds.resource]),
        ...secrets.flatMap(({ secret }) => provideSecret(this, namespace, secret)),
      ],
    });
    for (const door of doorsOf(settings, this.endpoint)) allowIngress(this, door);
    register(this, () => ({
      ...facts(
        settings,
        path,
        this.alertmanagers.map(({ pods }) => pods.name),
      ),
      secrets,
    }));
  }

  /**
   * Where the OpenTelemetry protocol is taken in, over HTTP.
   * @throws ConfigurationError if the receiver is off
   */
  get otlpEndpoint(): string {
    if (this.settings.otlpReceiver === undefined) throw this.receiverIsOff("otlpReceiver", "{}");
    return urlOf(this.endpoint, OTLP_PATH);
  }

  /**
   * Where remote write is taken in.
   * @throws ConfigurationError if the receiver is off
   */
  get remoteWriteEndpoint(): string {
    if (!this.settings.remoteWriteReceiver) throw this.receiverIsOff("remoteWriteReceiver", "true");
    return urlOf(this.endpoint, REMOTE_WRITE_PATH);
  }

  /** Alerts go to every replica of this Alertmanager. May be called for several. */
  sendAlertsTo(alertmanager: AlertReceiver): void {
    const { peers, pods, release } = alertmanager;
    this.alertmanagers.push(alertmanager);
    const ports = [...new Set(peers.map(({ port }) => port))];
    allowIngress(this, {
      from: this.pods,
      to: pods,
      ports: ports.map((port) => ({ port })),
      carries: [{ what: "alerts", protocol: "HTTP", address: peers.map((peer) => urlOf(peer)).join(", ") }],
    });
    this.afterDefinitions(release);
  }

  /** Lets Prometheus reach the metrics of a component whose ServiceMonitor, or a scrape configuration, asks for it. */
  scrape({ pods, metricsPorts, release }: ScrapeTarget): void {
    allowIngress(this, { from: this.pods, to: pods, ports: metricsPorts, carries: [SCRAPE] });
    this.afterDefinitions(release);
  }

  /** What watches it; nothing where it does not scrape itself. Whom alerts are sent to must be said before. */
  get packs(): readonly MonitoringPack[] {
    const { settings } = this;
    if (!settings.serviceMonitor) return [];
    return [
      prometheusPack({
        namespace: settings.namespace,
        job: serviceName(settings),
        operatorJob: operatorPods(settings).name,
        pods: podCountOf(settings),
        alertmanagers: this.alertmanagers.flatMap(({ peers }) => peers).length,
        remoteWrite: settings.remoteWrite.length > 0,
        scrapeTimeout: scrapeTimeoutOf(settings),
      }),
    ];
  }

  /** What it calls the targets that its own pack watches. */
  get jobs(): readonly string[] {
    if (!this.settings.serviceMonitor) return [];
    return [serviceName(this.settings), operatorPods(this.settings).name, KUBE_STATE_METRICS_JOB];
  }

  /**
   * What its own scrape configurations call exporters of a kind: `postgresExporterJob({ targets, labels: { namespace: "databases" } })`. Where
   * targets are discovered, nobody knows their namespace beforehand.
   */
  exporterJobs(kind: ExporterJobName): readonly Job[] {
    const namespaces = this.settings.scrapeConfigs
      .filter(({ jobName }) => jobName === kind)
      .flatMap(({ discovery }) =>
        discovery.flatMap((source) => (source.kind === "static" ? (source.labels?.["namespace"] ?? "") : [])),
      );
    return [...new Set(namespaces)].map((namespace) => ({ namespace, job: kind }));
  }

  /** How far back it can look. */
  get retention(): Duration {
    return this.settings.retention;
  }

  /** How often it scrapes what says nothing else. */
  get scrapeInterval(): Duration {
    return this.settings.scrapeInterval;
  }

  /**
   * Evaluates the rules of a pack: one PrometheusRule, in a release of its own.
   * @throws ConfigurationError for a second pack of one name, which would be the same object in the cluster
   */
  evaluate(pack: DeployedPack): void {
    this.evaluateTogether(`rules-${pack.name}`, [pack]);
  }

  /**
   * Evaluates the rules of several packs, and has things scraped, in one release: all that watches one service.
   * @param owner what the release is called by
   * @param objects monitors and probes that belong to it
   * @throws ConfigurationError as `evaluate` does
   */
  evaluateTogether(owner: string, packs: readonly DeployedPack[], objects: readonly KubernetesObject[] = []): void {
    const { namespace } = this.settings;
    const rules = packs.flatMap((pack) => {
      const path = `${pathOf(this, "packs")}.${pack.name}`;
      const name = parse(dnsLabel, pack.name, `${path}.name`);
      if (this.packNames.has(name)) throw namesake(path);
      this.packNames.add(name);
      register(this, () => ({ packs: [{ path, pack }] }));
      return ruleObjects(pack, namespace);
    });
    if (rules.length + objects.length === 0) return;
    new Manifests(this, owner, {
      owner,
      namespace,
      objects: [...rules, ...objects],
      // The operator's definitions must stand, and its webhook must answer.
      dependsOn: [this.release.resource],
    });
  }

  /** Lets pods query, and push where a receiver is on: an autoscaler's adapter, or another Prometheus that federates. */
  allowFrom(pods: Pods): void {
    allowIngress(this, {
      from: pods,
      to: this.pods,
      ports: [{ port: PORT }],
      carries: [{ what: "queries", protocol: "HTTP", direction: "back" }],
    });
  }

  private afterDefinitions(release: ChartRelease | undefined): void {
    if (this.crds !== undefined) release?.dependOn(this.crds.resource);
  }

  private receiverIsOff(prop: "otlpReceiver" | "remoteWriteReceiver", value: string): ConfigurationError {
    return new ConfigurationError([
      {
        check: "input/receiver-off",
        severity: "error",
        path: `${this.path}.${prop}`,
        problem: "is off, but something is told to send there",
        mend: `write ${prop}: ${value}`,
      },
    ]);
  }
}

/** A definition that goes takes all resources of its kind with it, those of other teams too. */
const crdValues = { crds: { annotations: { "helm.sh/resource-policy": "keep" } } };

const namesake = (path: string) =>
  new ConfigurationError([
    {
      check: "names/duplicate",
      severity: "error",
      path,
      problem: "is the name of two packs",
      mend: "give each a name of its own, or add the pack once",
    },
  ]);
