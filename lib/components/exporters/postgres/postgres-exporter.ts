/** The PostgreSQL exporter: one server's statistics as metrics. */
import { Construct } from "constructs";
import { charts } from "../../../charts";
import { parse, type Endpoint } from "../../../model";
import type { Job } from "../../../packs";
import { ChartRelease, pathOf, provideSecret, register, type Pods, type Port } from "../../../terraform";
import { outside } from "../../address";
import { environmentSecrets } from "../../workload";
import { releaseNameFor } from "../single-pod";
import { postgresExporterProps, type PostgresExporterProps } from "./props";
import { podLabels, PORT, postgresExporterValues } from "./values";

/**
 * ```ts
 * const orders = new PostgresExporter(stack, "orders", {
 *   host: "orders-db.data.svc",
 *   credentials: existingSecret("orders-db-monitoring"),
 *   enable: ["stat_statements"],
 * });
 * prometheus.scrape(orders);
 * ```
 */
export class PostgresExporter extends Construct {
  readonly release: ChartRelease;
  readonly endpoint: Endpoint;
  readonly pods: Pods;
  /** What Prometheus calls its targets; undefined where nothing scrapes it. */
  readonly job: Job | undefined;
  readonly metricsPorts: readonly Port[] = [{ port: PORT }];

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: PostgresExporterProps) {
    super(scope, id);
    const path = pathOf(this, id);
    const settings = parse(postgresExporterProps, { releaseName: releaseNameFor(id, "postgres"), ...props }, path);
    const { authority, credentials, namespace, releaseName, resources } = settings;

    this.endpoint = { scheme: "http", service: releaseName, namespace, port: PORT };
    this.pods = { name: releaseName, namespace, labels: podLabels(releaseName) };
    this.job = settings.serviceMonitor ? { namespace, job: releaseName } : undefined;

    const secrets = [
      { path: `${path}.credentials`, namespace, secret: credentials },
      ...(authority === undefined ? [] : [{ path: `${path}.authority`, namespace, secret: authority }]),
      ...environmentSecrets(settings.environment, `${path}.environment`).map((use) => ({ ...use, namespace })),
    ];
    this.release = new ChartRelease(this, "release", {
      path,
      chart: charts.postgresExporter,
      source: settings.chart,
      timeout: settings.timeout,
      name: releaseName,
      namespace,
      values: () => postgresExporterValues(settings),
      userValues: settings.values,
      dependsOn: secrets.flatMap(({ secret }) => provideSecret(this, namespace, secret)),
    });
    register(this, () => ({
      workloads: [
        { path, name: releaseName, role: "database exporter", namespace, replicas: 1, singleton: true, resources },
      ],
      flows: [
        {
          path,
          from: { kind: "component", name: releaseName, namespace },
          to: outside(settings.host),
          what: "queries",
          protocol: "PostgreSQL",
          ports: [{ port: settings.port }],
          encryption: settings.sslMode === "disable" ? "none" : "TLS",
          direction: "back",
        },
      ],
      secrets,
    }));
  }
}
