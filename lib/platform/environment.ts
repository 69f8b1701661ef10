/** An environment: one typed object that says all there is to say about an installation. What it leaves out, its profile decides. */
import * as z from "zod";
import { isMap } from "../charts";
import type {
  AlertmanagerProps,
  BlackboxExporterProps,
  FluentdProps,
  GrafanaProps,
  JaegerProps,
  LokiProps,
  PostgresExporterProps,
  PrometheusProps,
  RedisExporterProps,
} from "../components";
import {
  alertOverrides,
  chartSource,
  dnsLabel,
  dnsName,
  labelValue,
  nonEmpty,
  urlWithoutCredentials,
  workloadProps,
} from "../model";
import type { ShippedAlertOverrides } from "../packs";
import { routing } from "../routing";
import { backend, clusterAccess } from "../terraform";

/** What the environment decides for all components at once, and where it stands there. */
export const SHARED = {
  namespace: "namespace",
  agentNamespace: "agentNamespace",
  chart: "charts",
  imageRegistry: "imageRegistry",
  imagePullSecrets: "imagePullSecrets",
  routing: "alerting",
} as const;
type Shared = keyof typeof SHARED | "releaseName";

/** Props of a component as an environment writes them. */
export type OwnProps<Props> = Omit<Props, Shared> & { readonly releaseName?: string };

/** The component's own schema judges them. The type is by name: written out, all of them are more than the compiler takes. */
const propsOf = <Props>(): z.ZodType<OwnProps<Props>, OwnProps<Props>> =>
  z
    .custom<OwnProps<Props>>(isMap, {
      error: "is no object",
      params: { mend: "write its properties as an object, or leave it out" },
      abort: true,
    })
    .superRefine((props, context) => {
      for (const [key, place] of Object.entries(SHARED))
        if (key in props)
          context.addIssue({
            code: "custom",
            path: [key],
            input: props,
            message: "is decided for all components at once",
            params: { mend: `write it as ${place} of the environment` },
          });
    });

/** A finding that is right here, for a while. */
const waiver = z.strictObject({
  /** Id of the check: `production/single-replica`. */
  check: nonEmpty,
  /** Place of the finding, as it is printed; it holds for what is below as well. */
  path: nonEmpty,
  /** Why it is right. */
  reason: nonEmpty,
  /** Last day on which it holds, `2027-03-31`. */
  until: nonEmpty,
});

export const environmentCore = z.strictObject({
  /** Name of the environment, which begins the names of its stacks: `prod` gives `prod-platform` and `prod-content`. */
  name: dnsLabel,
  /** What the environment is for; decides every default. */
  profile: z.enum(["development", "staging", "production"]),
  cluster: z.strictObject({
    /** Name of the cluster: the label `cluster` on alerts, on samples that are sent away and on log lines. */
    name: labelValue,
    /** Region, as the label `region`. */
    region: labelValue,
    /** How Terraform reaches the cluster. */
    access: clusterAccess,
  }),
  /** Where Terraform keeps its state; each stack has its own. */
  state: backend,
  /** Namespace of the platform, which is made. @default "observability" */
  namespace: dnsLabel.default("observability"),
  /** Namespace of what runs on every node and needs its host: node exporter, Fluentd. Made as well. @default "observability-agents" */
  agentNamespace: dnsLabel.default("observability-agents"),
  /**
   * Make both namespaces, and destroy them, with all volumes and Secrets in them, when the platform is destroyed. By default they are yours:
   * made before, because the Secrets that the environment refers to must be in them first; they only get their Pod Security labels.
   * True where nothing has to be there before (`secretVariable`, `externalSecret`). @default false
   */
  createNamespaces: z.boolean().default(false),
  /** Where all charts come from. @default their public repositories */
  charts: chartSource.optional(),
  /** Registry that mirrors all container images under their original paths. @default the products' own */
  imageRegistry: workloadProps.imageRegistry,
  /** Secrets with credentials of the image registry. @default none */
  imagePullSecrets: z.array(dnsName).readonly().default([]),
  /** Storage class of all volumes that name none. @default the cluster's default class */
  storageClass: dnsName.optional(),
  /** Deny what no connection allows. Needs a network plug-in that enforces policies. @default true, but false in development */
  networkPolicies: z.boolean().optional(),
  /** Who is told what. */
  alerting: routing,
  /** Alerts set anew, by name: thresholds and other parameters, `for`, severity, team, annotations. @default none */
  alerts: alertOverrides.default({}),
  /**
   * What links to runbooks begin with; the name of the alert in kebab-case follows. For runbooks that stand in a wiki of one's own.
   * @default pages of Grafana: `<Grafana's address>/d/runbook-`
   */
  runbooks: urlWithoutCredentials.optional(),
  /**
   * How dashboards get into Grafana: through its API, by the content stack, with folders for teams, permissions, a home and a playlist; or as
   * ConfigMaps that a sidecar of Grafana loads, where nobody has a token of the API. @default "provider"
   */
  dashboards: z.enum(["provider", "config maps"]).default("provider"),
  /** Findings that are right here, with a reason and an end. @default none */
  waivers: z.array(waiver).readonly().default([]),
});

/** Components as an environment writes them. */
interface Components {
  readonly prometheus?: OwnProps<Partial<PrometheusProps>>;
  readonly alertmanager?: OwnProps<Partial<AlertmanagerProps>>;
  readonly grafana?: OwnProps<Partial<GrafanaProps>>;
  readonly loki?: OwnProps<Partial<LokiProps>>;
  readonly jaeger?: OwnProps<Partial<JaegerProps>>;
  readonly fluentd?: OwnProps<Partial<FluentdProps>>;
}

interface Exporters {
  readonly blackbox?: OwnProps<BlackboxExporterProps>;
  /** PostgreSQL servers by name. */
  readonly postgres: Readonly<Record<string, OwnProps<PostgresExporterProps>>>;
  /** Redis servers by name. */
  readonly redis: Readonly<Record<string, OwnProps<RedisExporterProps>>>;
}

const shape = z.strictObject({
  ...environmentCore.shape,
  prometheus: propsOf<Partial<PrometheusProps>>().optional(),
  alertmanager: propsOf<Partial<AlertmanagerProps>>().optional(),
  grafana: propsOf<Partial<GrafanaProps>>().optional(),
  loki: propsOf<Partial<LokiProps>>().optional(),
  jaeger: propsOf<Partial<JaegerProps>>().optional(),
  fluentd: propsOf<Partial<FluentdProps>>().optional(),
  /** Exporters by name. @default none */
  exporters: z
    .strictObject({
      blackbox: propsOf<BlackboxExporterProps>().optional(),
      /** PostgreSQL servers by name. */
      postgres: z.record(dnsLabel, propsOf<PostgresExporterProps>()).readonly().default({}),
      /** Redis servers by name. */
      redis: z.record(dnsLabel, propsOf<RedisExporterProps>()).readonly().default({}),
    })
    .prefault({}),
});

type Input = z.input<typeof environmentCore> & Components & { readonly exporters?: Partial<Exporters> };
/** The same with the environment's own defaults filled in. */
export type EnvironmentSettings = z.output<typeof environmentCore> & Components & { readonly exporters: Exporters };

export const environment: z.ZodType<EnvironmentSettings, Input> = shape.refine(
  ({ namespace, agentNamespace }) => namespace !== agentNamespace,
  {
    path: ["agentNamespace"],
    error: "is the platform's own namespace, whose pods may not see their node",
    params: { mend: "give the agents a namespace of their own" },
  },
);

/** What a person writes. */
export type Environment = Omit<Input, "alerts"> & { readonly alerts?: ShippedAlertOverrides };
