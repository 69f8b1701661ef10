/** From an environment to the props of each component: what its author wrote, over what its profile says, with what all share. */
import {
  alertmanagerProps,
  blackboxExporterProps,
  fluentdProps,
  grafanaProps,
  jaegerProps,
  lokiProps,
  postgresExporterProps,
  prometheusProps,
  redisExporterProps,
  type AlertmanagerProps,
  type BlackboxExporterProps,
  type FluentdProps,
  type GrafanaProps,
  type JaegerProps,
  type LokiProps,
  type PostgresExporterProps,
  type PrometheusProps,
  type RedisExporterProps,
} from "../components";
import { isMap } from "../charts";
import { check, ConfigurationError, errorsIn, parse, type Finding, type Values } from "../model";
import { environment, type Environment, type EnvironmentSettings } from "./environment";
import { profiles } from "./profiles";

export interface ComponentProps {
  readonly environment: EnvironmentSettings & { readonly networkPolicies: boolean };
  readonly prometheus: PrometheusProps;
  readonly alertmanager: AlertmanagerProps;
  readonly grafana: GrafanaProps;
  readonly loki: LokiProps;
  readonly jaeger: JaegerProps;
  readonly fluentd: FluentdProps;
  readonly exporters: {
    readonly blackbox?: BlackboxExporterProps;
    readonly postgres: Readonly<Record<string, PostgresExporterProps>>;
    readonly redis: Readonly<Record<string, RedisExporterProps>>;
  };
}

/** Everything that is wrong with an environment, its components' props included. Never throws, whatever the input is. */
export const environmentFindings = (input: unknown): readonly Finding[] => {
  const path = nameOf(input);
  if (!isMap(input)) return check(environment, input, path);
  const props = merged(input as unknown as Environment);
  const parts = isMap(input["exporters"]) ? input["exporters"] : {};
  return [
    ...check(environment, input, path),
    ...check(prometheusProps, props.prometheus, `${path}.prometheus`),
    ...check(alertmanagerProps, props.alertmanager, `${path}.alertmanager`).filter(
      isNotAbout("routing", `${path}.alertmanager`),
    ),
    ...check(grafanaProps, props.grafana, `${path}.grafana`),
    ...check(lokiProps, props.loki, `${path}.loki`),
    ...check(jaegerProps, props.jaeger, `${path}.jaeger`),
    ...check(fluentdProps, props.fluentd, `${path}.fluentd`),
    ...(parts["blackbox"] === undefined
      ? []
      : check(blackboxExporterProps, props.exporters.blackbox, `${path}.exporters.blackbox`)),
    ...Object.entries(props.exporters.postgres).flatMap(([name, exporter]) =>
      check(postgresExporterProps, exporter, `${path}.exporters.postgres.${name}`),
    ),
    ...Object.entries(props.exporters.redis).flatMap(([name, exporter]) =>
      check(redisExporterProps, exporter, `${path}.exporters.redis.${name}`),
    ),
  ];
};

/**
 * The props of all components of an environment.
 * @throws ConfigurationError that lists everything that is wrong with it
 */
export const componentProps = (input: Environment): ComponentProps => {
  const errors = errorsIn(environmentFindings(input));
  if (errors.length > 0) throw new ConfigurationError(errors);
  const settings = parse(environment, input, input.name);
  const networkPolicies = settings.networkPolicies ?? profiles[settings.profile].networkPolicies;
  return { ...merged(input), environment: { ...settings, networkPolicies } };
};

/** Tolerates any input: what is wrong with it is told by `environmentFindings`. */
const merged = (input: Environment): Omit<ComponentProps, "environment"> => {
  const {
    profile = "production",
    namespace = "observability",
    agentNamespace = "observability-agents",
    exporters,
    alerting,
    cluster,
  } = input;
  const defaults = profiles[profile] ?? profiles.production;
  const shared = {
    namespace,
    ...defined({ chart: input.charts, imageRegistry: input.imageRegistry, imagePullSecrets: input.imagePullSecrets }),
  };
  const withClass = volumesOf(input.storageClass);
  const identity = { cluster: cluster?.name, region: cluster?.region, environment: input.name };
  const exporter =
    (kind: string) =>
    <Props extends object>(props: Props, name: string) => ({
      ...shared,
      releaseName: `${kind}-exporter-${name}`,
      ...props,
    });
  return {
    prometheus: withClass({
      ...shared,
      agentNamespace,
      ...defaults.prometheus,
      ...input.prometheus,
      externalLabels: { ...identity, ...input.prometheus?.externalLabels },
    }),
    alertmanager: withClass({ ...shared, ...defaults.alertmanager, ...input.alertmanager, routing: alerting }),
    grafana: withClass({ ...shared, ...defaults.grafana, ...input.grafana }),
    // Production's profile leaves the two stores to the environment; whether it names them is told by their own schemas.
    loki: withClass({ ...shared, ...defaults.loki, ...input.loki } as LokiProps),
    jaeger: withClass({ ...shared, ...defaults.jaeger, ...input.jaeger } as JaegerProps),
    fluentd: {
      ...shared,
      ...defaults.fluentd,
      ...input.fluentd,
      labels: { ...identity, ...input.fluentd?.labels },
      namespace: agentNamespace,
    },
    exporters: {
      ...defined({ blackbox: exporters?.blackbox && { ...shared, ...exporters.blackbox } }),
      postgres: mapValues(exporters?.postgres ?? {}, exporter("postgres")),
      redis: mapValues(exporters?.redis ?? {}, exporter("redis")),
    },
  };
};

const nameOf = (input: unknown): string =>
  isMap(input) && typeof input["name"] === "string" && input["name"] !== "" ? input["name"] : "environment";

/** The routing is the environment's own property `alerting` and is judged there. */
const isNotAbout = (property: string, path: string) => (finding: Finding) =>
  !finding.path.startsWith(`${path}.${property}`);

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> =>
  isMap(record) ? Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)])) : {};

/** Gives the volumes of a component that name no storage class the environment's. Volumes stand at `storage`, `volume` or inside of either. */
const volumesOf =
  (storageClass: string | undefined) =>
  <Props extends object>(props: Props): Props =>
    storageClass === undefined ? props : (withClass(props as unknown as Values, storageClass) as unknown as Props);

const VOLUME_KEYS = ["storage", "volume", "database"];

const withClass = (props: Values, storageClass: string): Values =>
  Object.fromEntries(
    Object.entries(props).map(([key, value]) => {
      if (!VOLUME_KEYS.includes(key) || !isMap(value)) return [key, value];
      return [key, "size" in value ? { storageClass, ...value } : withClass(value, storageClass)];
    }),
  );
