/** Fluentd: reads the logs of all containers on each node and ships them, with a buffer on disk for when nobody takes them. */
import { Construct } from "constructs";
import { charts } from "../../charts";
import { ConfigurationError, parse, type LogPipeline, type MonitoringPack } from "../../model";
import { fluentdPack } from "../../packs";
import { allowIngress, ChartRelease, pathOf, provideSecret, register, type Pods, type Port } from "../../terraform";
import type { LogStore } from "../loki";
import { environmentSecrets } from "../workload";
import { fluentdBuffers, fluentdFlows, mediumOf } from "./flows";
import {
  configurationParts,
  METRICS_PORT,
  NODE_VARIABLE,
  ownLogs,
  PASSWORD_VARIABLE,
  pipelineSecrets,
  secretVariables,
  STATE_FOLDER,
} from "./pipeline";
import { fluentdProps, roomOf, type FluentdProps, type FluentdSettings } from "./props";
import { fluentdValues, podLabels } from "./values";

/**
 * ```ts
 * const fluentd = new Fluentd(stack, "fluentd", { labels: { cluster: "production" } });
 * fluentd.shipTo(loki);
 * prometheus.scrape(fluentd);
 * ```
 */
export class Fluentd extends Construct {
  readonly release: ChartRelease;
  readonly pods: Pods;
  readonly metricsPorts: readonly Port[] = [{ port: METRICS_PORT }];
  private readonly path: string;
  private readonly watched: boolean;
  private store: LogStore | undefined;

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: FluentdProps = {}) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(fluentdProps, props, path);
    const { namespace, releaseName } = settings;

    this.path = path;
    this.watched = settings.serviceMonitor;
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.fluentd,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => fluentdValues(settings, destinationOf(this.store), this.store?.credentials),
      userValues: settings.values,
      dependsOn: ownSecrets(settings, path).flatMap(({ secret }) => provideSecret(this, namespace, secret)),
    });
    for (const door of [settings.receive.forward, settings.receive.http])
      for (const sender of door?.from ?? [])
        allowIngress(this, {
          from: { namespace: sender },
          to: this.pods,
          ports: [{ port: door?.port ?? "" }],
          carries: [
            { what: "logs", protocol: door === settings.receive.http ? "HTTPS" : "forward", encryption: "TLS" },
          ],
        });
    register(this, () => facts(settings, path, this.store));
  }

  /** What watches it; nothing where nothing scrapes it. */
  get packs(): readonly MonitoringPack[] {
    return this.watched ? [fluentdPack({ namespace: this.pods.namespace, job: this.pods.name })] : [];
  }

  /**
   * All logs go there. Without it they go nowhere, which is a finding.
   * @throws ConfigurationError when they go somewhere else already
   */
  shipTo(store: LogStore): void {
    if (this.store !== undefined && this.store !== store) throw this.secondStore();
    if (this.store === store) return;
    this.store = store;
    const { namespace } = this.pods;
    if (store.credentials !== undefined) this.release.dependOn(...provideSecret(this, namespace, store.credentials));
    this.release.dependOn(store.release.resource);
    allowIngress(this, {
      from: this.pods,
      to: store.pods,
      ports: store.ports,
      carries: [{ what: "logs", protocol: "HTTP", address: store.pushUrl }],
    });
  }

  private secondStore(): ConfigurationError {
    return new ConfigurationError([
      {
        check: "fluentd/second-store",
        severity: "error",
        path: this.path,
        problem: "is told to ship logs to two stores",
        mend: "call shipTo once",
      },
    ]);
  }
}

const destinationOf = (store: LogStore | undefined) =>
  store === undefined
    ? undefined
    : { endpoint: store.endpoint, tenant: store.tenant, login: store.credentials !== undefined };

/** All secrets but the log store's, with their places. */
const ownSecrets = (settings: FluentdSettings, path: string) => [
  ...pipelineSecrets(settings).map(({ path: place, secret }) => ({ path: `${path}.${place}`, secret })),
  ...environmentSecrets(settings.environment, `${path}.environment`),
];

const facts = (settings: FluentdSettings, path: string, store: LogStore | undefined) => {
  const { releaseName, namespace, resources, buffer } = settings;
  return {
    workloads: [
      { path, name: releaseName, role: "log agent" as const, namespace, replicas: "every node" as const, resources },
    ],
    stores: [
      {
        path: `${path}.buffer`,
        name: releaseName,
        keeps: "lines of each node that wait",
        medium: mediumOf(settings),
        size: buffer.size,
      },
    ],
    flows: fluentdFlows(settings, path),
    buffers: fluentdBuffers(settings, path, store?.pods.name),
    secrets: [
      ...(store?.credentials === undefined ? [] : [{ path: `${path}.shipTo`, secret: store.credentials }]),
      ...ownSecrets(settings, path),
    ].map((use) => ({ ...use, namespace })),
    connections: [{ path, to: "log store", through: "shipTo(loki)", made: store !== undefined }],
    pipelines: [pipelineOf(settings, path, store)],
  };
};

const pipelineOf = (settings: FluentdSettings, path: string, store: LogStore | undefined): LogPipeline => {
  const disk = roomOf(settings.buffer.location);
  return {
    path,
    directives: Object.values(configurationParts(settings, destinationOf(store))).flat(),
    ownLogs: ownLogs(settings),
    probed: true,
    stateFolder: STATE_FOLDER,
    ...(setsVariables(settings) ? {} : { variables: variablesOf(settings, store) }),
    ...(disk === undefined ? {} : { disk }),
  };
};

/** Values of the chart that are merged last may bring any. */
const setsVariables = ({ values }: FluentdSettings): boolean => "env" in values || "envFrom" in values;

const variablesOf = (settings: FluentdSettings, store: LogStore | undefined): readonly string[] => [
  NODE_VARIABLE,
  ...(store?.credentials === undefined ? [] : [PASSWORD_VARIABLE]),
  ...secretVariables(settings).map(({ name }) => String(name)),
  ...Object.keys(settings.environment),
];
