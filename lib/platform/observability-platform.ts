/** The whole platform from one object: six products, their wiring, their namespaces. */
import type { Construct } from "constructs";
import {
  Alertmanager,
  BlackboxExporter,
  Fluentd,
  Grafana,
  Jaeger,
  Loki,
  PostgresExporter,
  PROBE_JOB,
  Prometheus,
  RedisExporter,
} from "../components";
import { registeredInhibition, shippedPacks, type PlatformTargets, type Registered } from "../packs";
import {
  addressOf,
  ConfigurationError,
  deployed,
  grafanaLinks,
  overrideFindings,
  ownOverrideFindings,
  type AlertOverrides,
  type DeployedPack,
  type Deployment,
  type Duration,
  type MonitoringPack,
  type OverridesOf,
} from "../model";
import { alikePacks, ownedPacks, ownerOf, packInhibition, teamsOf, type Agreed } from "../routing";
import type { Host, MonitoredService, Product } from "../services";
import { sloPack, type SloPackProps } from "../slo";
import { enterEnvironment, register, section } from "../terraform";
import { componentProps, type ComponentProps, type SharedProps } from "./component-props";
import { defaultPacks, isAboutNamespace, overviewPacks } from "./default-packs";
import type { Environment, EnvironmentSettings } from "./environment";
import { newExporter, type Exporter } from "./exporters";
import { installationOf } from "./installation";
import { namespaces } from "./namespaces";
import { exporterPacks, scrapedParts, serversOf, setAnew, watchedPart } from "./own-packs";
import { serviceFlows } from "./service-flows";
import { ServiceMonitoring } from "./service-monitoring";

/** What kube-prometheus-stack calls the jobs of nodes. */
const NODE_JOBS = ["node-exporter", "kubelet"];

/**
 * ```ts
 * const stack = new TerraformStack(app, "dev-platform");
 * deployTo(stack, dev);
 * new ObservabilityPlatform(stack, "observability", dev);
 * ```
 */
export class ObservabilityPlatform extends ServiceMonitoring {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly grafana: Grafana;
  readonly loki: Loki;
  readonly jaeger: Jaeger;
  readonly fluentd: Fluentd;
  readonly exporters: readonly Exporter[];
  private readonly settings: EnvironmentSettings;
  private readonly shared: SharedProps;
  private readonly packs: MonitoringPack[] = [];
  private readonly deployed: DeployedPack[] = [];
  private readonly agreedOf = alikePacks<Agreed>();
  private readonly overviewsWith = new Map<string, readonly DeployedPack[]>();

  /** @throws ConfigurationError that lists everything that is wrong with the environment */
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const props = componentProps(environment);
    this.settings = props.environment;
    this.shared = props.shared;
    enterEnvironment(this, props.environment);
    namespaces(this, props.environment);
    register(this, () => ({ installations: [installationOf(props.environment, this.grafana.url)] }));

    this.prometheus = new Prometheus(this, "prometheus", props.prometheus);
    this.alertmanager = new Alertmanager(this, "alertmanager", props.alertmanager);
    this.grafana = new Grafana(this, "grafana", props.grafana);
    this.loki = new Loki(this, "loki", props.loki);
    this.jaeger = new Jaeger(this, "jaeger", props.jaeger);
    this.fluentd = new Fluentd(this, "fluentd", props.fluentd);
    this.exporters = this.addExporters(props);

    this.connect();
    this.alertmanager.inhibit(...registeredInhibition(`${this.settings.name}.packs`));
    const defaults = defaultPacks({ retention: this.prometheus.retention, watchedJobs: this.watchedJobs() });
    for (const pack of [...this.ownPacks(), ...defaults]) this.addPack(pack);
    this.registerExceptions();
  }

  /**
   * Deploys the rules of a pack, with what the environment says anew about its alerts.
   * ```ts
   * platform.addPack(pipelineCanaryPack(), { alerts: { PipelineLogsLost: { severity: "critical" } } });
   * ```
   * @throws ConfigurationError for a pack of the same name as another, and for parameters that its alerts do not have
   */
  addPack<Pack extends MonitoringPack>(
    pack: Pack,
    { alerts = {} as OverridesOf<Pack> }: { readonly alerts?: OverridesOf<Pack> } = {},
  ): void {
    this.prometheus.evaluate(this.accept(pack, alerts));
  }

  /**
   * Deploys the rules of objectives, made for how often this platform scrapes.
   * ```ts
   * platform.addObjectives("checkout-objectives", { metrics: http, slos: httpObjectives({ service: "checkout" }) });
   * ```
   * @throws ConfigurationError as `addPack` does
   */
  addObjectives(name: string, props: Omit<SloPackProps, "scrapeInterval">): void {
    this.addPack(sloPack(name, { ...props, scrapeInterval: this.prometheus.scrapeInterval }));
  }

  /** All packs as they are deployed: overrides applied, owners and links filled in. */
  get deployedPacks(): readonly DeployedPack[] {
    return [...this.deployed, ...this.overviews()];
  }

  protected get host(): Host {
    const blackbox = this.exporters.find((exporter) => exporter instanceof BlackboxExporter);
    return {
      path: `${this.settings.name}.services`,
      namespace: this.settings.namespace,
      retention: this.prometheus.retention,
      prober: blackbox && addressOf(blackbox.endpoint),
      modules: blackbox?.modules,
      servers: (product) => this.serversOf(product),
      teams: teamsOf(this.settings.alerting),
    };
  }

  protected get usualScrapeInterval(): Duration {
    return this.prometheus.scrapeInterval;
  }

  protected standingServers(product: Product): ReadonlyMap<string, Registered> {
    return serversOf(this.exporters, product);
  }

  protected deploy(service: MonitoredService, packs: readonly MonitoringPack[]): void {
    const { name, objects, exporters, alerts } = service;
    const scope = this.node.tryFindChild("services") ?? section(this, "services");
    for (const exporter of exporters) this.prometheus.scrape(newExporter(scope, exporter, this.shared));
    register(this, () => ({ flows: serviceFlows(service, this) }));
    this.prometheus.evaluateTogether(
      `service-${name}`,
      packs.map((pack, index) => this.accept(pack, index === 0 ? alerts : {})),
      objects,
    );
  }

  /** A pack with all that the environment, and whoever adds it, says about it. */
  private accept(pack: MonitoringPack, own: AlertOverrides): DeployedPack {
    const path = `${this.settings.name}.packs.${pack.name}`;
    const findings = [
      ...ownOverrideFindings(pack.alerts, own, `${path}.alerts`, `the pack ${pack.name}`),
      ...overrideFindings(pack.alerts, this.settings.alerts, `${this.settings.name}.alerts`),
    ];
    if (findings.length > 0) throw new ConfigurationError(findings);
    const rules = deployed(setAnew(pack, own), this.deployment(pack.name));
    this.alertmanager.inhibit(...packInhibition(rules, `${this.settings.name}.packs`, this.agreedOf));
    this.packs.push(pack);
    this.deployed.push(rules);
    return rules;
  }

  /** What the components bring about themselves. */
  private ownPacks(): readonly MonitoringPack[] {
    const { prometheus, alertmanager, grafana, loki, jaeger, fluentd } = this;
    return [
      ...[prometheus, alertmanager, grafana, loki, jaeger, fluentd].flatMap(({ packs }) => [...packs]),
      ...exporterPacks(this.exporters, this.prometheus),
    ];
  }

  /** What has no rules and only looks: over all that has been added by the time somebody asks. */
  private overviews(): readonly DeployedPack[] {
    const promised = this.packs.flatMap(({ slos }) => slos);
    const objectives = promised.length > 0;
    const ofNamespaces = promised.some(isAboutNamespace);
    const key = `${objectives} ${ofNamespaces}`;
    const known = this.overviewsWith.get(key);
    if (known !== undefined) return known;
    const packs = overviewPacks({
      objectives,
      ofNamespaces,
      business: this.packs.some(({ name }) => name === "business"),
      platform: this.scrapedParts(),
    });
    const all = packs.map((pack) => deployed(pack, this.deployment(pack.name)));
    this.overviewsWith.set(key, all);
    return all;
  }

  /** The parts of the platform that are scraped, and what their jobs are called. */
  private scrapedParts(): PlatformTargets {
    const { prometheus, alertmanager, grafana, loki, jaeger, fluentd } = this;
    return scrapedParts({
      prometheus: { pods: prometheus.pods, jobs: prometheus.jobs.slice(0, 1) },
      alertmanager: watchedPart(alertmanager),
      grafana: watchedPart(grafana),
      loki: { pods: loki.scrapeTarget.pods, jobs: loki.jobs },
      jaeger: watchedPart(jaeger),
      fluentd: watchedPart(fluentd),
    });
  }

  /** Whose absence is told by a pack of their own. */
  private watchedJobs(): readonly string[] {
    const { prometheus, alertmanager, grafana, loki, jaeger, fluentd, exporters } = this;
    return [
      ...prometheus.jobs,
      ...loki.jobs,
      ...[alertmanager, grafana, jaeger, fluentd].flatMap((part) => watchedPart(part).jobs),
      ...exporters.flatMap(({ job }) => job?.job ?? []),
      // What the packs of nodes and probes tell of.
      ...NODE_JOBS,
      PROBE_JOB,
    ];
  }

  private deployment(pack: string): Deployment {
    const { alerting, alerts: overrides, runbooks } = this.settings;
    const links = grafanaLinks(this.grafana.url);
    return {
      team: ownerOf(alerting, pack) ?? "",
      overrides,
      ...links,
      runbookBase: runbooks ?? links.runbookBase,
    };
  }

  /** What the environment says about alerts and findings by their names, which must exist. */
  private registerExceptions(): void {
    const { name, alerts, alerting, waivers } = this.settings;
    register(this, () => {
      const deployedAlerts = this.packs.flatMap((pack) => [...pack.alerts]);
      const known = deployedAlerts.map((alert) => alert.name);
      const all = [...this.packs, ...shippedPacks()];
      const packs = [...new Set(all.map((pack) => pack.name))];
      const shipped = all.flatMap((pack) => pack.alerts.map((alert) => alert.name));
      return {
        waivers,
        packs: this.overviews().map((pack) => ({ path: `${name}.packs.${pack.name}`, pack })),
        references: [
          ...Object.keys(alerts).map((alert) => ({
            path: `${name}.alerts.${alert}`,
            kind: "alert",
            name: alert,
            known,
          })),
          ...deployedAlerts.flatMap((alert) =>
            alert.inhibits.map((other) => ({
              path: `${name}.alerts.${alert.name}.inhibits`,
              kind: "alert",
              name: other,
              known: shipped,
            })),
          ),
          ...ownedPacks(alerting, `${name}.alerting`).map(({ path, pack }) => ({
            path,
            kind: "pack",
            name: pack,
            known: packs,
          })),
        ],
      };
    });
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
