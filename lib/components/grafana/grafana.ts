/** Grafana: dashboards and exploration over metrics, logs, traces and alerts, with its data sources linked to one another. */
import { Construct } from "constructs";
import { charts } from "../../charts";
import { ConfigurationError, parse, type Endpoint, type MonitoringPack, type SecretRef } from "../../model";
import { grafanaPack } from "../../packs";
import { allowIngress, ChartRelease, pathOf, provideSecret, register, type Pods, type Port } from "../../terraform";
import { grafanaEndpoint, grafanaUrl } from "./configuration";
import type { DataSource, DataSourceProvider } from "../data-source";
import { grafanaFlows, mediumOf } from "./flows";
import { doorOf, people } from "../exposure";
import { grafanaProps, replicasOf, type GrafanaProps, type GrafanaSettings } from "./props";
import { grafanaSecrets } from "./secrets";
import { grafanaValues, podLabels } from "./values";

/** What the pods listen on; the Service listens on 80. */
const PORT = 3000;

/**
 * ```ts
 * const grafana = new Grafana(stack, "grafana", {
 *   database: postgres({ host: "grafana-db.acme.example", credentials: existingSecret("grafana-db") }),
 *   exposure: ingress({ host: "grafana.acme.example" }),
 * });
 * grafana.addDataSource(prometheus);
 * ```
 */
export class Grafana extends Construct {
  readonly release: ChartRelease;
  /** The Service, inside the cluster. */
  readonly endpoint: Endpoint;
  readonly pods: Pods;
  readonly metricsPorts: readonly Port[] = [{ port: PORT }];
  /** The address that people type, without a slash at its end. */
  readonly url: string;
  /** The first administrator, entries `username` and `password`. */
  readonly admin: SecretRef;
  private readonly path: string;
  private readonly namespace: string;
  private readonly watched: boolean;
  private readonly sources: DataSource[] = [];
  /** Those that stand outside of the cluster. */
  private readonly farSources: DataSource[] = [];

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: GrafanaProps = {}) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(grafanaProps, props, path);
    const { namespace, releaseName, exposure } = settings;

    this.path = path;
    this.namespace = namespace;
    this.watched = settings.serviceMonitor;
    this.endpoint = grafanaEndpoint(settings);
    this.url = grafanaUrl(settings);
    this.admin = settings.admin;
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.grafana,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => grafanaValues(settings, this.sources),
      userValues: settings.values,
      dependsOn: grafanaSecrets(settings, [], path).flatMap(({ secret }) => provideSecret(this, namespace, secret)),
    });
    if (exposure !== undefined)
      allowIngress(this, {
        from: doorOf(exposure, namespace),
        to: this.pods,
        ports: [{ port: PORT }],
        carries: [people(exposure)],
      });

    register(this, () => ({
      ...facts(settings, path),
      flows: grafanaFlows(settings, this.farSources, path),
      secrets: grafanaSecrets(settings, this.sources, path).map((use) => ({ ...use, namespace })),
      dataSources: this.sources.map(({ uid, type }) => ({ path: `${path}.dataSources.${uid}`, uid, type })),
    }));
  }

  /** What watches it; nothing where nothing scrapes it. */
  get packs(): readonly MonitoringPack[] {
    if (!this.watched) return [];
    return [grafanaPack({ namespace: this.namespace, job: this.pods.name, dataSources: this.sources.length })];
  }

  /**
   * Lets people query this source, and links it with the others: exemplar to trace, trace to logs and metrics, log line to trace.
   * The same source twice is one. Order does not matter.
   * @throws ConfigurationError when another source has its uid or name
   */
  addDataSource({ dataSource, endpoint, pods, ports }: DataSourceProvider): void {
    const known = this.sources.find(({ uid, name }) => uid === dataSource.uid || name === dataSource.name);
    if (known === undefined) this.sources.push(dataSource);
    else if (JSON.stringify(known) !== JSON.stringify(dataSource)) throw this.conflict(known, dataSource);
    if (dataSource.login !== undefined)
      this.release.dependOn(...provideSecret(this, this.namespace, dataSource.login.password));
    if (pods !== undefined)
      allowIngress(this, {
        from: this.pods,
        to: pods,
        ports: ports ?? [{ port: endpoint.port }],
        carries: [{ what: "queries", protocol: "HTTP", direction: "back", address: dataSource.url }],
      });
    else this.farSources.push(dataSource);
  }

  private conflict(known: DataSource, added: DataSource): ConfigurationError {
    const same = known.uid === added.uid ? `the uid "${known.uid}"` : `the name "${known.name}"`;
    return new ConfigurationError([
      {
        check: "grafana/data-source-conflict",
        severity: "error",
        path: `${this.path}.dataSources.${added.uid}`,
        problem: `has ${same}, and so has the data source for ${known.url}`,
        mend: "give each data source a uid and a name of its own",
      },
    ]);
  }
}

const KEPT = "accounts, preferences and dashboards that people made";

const facts = (settings: GrafanaSettings, path: string) => {
  const { releaseName, namespace, resources, database, exposure } = settings;
  return {
    workloads: [
      {
        path,
        name: releaseName,
        role: "user interface" as const,
        namespace,
        replicas: replicasOf(settings),
        resources,
      },
    ],
    stores: [
      database.kind === "sqlite"
        ? { path: `${path}.database.volume`, name: releaseName, keeps: KEPT, size: database.volume.size }
        : { path: `${path}.database`, name: releaseName, keeps: KEPT, medium: mediumOf(database), external: true },
    ],
    interfaces: exposure === undefined ? [] : [{ path: `${path}.exposure`, exposure, ownLogin: true }],
  };
};
