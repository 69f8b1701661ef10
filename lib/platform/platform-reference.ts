/** A platform that stands elsewhere: in another stack, another repository. Services are registered with it by its name. */
import type { Construct } from "constructs";
import * as z from "zod";
import { ruleObjects } from "../components";
import {
  days,
  deployed,
  dnsLabel,
  duration,
  elsewhere,
  grafanaLinks,
  nonEmpty,
  parse,
  seconds,
  urlWithoutCredentials,
  type DeployedPack,
  type Deployment,
  type Duration,
  type MonitoringPack,
} from "../model";
import { shippedPacks, type Registered } from "../packs";
import { teamName } from "../routing";
import type { Host, MonitoredService, Product } from "../services";
import { enterEnvironment, Manifests, register, section } from "../terraform";
import { newExporter } from "./exporters";
import { ServiceMonitoring } from "./service-monitoring";

const shape = z.strictObject({
  /** Name of the environment, as the platform has it. */
  name: dnsLabel,
  /** What the environment is for. @default "production" */
  profile: z.enum(["development", "staging", "production"]).default("production"),
  /** Your namespace, where rules and monitors are put. The platform's Prometheus finds them in any. */
  namespace: dnsLabel,
  /** The address that people type for its Grafana. */
  grafana: urlWithoutCredentials,
  /** Teams that its routing knows, so that a misspelt one is found here. @default any */
  teams: z.array(teamName).min(1).readonly().optional(),
  /** How often its Prometheus scrapes; objectives are computed for it. @default seconds(30) */
  scrapeInterval: duration.default(seconds(30)),
  /** How far back its Prometheus can look. @default days(30) */
  retention: duration.default(days(30)),
  /** Its blackbox exporter; the modules that it has are not known here. @default "blackbox-exporter.observability.svc:9115", as platforms have it by default */
  prober: nonEmpty.default("blackbox-exporter.observability.svc:9115"),
  /** What its links to runbooks begin with, where these are not Grafana's pages. @default pages of its Grafana */
  runbooks: urlWithoutCredentials.optional(),
});

export type PlatformReferenceProps = z.input<typeof shape>;

/**
 * ```ts
 * const prod = new PlatformReference(stack, "prod", { name: "prod", namespace: "shop", grafana: "https://grafana.acme.example" });
 * prod.monitorHttpService({ name: "checkout", namespace: "shop", team: "shop" });
 * ```
 * The dashboards go into a stack with a `GrafanaProvider`: `new ServiceContent(stack, "content", prod)`.
 *
 * What the platform's side must do, once:
 * - have the team in `alerting.teams`, which gives it its routes and the Grafana folder `team-<team>`;
 * - give the team a Grafana token that may edit dashboards in that folder, and rights in the cluster to put PrometheusRules, ServiceMonitors, PodMonitors
 *   and Probes into its namespace: the Prometheus of an `ObservabilityPlatform` takes them from all namespaces;
 * - have a blackbox exporter (`exporters: { blackbox: { modules } }`) where addresses are registered: whether it has a module cannot be known here;
 * - let its Prometheus reach the pods, where network policies keep it from them.
 *
 * What Alertmanager must know of services is known by their labels and is the same for all, wherever they are registered: an objective that pages hides
 * the alert about the same figure, and `ServiceNotScraped` what follows from it. Nothing is to be done for that. What only this stack could say is said
 * to nobody: while an objective burns fast, that it burns slowly is told beside it, and so is what alerts of a team's own packs hide. Whoever minds
 * has the platform say it: `platform.alertmanager.inhibit({ path, source, target, equal: ["namespace", "service", "cluster"] })`.
 *
 * Names of services must be unique in the environment: `ServiceContent` says how a second one of a name is found.
 */
export class PlatformReference extends ServiceMonitoring {
  readonly settings: z.output<typeof shape>;
  readonly grafana: { readonly url: string };
  private readonly deployed: DeployedPack[] = [];

  /** @throws ConfigurationError that lists everything that is wrong with the props */
  constructor(scope: Construct, id: string, props: PlatformReferenceProps) {
    super(scope, id);
    this.settings = parse(shape, props, id);
    this.grafana = { url: this.settings.grafana };
    const { name, profile, scrapeInterval, retention } = this.settings;
    enterEnvironment(this, { name, profile, networkPolicies: false });
    const there = elsewhere(name);
    register(this, () => ({
      packs: shippedPacks().map((pack) => ({
        path: `${there}.packs.${pack.name}`,
        pack: deployed(pack, this.deployment("platform")),
      })),
      evaluators: [
        {
          path: `${there}.prometheus`,
          scrapeInterval,
          evaluationInterval: scrapeInterval,
          retention,
          externalLabels: {},
        },
      ],
    }));
  }

  /** What this stack brings, as it is deployed. */
  get deployedPacks(): readonly DeployedPack[] {
    return this.deployed;
  }

  protected get host(): Host {
    const { name, namespace, retention, prober, teams } = this.settings;
    const servers = (product: Product) => this.serversOf(product);
    return { path: `${name}.services`, namespace, retention, prober, modules: undefined, teams, servers };
  }

  /** What stands elsewhere, nobody knows here. */
  protected standingServers(): ReadonlyMap<string, Registered> {
    return new Map();
  }

  protected get usualScrapeInterval(): Duration {
    return this.settings.scrapeInterval;
  }

  protected deploy(service: MonitoredService, packs: readonly MonitoringPack[]): void {
    const { name, team, objects, exporters, alerts } = service;
    const { name: environment, namespace } = this.settings;
    const scope = this.node.tryFindChild("services") ?? section(this, "services");
    for (const exporter of exporters) newExporter(scope, exporter, { namespace });
    const all = packs.map((pack, index) =>
      deployed(pack, { ...this.deployment(team), overrides: index === 0 ? alerts : {} }),
    );
    this.deployed.push(...all);
    new Manifests(this, `service-${name}`, {
      owner: `service-${name}`,
      namespace,
      objects: [...all.flatMap((pack) => ruleObjects(pack, namespace)), ...objects],
    });
    register(this, () => ({
      packs: all.map((pack) => ({ path: `${environment}.packs.${pack.name}`, pack })),
    }));
  }

  private deployment(team: string): Deployment {
    const links = grafanaLinks(this.grafana.url);
    return { team, ...links, runbookBase: this.settings.runbooks ?? links.runbookBase };
  }
}
