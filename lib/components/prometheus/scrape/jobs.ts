/** Ready-made jobs for what nearly every installation scrapes. Each is a plain scrape configuration, to be changed like any other. */
import * as z from "zod";
import { dnsLabel, parse, SERVICE } from "../../../model";
import { consulDiscovery, kubernetesDiscovery, staticTargets, type DiscoveryInput } from "./discovery";
import { quoted } from "./regex";
import { drop, keep, keepEqual, labelDrop, labelMap, replace, setLabel } from "./relabel";
import type { ScrapeConfigInput } from "./scrape-config";

/** Everything else that a scrape configuration can say. Relabellings of one's own come after the job's. */
export type JobSettings = Partial<Omit<ScrapeConfigInput, "discovery">>;
type Rules = NonNullable<ScrapeConfigInput["relabelings"]>;

const job = (
  jobName: string,
  discovery: readonly DiscoveryInput[],
  rules: Rules,
  settings: JobSettings,
): ScrapeConfigInput => ({
  jobName,
  discovery,
  ...settings,
  relabelings: [...rules, ...(settings.relabelings ?? [])],
});

/** Host and port; of an IPv6 address in brackets, what stands between them. */
const HOST_OF_ADDRESS = String.raw`\[?([^\]]*)\]?:\d+`;

/** Prometheus itself. Every replica scrapes the one that it is. */
export const prometheusJob = (
  props: JobSettings & {
    /** @default ["localhost:9090"] */
    readonly targets?: readonly string[];
  } = {},
): ScrapeConfigInput => {
  const { targets = ["localhost:9090"], ...settings } = props;
  return job("prometheus", [staticTargets(targets)], [], settings);
};

/**
 * node_exporter, with the port stripped from `instance`, so that series of a machine match those of other exporters on it:
 * `nodeExporterJob({ targets: ["vm-1.acme.example:9100"] })`, `nodeExporterJob({ discovery: [ec2Discovery({ port: 9100 })] })`.
 */
export const nodeExporterJob = (
  props: JobSettings & {
    /** @default none */
    readonly targets?: readonly string[];
    /** Other sources; addresses carry node_exporter's port. @default the nodes of the cluster, at port 9100, when there are no targets either */
    readonly discovery?: readonly DiscoveryInput[];
  } = {},
): ScrapeConfigInput => {
  const { targets = [], discovery = [], ...settings } = props;
  const stripped = replace({ from: ["__address__"], matching: HOST_OF_ADDRESS, to: "instance" });
  if (targets.length + discovery.length > 0)
    return job("node", [...(targets.length > 0 ? [staticTargets(targets)] : []), ...discovery], [stripped], settings);
  return job(
    "node",
    [kubernetesDiscovery({ role: "node" })],
    [
      replace({ from: ["__address__"], matching: String.raw`(.+):\d+`, with: "${1}:9100", to: "__address__" }),
      stripped,
      replace({ from: ["__meta_kubernetes_node_name"], to: "node" }),
    ],
    settings,
  );
};

/** Labels that controllers give to pods and that are new with each rollout. */
const ROLLOUT_LABELS = "pod_template_hash|controller_revision_hash|pod_template_generation|(.+_)?controller_uid";

const annotationLabel = (prefix: string, name: string): string =>
  `__meta_kubernetes_pod_annotation_${`${prefix}/${name}`.replaceAll(/[^A-Za-z0-9]/g, "_")}`;

/** A name with a mistake in it would leave nothing out, unseen. */
const namesOf = (namespaces: readonly string[]): readonly string[] =>
  parse(z.array(dnsLabel).readonly(), namespaces, "annotatedPodsJob.exceptNamespaces");

/**
 * Pods that ask for it by annotation: `prometheus.io/scrape: "true"`, and where they like `/path`, `/port` and `/scheme`.
 * Their labels are mapped; `namespace`, `pod` and `node` are added, and `container` where it is certain.
 *
 * Kubernetes offers each declared port of a pod as a target. Where the annotation names a port, all of them come down to that one address, so
 * they must not differ in their labels, or the address is scraped several times: there `container` is left out, unless `declaredPorts`.
 * @throws ConfigurationError when a namespace left out is no name of one
 */
export const annotatedPodsJob = (
  props: JobSettings & {
    /** @default all */
    readonly namespaces?: readonly string[];
    /** Namespaces that are left out, e.g. where ServiceMonitors ask for the same pods. @default none */
    readonly exceptNamespaces?: readonly string[];
    /** What stands before the '/' of the annotations. @default "prometheus.io" */
    readonly annotations?: string;
    /**
     * Take the annotated port only from the container that declares it, whose name is then known; a port that none declares is not scraped.
     * @default false, any port is scraped
     */
    readonly declaredPorts?: boolean;
  } = {},
): ScrapeConfigInput => {
  const {
    namespaces,
    exceptNamespaces = [],
    annotations = "prometheus.io",
    declaredPorts = false,
    ...settings
  } = props;
  const asked = (name: string): string => annotationLabel(annotations, name);
  const [port, portNumber, container] = [
    asked("port"),
    "__meta_kubernetes_pod_container_port_number",
    "__meta_kubernetes_pod_container_name",
  ];
  return job(
    "annotated-pods",
    [kubernetesDiscovery({ role: "pod", ...(namespaces === undefined ? {} : { namespaces: { names: namespaces } }) })],
    [
      keep({ from: [asked("scrape")], matching: "true" }),
      ...(exceptNamespaces.length === 0
        ? []
        : [drop({ from: ["__meta_kubernetes_namespace"], matching: namesOf(exceptNamespaces).join("|") })]),
      drop({ from: ["__meta_kubernetes_pod_phase"], matching: "Pending|Succeeded|Failed" }),
      // Neither the pod nor the container says which port, or it is one that no HTTP is spoken on.
      drop({ from: [port, portNumber], matching: ";" }),
      drop({ from: [port, "__meta_kubernetes_pod_container_port_protocol"], matching: ";(UDP|SCTP)" }),
      ...(declaredPorts
        ? [
            replace({ from: [portNumber], to: "__tmp_port" }),
            replace({ from: [port], matching: "(.+)", to: "__tmp_port" }),
            keepEqual({ from: [portNumber], to: "__tmp_port" }),
          ]
        : []),
      replace({ from: [asked("scheme")], matching: "(https?)", to: "__scheme__" }),
      replace({ from: [asked("path")], matching: "(.+)", to: "__metrics_path__" }),
      replace({
        from: [port, "__meta_kubernetes_pod_ip"],
        matching: String.raw`(\d+);([^:]+)`,
        with: "$2:$1",
        to: "__address__",
      }),
      replace({
        from: [port, "__meta_kubernetes_pod_ip"],
        matching: String.raw`(\d+);(.*:.*)`,
        with: "[$2]:$1",
        to: "__address__",
      }),
      labelMap({ matching: "__meta_kubernetes_pod_label_(.+)" }),
      labelDrop({ matching: ROLLOUT_LABELS }),
      replace({ from: ["__meta_kubernetes_namespace"], to: "namespace" }),
      replace({ from: ["__meta_kubernetes_pod_name"], to: "pod" }),
      replace({ from: ["__meta_kubernetes_pod_node_name"], to: "node" }),
      declaredPorts
        ? replace({ from: [container], to: "container" })
        : replace({ from: [port, container], matching: ";(.+)", to: "container" }),
    ],
    settings,
  );
};

/** An exporter that is told whom to probe: the target becomes a parameter and the `instance`, and the exporter is what is scraped. */
export const throughExporter = (exporter: string): Rules => [
  replace({ from: ["__address__"], to: "__param_target" }),
  replace({ from: ["__param_target"], to: "instance" }),
  setLabel("__address__", exporter),
];

interface ExporterTargets {
  /** Exporters by address or, with `exporter`, what one of them is told to probe. */
  readonly targets: readonly string[];
  /** Labels of all targets. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Address of one exporter that probes all targets. @default none, each target is an exporter */
  readonly exporter?: string;
}

/** Exporters whose metrics have a pack, by the name of their job. */
export type ExporterJobName = "postgres" | "redis";

const exporterJob = (
  jobName: ExporterJobName,
  probePath: string,
  props: ExporterTargets & JobSettings,
): ScrapeConfigInput => {
  const { targets, labels, exporter, ...settings } = props;
  return job(
    jobName,
    [staticTargets(targets, labels)],
    exporter === undefined ? [] : throughExporter(exporter),
    exporter === undefined ? settings : { metricsPath: probePath, ...settings },
  );
};

/**
 * postgres_exporter: `postgresExporterJob({ targets: ["postgres-exporter.databases.svc:9187"] })`, or one for many servers:
 * `postgresExporterJob({ exporter: "postgres-exporter.databases.svc:9187", targets: ["db-1:5432"], params: { auth_module: ["default"] } })`.
 */
export const postgresExporterJob = (props: ExporterTargets & JobSettings): ScrapeConfigInput =>
  exporterJob("postgres", "/probe", props);

/**
 * redis_exporter: `redisExporterJob({ targets: ["redis-exporter.caches.svc:9121"] })`, or one for many servers:
 * `redisExporterJob({ exporter: "redis-exporter.caches.svc:9121", targets: ["redis://cache-1:6379"] })`.
 */
export const redisExporterJob = (props: ExporterTargets & JobSettings): ScrapeConfigInput =>
  exporterJob("redis", "/scrape", props);

/** Services of Consul that carry a tag: `consulServicesJob({ server: "consul.infra.svc:8500" })`. */
export const consulServicesJob = (
  props: JobSettings & {
    /** Host and port of a Consul agent. */
    readonly server: string;
    /** Only services with this tag are scraped. @default "metrics" */
    readonly tag?: string;
    /** Everything else that Consul can be asked. @default nothing */
    readonly consul?: Omit<Extract<DiscoveryInput, { kind: "consul" }>, "kind" | "server">;
  },
): ScrapeConfigInput => {
  const { server, tag = "metrics", consul = {}, ...settings } = props;
  const separator = quoted(consul.tagSeparator ?? ",");
  return job(
    "consul-services",
    [consulDiscovery({ server, ...consul })],
    [
      // Consul's tags begin and end with the separator, so that each of them stands between two.
      keep({ from: ["__meta_consul_tags"], matching: `.*${separator}${quoted(tag)}${separator}.*` }),
      replace({ from: ["__meta_consul_service"], to: SERVICE }),
      replace({ from: ["__meta_consul_node"], to: "node" }),
      replace({ from: ["__meta_consul_dc"], to: "datacenter" }),
    ],
    settings,
  );
};
