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
import type * as z from "zod";
import { isMap } from "../charts";
import {
  check,
  ConfigurationError,
  errorsIn,
  join,
  overrideFindings,
  parse,
  type ChartSource,
  type Finding,
  type Values,
} from "../model";
import { shippedPacks } from "../packs";
import { environment, SHARED, type Environment, type EnvironmentSettings } from "./environment";
import { profiles } from "./profiles";

/** What all components of an environment have in common. */
export interface SharedProps {
  readonly namespace: string;
  readonly chart?: ChartSource;
  readonly imageRegistry?: string;
  readonly imagePullSecrets?: readonly string[];
}

export interface ComponentProps {
  readonly shared: SharedProps;
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

const schemas: Readonly<Record<string, z.ZodType>> = {
  prometheus: prometheusProps,
  alertmanager: alertmanagerProps,
  grafana: grafanaProps,
  loki: lokiProps,
  jaeger: jaegerProps,
  fluentd: fluentdProps,
};
const exporterSchemas: Readonly<Record<string, z.ZodType>> = {
  blackbox: blackboxExporterProps,
  postgres: postgresExporterProps,
  redis: redisExporterProps,
};

/** Everything that is wrong with an environment, its components' props included. Never throws, whatever the input is. */
export const environmentFindings = (input: unknown): readonly Finding[] => {
  const path = environmentName(input);
  const own = check(environment, input, path);
  if (!isMap(input)) return own;
  const { exporters, ...components } = merged(withoutWrong(input, own, path) as unknown as Environment);
  const judge = (keys: readonly string[], props: unknown): readonly Finding[] => {
    const schema = keys[0] === "exporters" ? exporterSchemas[keys[1] ?? ""] : schemas[keys[0] ?? ""];
    const place = join(path, keys);
    // What is no object, or has no name, is told already.
    return schema === undefined || own.some((finding) => finding.path === place) ? [] : check(schema, props, place);
  };
  const judgeEach = (kind: string, all: Readonly<Record<string, unknown>>): readonly Finding[] =>
    Object.entries(all).flatMap(([name, props]) => judge(["exporters", kind, name], props));
  return [
    ...own,
    // The routing is the environment's own property `alerting` and is judged there.
    ...Object.entries(components)
      .flatMap(([name, props]) => judge([name], props))
      .filter((finding) => !isAt(`${path}.alertmanager.routing`, finding.path)),
    ...(exporters.blackbox === undefined ? [] : judge(["exporters", "blackbox"], exporters.blackbox)),
    ...judgeEach("postgres", exporters.postgres),
    ...judgeEach("redis", exporters.redis),
    ...undecided(input, path),
    ...(isMap(input["alerts"]) ? alertFindings(input["alerts"], `${path}.alerts`) : []),
  ];
};

/** Parameters that shipped alerts do not have; alerts of other packs are judged where these are added. */
const alertFindings = (alerts: Values, path: string): readonly Finding[] =>
  overrideFindings(
    shippedPacks().flatMap((pack) => [...pack.alerts]),
    mapValues(alerts, (override) => (isMap(override) && isMap(override["parameters"]) ? override : undefined)),
    path,
  );

/** What production does not decide for its environment: by default Grafana would be a single pod with a file. */
const undecided = ({ profile, grafana }: Values, path: string): readonly Finding[] =>
  profile !== "production" || mapOf(grafana as Values | undefined)["database"] !== undefined
    ? []
    : [
        {
          check: "input/missing",
          severity: "error",
          path: `${path}.grafana.database`,
          problem: "is missing",
          mend: "write postgres({ … }) or mysql({ … }), or sqlite({ size }) where one replica will do",
        },
      ];

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

/** What findings about an environment begin with. */
export const environmentName = (input: unknown): string =>
  isMap(input) && typeof input["name"] === "string" && input["name"] !== "" ? input["name"] : "environment";

/** What concerns all components is told once, at its own place: they are judged as if it had been left out. */
const withoutWrong = (input: Values, own: readonly Finding[], path: string): Values =>
  Object.fromEntries(
    Object.entries(input).filter(
      ([key]) => COMPONENTS.includes(key) || !own.some((finding) => isAt(join(path, [key]), finding.path)),
    ),
  );

const COMPONENTS = ["prometheus", "alertmanager", "grafana", "loki", "jaeger", "fluentd", "exporters"];

/** The place itself, or something inside of it. */
const isAt = (place: string, path: string): boolean =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

/** Tolerates any props: what is wrong with them is told by `environmentFindings`. */
const merged = (input: Environment): Omit<ComponentProps, "environment"> => {
  const { profile = "development", namespace, agentNamespace, cluster, name, storageClass } = input;
  const defaults = profiles[profile];
  const common = defined({
    chart: input.charts,
    imageRegistry: input.imageRegistry,
    imagePullSecrets: input.imagePullSecrets,
  });
  const shared = { namespace: namespace ?? "observability", ...common };
  const agents = agentNamespace ?? "observability-agents";
  const identity = defined({ cluster: cluster?.name, region: cluster?.region, environment: name });
  const { blackbox, postgres, redis } = mapOf(input.exporters);
  const exporter = <Props extends object>(props: Props) => ({ ...shared, ...ownProps(props) });
  const props = {
    prometheus: {
      ...shared,
      agentNamespace: agents,
      ...defaults.prometheus,
      ...ownProps(input.prometheus),
      externalLabels: over(identity, input.prometheus?.externalLabels),
    },
    alertmanager: {
      ...shared,
      ...defaults.alertmanager,
      ...ownProps(input.alertmanager),
      routing: input.alerting,
    },
    grafana: {
      ...shared,
      ...defaults.grafana,
      ...(input.dashboards === "config maps" ? { dashboardConfigMaps: {} } : {}),
      ...ownProps(input.grafana),
    },
    // Production's profile leaves the two stores to the environment; whether it names them is told by their own schemas.
    loki: {
      ...shared,
      ...defaults.loki,
      ...ownProps(input.loki),
      externalLabels: over(identity, input.loki?.externalLabels),
    } as LokiProps,
    jaeger: { ...shared, ...defaults.jaeger, ...ownProps(input.jaeger) } as JaegerProps,
    fluentd: {
      ...shared,
      namespace: agents,
      ...defaults.fluentd,
      ...ownProps(input.fluentd),
      labels: over(identity, input.fluentd?.labels),
    },
  };
  return {
    shared,
    prometheus: withStorageClass(prometheusProps, props.prometheus, storageClass),
    alertmanager: withStorageClass(alertmanagerProps, props.alertmanager, storageClass),
    grafana: withStorageClass(grafanaProps, props.grafana, storageClass),
    loki: withStorageClass(lokiProps, props.loki, storageClass),
    jaeger: withStorageClass(jaegerProps, props.jaeger, storageClass),
    fluentd: withStorageClass(fluentdProps, props.fluentd, storageClass),
    exporters: {
      ...(isMap(blackbox) ? { blackbox: { ...shared, ...ownProps(blackbox) } } : {}),
      postgres: mapValues(mapOf(postgres), exporter),
      redis: mapValues(mapOf(redis), exporter),
    },
  };
};

/** What a component says for itself. */
const ownProps = <Props extends object>(props: Props | undefined): Props =>
  Object.fromEntries(
    Object.entries(mapOf(props)).filter(([key, value]) => value !== undefined && !(key in SHARED)),
  ) as Props;

/** Labels with one's own on top; what is no map is left for its schema to refuse. */
const over = <Labels extends object>(under: Labels, labels: Labels | undefined): Labels =>
  labels === undefined || isMap(labels) ? { ...under, ...labels } : labels;

const mapOf = <Props extends object>(props: Props | undefined): Partial<Props> => (isMap(props) ? props : {});

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

const mapValues = <From, To>(
  record: Readonly<Record<string, From | undefined>>,
  change: (value: From) => To,
): Record<string, To> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, change(value)]])),
  );

/** Props that are a volume, and those that one may stand in. */
const VOLUMES = ["storage", "volume"];
const WITH_VOLUMES = [...VOLUMES, "database", "buffer", "location"];

/** Gives the volumes of a component that name no storage class the environment's, those by default included. */
const withStorageClass = <Props extends object>(
  schema: z.ZodType,
  props: Props,
  storageClass: string | undefined,
): Props => {
  const settings = storageClass === undefined ? undefined : schema.safeParse(props).data;
  if (storageClass === undefined || !isMap(settings)) return props;
  const withVolumes = Object.entries(settings).filter(([key, value]) => WITH_VOLUMES.includes(key) && isMap(value));
  return { ...props, ...classified(Object.fromEntries(withVolumes), storageClass) };
};

const classified = (settings: Values, storageClass: string): Values =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      if (!WITH_VOLUMES.includes(key) || !isMap(value)) return [key, value];
      return [
        key,
        VOLUMES.includes(key) && "size" in value ? { storageClass, ...value } : classified(value, storageClass),
      ];
    }),
  );
