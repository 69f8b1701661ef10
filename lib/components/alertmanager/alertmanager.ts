/** Alertmanager: groups, silences and sends the alerts that Prometheus fires. */
import { Construct } from "constructs";
import { charts } from "../../charts";
import {
  parse,
  urlOf,
  type Endpoint,
  type InhibitRule,
  type MonitoringPack,
  type RoutingConfiguration,
} from "../../model";
import { alertmanagerPack } from "../../packs";
import { configurationOf, ROUTED_BY, routingSecrets, routingTestsOf, teamsOf } from "../../routing";
import {
  allowIngress,
  ChartRelease,
  pathOf,
  provideSecret,
  register,
  routingPathOf,
  type Pods,
  type Port,
} from "../../terraform";
import { dataSource, type DataSource } from "../data-source";
import { doorOf, exposureSecrets, people } from "../exposure";
import { notificationFlows } from "./flows";
import { alertmanagerProps, type AlertmanagerProps } from "./props";
import { alertmanagerValues, podLabels, publicUrlOf } from "./values";

const PORT = 9093;
const GOSSIP_PORT = 9094;

/**
 * ```ts
 * const alertmanager = new Alertmanager(stack, "alertmanager", {
 *   routing: { teams: { platform: { slack: "#alerts" } }, slackWebhook: existingSecret("slack") },
 * });
 * prometheus.sendAlertsTo(alertmanager);
 * ```
 */
export class Alertmanager extends Construct {
  readonly release: ChartRelease;
  /** The Service, for people and Grafana. Prometheus talks to `peers`. */
  readonly endpoint: Endpoint;
  /** Each replica: an alert must reach all of them, which a balancer would prevent. */
  readonly peers: readonly Endpoint[];
  readonly pods: Pods;
  readonly metricsPorts: readonly Port[] = [{ port: PORT }];
  readonly dataSource: DataSource;
  /** What watches it; nothing where nothing scrapes it. */
  readonly packs: readonly MonitoringPack[];
  private readonly routes: RoutingConfiguration;
  /** By what they say. */
  private readonly inhibitRules = new Map<string, InhibitRule>();

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(alertmanagerProps, props, path);
    const { namespace, releaseName, replicas, routing, storage, resources, exposure } = settings;
    const routingPath = routingPathOf(this, id);
    this.routes = configurationOf(routing, routingPath);
    const endpoint = (service: string): Endpoint => ({ scheme: "http", service, namespace, port: PORT });

    this.endpoint = endpoint(releaseName);
    this.peers = Array.from({ length: replicas }, (_, index) =>
      endpoint(`${releaseName}-${index}.${releaseName}-headless`),
    );
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.dataSource = dataSource.alertmanager(this.endpoint);
    this.packs = settings.serviceMonitor ? [alertmanagerPack({ namespace, job: releaseName, replicas })] : [];

    const secrets = [...routingSecrets(routing, routingPath), ...exposureSecrets(exposure, `${path}.exposure`)].map(
      (use) => ({ ...use, namespace }),
    );
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.alertmanager,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => alertmanagerValues(settings, this.configuration),
      userValues: settings.values,
      dependsOn: secrets.flatMap(({ secret }) => provideSecret(this, namespace, secret)),
    });
    if (replicas > 1)
      allowIngress(this, {
        from: this.pods,
        to: this.pods,
        ports: [{ port: GOSSIP_PORT }, { port: GOSSIP_PORT, protocol: "UDP" }],
        carries: [{ what: "replication", protocol: "gossip", direction: "both" }],
      });
    if (exposure !== undefined)
      allowIngress(this, {
        from: doorOf(exposure, namespace),
        to: this.pods,
        ports: [{ port: PORT }],
        carries: [people(exposure)],
      });

    register(this, () => ({
      workloads: [{ path, name: releaseName, role: "alert sender", namespace, replicas, resources }],
      stores: [
        {
          path: `${path}.storage`,
          name: releaseName,
          keeps: "silences and what has been told",
          size: storage === "ephemeral" ? undefined : storage.size,
        },
      ],
      flows: notificationFlows(path, this.pods, this.configuration),
      interfaces: exposure === undefined ? [] : [{ path: `${path}.exposure`, exposure, ownLogin: false }],
      secrets,
      routings: [
        {
          path: routingPath,
          teams: teamsOf(routing),
          labels: ROUTED_BY,
          configuration: this.configuration,
          retention: settings.retention,
          url: publicUrlOf(settings) ?? urlOf(this.endpoint),
          tests: routingTestsOf(routing),
        },
      ],
    }));
  }
  /** Who is told of what, as Alertmanager reads it. */
  get configuration(): RoutingConfiguration {
    return { ...this.routes, inhibitRules: [...this.routes.inhibitRules, ...this.inhibitRules.values()] };
  }

  /** Keeps alerts from being told while others fire that say more. Alerts that services share say so once for each of them: one rule is enough. */
  inhibit(...rules: readonly InhibitRule[]): void {
    for (const rule of rules) {
      const key = JSON.stringify([rule.source, rule.target, rule.equal]);
      if (!this.inhibitRules.has(key)) this.inhibitRules.set(key, rule);
    }
  }
}
