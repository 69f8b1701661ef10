/** The blackbox exporter: asks from outside whether something answers, over HTTP, TCP, DNS or gRPC. */
import { Construct } from "constructs";
import { charts } from "../../../charts";
import { parse, type Endpoint } from "../../../model";
import type { Job } from "../../../packs";
import { ChartRelease, Manifests, pathOf, provideSecret, register, type Pods, type Port } from "../../../terraform";
import { environmentSecrets } from "../../workload";
import { probeFlow, probeObjects } from "./probes";
import { blackboxExporterProps, type BlackboxExporterProps } from "./props";
import { blackboxExporterValues, moduleSecrets, podLabels } from "./values";

const PORT = 9115;

/**
 * ```ts
 * const blackbox = new BlackboxExporter(stack, "blackbox", {
 *   probes: [{ name: "shop", url: "https://shop.example/healthz", interval: minutes(1) }],
 * });
 * prometheus.scrape(blackbox);
 * ```
 */
export class BlackboxExporter extends Construct {
  readonly release: ChartRelease;
  readonly endpoint: Endpoint;
  readonly pods: Pods;
  /** What Prometheus calls its targets; undefined where nothing scrapes it. */
  readonly job: Job | undefined;
  readonly metricsPorts: readonly Port[] = [{ port: PORT }];
  /** Names of its modules. */
  readonly modules: readonly string[];

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: BlackboxExporterProps = {}) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(blackboxExporterProps, props, path);
    const { modules, namespace, probes, releaseName, replicas, resources } = settings;

    this.endpoint = { scheme: "http", service: releaseName, namespace, port: PORT };
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.modules = Object.keys(modules);
    this.job = settings.serviceMonitor ? { namespace, job: releaseName } : undefined;

    const secrets = [
      ...moduleSecrets(settings).map(({ name, secret }) => ({ path: `${path}.modules.${name}.credentials`, secret })),
      ...environmentSecrets(settings.environment, `${path}.environment`),
    ].map((use) => ({ ...use, namespace }));
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.blackboxExporter,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => blackboxExporterValues(settings),
      userValues: settings.values,
      dependsOn: secrets.flatMap(({ secret }) => provideSecret(this, namespace, secret)),
    });
    if (probes.length > 0)
      new Manifests(this, "probes", {
        owner: `${releaseName}-probes`,
        namespace,
        objects: probeObjects(settings, this.endpoint),
        // It waits for the operator's definitions in its turn.
        dependsOn: [this.release.resource],
      });

    register(this, () => ({
      workloads: [{ path, name: releaseName, role: "prober", namespace, replicas, resources }],
      flows: probes.map((each) => probeFlow(path, this.pods, each.url)),
      secrets,
      references: probes.map(({ module }, index) => ({
        path: `${path}.probes[${index}].module`,
        kind: "module",
        name: module,
        known: this.modules,
      })),
    }));
  }
}
