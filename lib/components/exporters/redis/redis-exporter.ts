/** The Redis exporter: what Redis and Valkey servers say of themselves, as metrics. */
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { charts } from "../../../charts";
import { parse, type Endpoint, type SecretUse } from "../../../model";
import type { Job } from "../../../packs";
import { ChartRelease, pathOf, provideSecret, register, type Pods, type Port } from "../../../terraform";
import { reached } from "../../address";
import { environmentSecrets } from "../../workload";
import { releaseNameFor } from "../single-pod";
import { redisExporterProps, type RedisExporterProps, type RedisExporterSettings } from "./props";
import { podLabels, PORT, redisExporterValues } from "./values";

/**
 * ```ts
 * const cache = new RedisExporter(stack, "cache", {
 *   address: "redis://cache.data.svc:6379",
 *   credentials: existingSecret("cache"),
 * });
 * prometheus.scrape(cache);
 * ```
 */
export class RedisExporter extends Construct {
  readonly release: ChartRelease;
  readonly endpoint: Endpoint;
  readonly pods: Pods;
  /** What Prometheus calls its targets; undefined where nothing scrapes it. */
  readonly job: Job | undefined;
  readonly metricsPorts: readonly Port[] = [{ port: PORT }];

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: RedisExporterProps) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(redisExporterProps, { releaseName: releaseNameFor(id, "redis"), ...props }, path);
    const { namespace, releaseName, resources } = settings;

    this.endpoint = { scheme: "http", service: releaseName, namespace, port: PORT };
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.job = settings.serviceMonitor ? { namespace, job: releaseName } : undefined;

    const secrets = secretsOf(settings, path);
    const serviceAccount = new ServiceAccountV1(this, "service-account", {
      metadata: { name: releaseName, namespace, annotations: { ...settings.serviceAccount.annotations } },
      automountServiceAccountToken: false,
    });
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.redisExporter,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => redisExporterValues(settings),
      userValues: settings.values,
      dependsOn: [serviceAccount, ...secrets.flatMap(({ secret }) => provideSecret(this, namespace, secret))],
    });
    register(this, () => ({
      workloads: [
        { path, name: releaseName, role: "cache exporter", namespace, replicas: 1, singleton: true, resources },
      ],
      flows: serversOf(settings).map((url) => ({
        path,
        from: { kind: "component", name: releaseName, namespace },
        ...reached(url),
        what: "queries",
        protocol: "Redis",
        direction: "back",
      })),
      secrets,
      objects: [{ path, kind: "ServiceAccount", namespace, name: releaseName }],
    }));
  }
}

const serversOf = ({ address, targets = [] }: RedisExporterSettings): readonly string[] => [
  ...(address === undefined ? [] : [address]),
  ...targets.map(({ url }) => url),
];

const secretsOf = (settings: RedisExporterSettings, path: string): readonly SecretUse[] =>
  [
    ...(["credentials", "passwords", "authority", "certificate"] as const).flatMap((key) => {
      const secret = settings[key];
      return secret === undefined ? [] : [{ path: `${path}.${key}`, secret }];
    }),
    ...environmentSecrets(settings.environment, `${path}.environment`),
  ].map((use) => ({ ...use, namespace: settings.namespace }));
