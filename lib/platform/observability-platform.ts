/** The whole platform from one object: six products, their wiring, their namespaces. */
import { Construct } from "constructs";
import {
  Alertmanager,
  BlackboxExporter,
  Fluentd,
  Grafana,
  Jaeger,
  Loki,
  PostgresExporter,
  Prometheus,
  RedisExporter,
} from "../components";
import { enterEnvironment, section } from "../terraform";
import { componentProps, type ComponentProps } from "./component-props";
import type { Environment } from "./environment";
import { namespaces } from "./namespaces";

type Exporter = BlackboxExporter | PostgresExporter | RedisExporter;

/**
 * ```ts
 * const stack = new TerraformStack(app, "dev-platform");
 * deployTo(stack, dev);
 * new ObservabilityPlatform(stack, "observability", dev);
 * ```
 */
export class ObservabilityPlatform extends Construct {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly grafana: Grafana;
  readonly loki: Loki;
  readonly jaeger: Jaeger;
  readonly fluentd: Fluentd;
  readonly exporters: readonly Exporter[];

  /** @throws ConfigurationError that lists everything that is wrong with the environment */
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const props = componentProps(environment);
    enterEnvironment(this, props.environment);
    namespaces(this, props.environment);

    this.prometheus = new Prometheus(this, "prometheus", props.prometheus);
    this.alertmanager = new Alertmanager(this, "alertmanager", props.alertmanager);
    this.grafana = new Grafana(this, "grafana", props.grafana);
    this.loki = new Loki(this, "loki", props.loki);
    this.jaeger = new Jaeger(this, "jaeger", props.jaeger);
    this.fluentd = new Fluentd(this, "fluentd", props.fluentd);
    this.exporters = this.addExporters(props);

    this.connect();
  }

  private addExporters({ exporters }: ComponentProps): readonly Exporter[] {
    const scope = section(this, "exporters");
    const [postgres, redis] = [section(scope, "postgres"), section(scope, "redis")];
    return [
      ...(exporters.blackbox === undefined ? [] : [new BlackboxExporter(scope, "blackbox", exporters.blackbox)]),
      ...Object.entries(exporters.postgres).map(([name, props]) => new PostgresExporter(postgres, name, props)),
      ...Object.entries(exporters.redis).map(([name, props]) => new RedisExporter(redis, name, props)),
    ];
  }

  private connect(): void {
    const { prometheus, alertmanager, grafana, loki, jaeger, fluentd, exporters } = this;
    prometheus.sendAlertsTo(alertmanager);
    loki.sendAlertsTo(alertmanager);
    jaeger.exportMetricsTo(prometheus);
    fluentd.shipTo(loki);
    for (const source of [prometheus, loki, jaeger, alertmanager]) grafana.addDataSource(source);
    for (const target of [alertmanager, grafana, loki.scrapeTarget, jaeger, fluentd, ...exporters])
      prometheus.scrape(target);
  }
}
