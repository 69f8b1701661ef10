/** Loki: takes in logs, keeps them for as long as it is told to, and answers queries. */
import { Construct } from "constructs";
import { charts } from "../../charts";
import { parse, urlOf, type Endpoint, type MonitoringPack, type SecretRef } from "../../model";
import { lokiPack } from "../../packs";
import { allowIngress, ChartRelease, pathOf, provideSecret, register, type Pods, type Port } from "../../terraform";
import { dataSource, type DataSource } from "../data-source";
import { doorOf, people } from "../exposure";
import type { AlertReceiver, ScrapeTarget } from "../prometheus";
import { lokiFacts, lokiSecrets } from "./facts";
import type { LogStore } from "./log-store";
import {
  allPods,
  gatewayEndpoint,
  gatewayPods,
  gatewayPorts,
  insidePorts,
  lokiTarget,
  metricsPorts,
  rulerName,
  rulerPods,
} from "./names";
import { lokiProps, type LokiProps, type LokiSettings } from "./props";
import { lokiValues } from "./values";

/**
 * ```ts
 * const loki = new Loki(stack, "loki", {
 *   storage: s3Bucket("acme-loki-chunks"),
 *   serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": role.arn } },
 *   retention: days(30),
 * });
 * fluentd.shipTo(loki);
 * ```
 */
export class Loki extends Construct implements LogStore {
  readonly release: ChartRelease;
  /** The gateway's Service: for clients, and for Grafana. */
  readonly endpoint: Endpoint;
  readonly pushUrl: string;
  readonly otlpUrl: string;
  readonly tenant: string | undefined;
  readonly credentials: SecretRef | undefined;
  /** The gateway's pods. */
  readonly pods: Pods;
  readonly ports: readonly Port[] = gatewayPorts;
  /** Every pod of the release, the gateway's included. */
  readonly allPods: Pods;
  /** For `prometheus.scrape`. */
  readonly scrapeTarget: ScrapeTarget;
  readonly dataSource: DataSource;
  private readonly settings: LokiSettings;
  private readonly alertReceivers: AlertReceiver[] = [];

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(lokiProps, props, path);
    const { namespace } = settings;

    this.settings = settings;
    this.endpoint = gatewayEndpoint(settings);
    this.pushUrl = urlOf(this.endpoint, "/loki/api/v1/push");
    this.otlpUrl = urlOf(this.endpoint, "/otlp/v1/logs");
    this.tenant = settings.tenants?.platform.name;
    this.credentials = settings.tenants?.platform.credentials;
    this.pods = gatewayPods(settings);
    this.allPods = allPods(settings);
    this.dataSource = dataSource.loki(this.endpoint, this);

    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.loki,
      source: settings.chart,
      timeout: settings.timeout,
      name: settings.releaseName,
      namespace,
      values: () => lokiValues(settings, { alertmanagers: this.alertmanagers() }),
      userValues: settings.values,
      dependsOn: lokiSecrets(settings, path).flatMap(({ secret }) => provideSecret(this, namespace, secret)),
    });
    this.scrapeTarget = { pods: this.allPods, metricsPorts: metricsPorts(settings), release: this.release };
    allowIngress(this, {
      from: this.allPods,
      to: this.allPods,
      ports: insidePorts(settings),
      carries: [{ what: "replication", protocol: "HTTP, gRPC, gossip", direction: "both" }],
    });
    if (settings.exposure !== undefined)
      allowIngress(this, {
        from: doorOf(settings.exposure, namespace),
        to: this.pods,
        ports: this.ports,
        carries: [people(settings.exposure)],
      });
    register(this, () => lokiFacts(settings, path));
  }

  /** What watches it; nothing where nothing scrapes it. */
  get packs(): readonly MonitoringPack[] {
    return this.settings.serviceMonitor ? [lokiPack(lokiTarget(this.settings))] : [];
  }

  /** What Prometheus calls its targets; none where nothing scrapes it. */
  get jobs(): readonly string[] {
    return this.settings.serviceMonitor ? lokiTarget(this.settings).jobs : [];
  }

  /** Rules over logs fire at every replica of this Alertmanager. May be called for several. */
  sendAlertsTo(alertmanager: AlertReceiver): void {
    const { peers, pods } = alertmanager;
    this.alertReceivers.push(alertmanager);
    const ports = [...new Set(peers.map(({ port }) => port))];
    allowIngress(this, {
      from: rulerPods(this.settings),
      to: pods,
      ports: ports.map((port) => ({ port })),
      carries: [
        {
          what: "alerts",
          protocol: "HTTP",
          address: peers.map((peer) => urlOf(peer)).join(", "),
          by: { kind: "component", name: rulerName(this.settings), namespace: this.settings.namespace },
        },
      ],
    });
  }

  /** Lets pods push logs and query them: what ships logs besides Fluentd, or applications by the OpenTelemetry protocol. */
  allowFrom(pods: Pods): void {
    allowIngress(this, {
      from: pods,
      to: this.pods,
      ports: this.ports,
      carries: [{ what: "logs", protocol: "HTTP", direction: "both", address: this.pushUrl }],
    });
  }

  private alertmanagers(): readonly string[] {
    return this.alertReceivers.flatMap(({ peers }) => peers.map((peer) => urlOf(peer)));
  }
}
