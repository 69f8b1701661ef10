/** A server of data that a team owns: PostgreSQL, Redis. Its exporter speaks of it. */
import * as z from "zod";
import { isMap } from "../charts";
import {
  postgresExporterProps,
  redisExporterProps,
  type PostgresExporterProps,
  type RedisExporterProps,
} from "../components";
import {
  check,
  days,
  dnsLabel,
  pack,
  type Alert,
  type Finding,
  type Metric,
  type MetricContract,
  type MonitoringPack,
  type OverridesOf,
  type Slo,
} from "../model";
import { postgres, postgresServerAlerts, redis, redisServerAlerts, registered, type Registered } from "../packs";
import { matchers, promql } from "../query";
import { probeSuccess, slo, sloSchema } from "../slo";
import { exporterOf } from "./dependencies";
import type { Host, MonitoredService, NeededExporter, Product } from "./service";
import { judged, objectivesOf, ownedShape, overridesShape } from "./service-props";

type OwnExporter<Props> = Omit<Props, "namespace" | "releaseName">;

/** The exporter's own schema judges it. */
const exporterOfKind = <Props>() =>
  z
    .custom<OwnExporter<Props>>(isMap, {
      error: "is no object",
      params: { mend: "write the props of the exporter as an object, or scraped where one is there already" },
    })
    .optional();

const common = {
  ...ownedShape,
  ...overridesShape,
  /** The labels of the series of an exporter that is there already. This or `exporter`. */
  scraped: z.strictObject({ namespace: dnsLabel, service: dnsLabel }).optional(),
  /** What is promised of it. @default that it answers 99.9 % of the time, over 30 days */
  objectives: objectivesOf({
    /** Share of the time. @default "99.9%" */
    availability: sloSchema.shape.objective.optional(),
    /** @default days(30) */
    window: sloSchema.shape.window.optional(),
  }),
} as const;

const postgresShape = z.strictObject({
  ...common,
  /** The exporter to deploy: `{ host: "orders-db.data.svc", credentials: existingSecret("orders-db-monitoring") }`. This or `scraped`. */
  exporter: exporterOfKind<PostgresExporterProps>(),
});

const redisShape = z.strictObject({
  ...common,
  /** The exporter to deploy: `{ address: "redis://carts.data.svc:6379" }`. This or `scraped`. */
  exporter: exporterOfKind<RedisExporterProps>(),
});

export interface PostgresProps extends z.input<typeof postgresShape> {
  /** Its alerts set anew: `{ PostgresDeadlocks: { severity: "info" } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<ReturnType<typeof postgresServerAlerts>>>;
}

export interface RedisProps extends z.input<typeof redisShape> {
  /** Its alerts set anew: `{ RedisMemoryHigh: { parameters: { share: 0.95 } } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<ReturnType<typeof redisServerAlerts>>>;
}

interface Kind {
  readonly product: Product;
  readonly metrics: MetricContract;
  /** 1 while it answers. */
  readonly up: Metric;
  readonly alerts: (who: Registered) => readonly Alert[];
  readonly exporterProps: z.ZodType;
}

const POSTGRES: Kind = {
  product: "postgres",
  metrics: postgres,
  up: postgres.up,
  alerts: postgresServerAlerts,
  exporterProps: postgresExporterProps,
};

const REDIS: Kind = {
  product: "redis",
  metrics: redis,
  up: redis.up,
  alerts: redisServerAlerts,
  exporterProps: redisExporterProps,
};

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const postgresServer = (props: PostgresProps, host: Host): MonitoredService => {
  const { path, said } = judgedServer(postgresShape, props, host, POSTGRES);
  const { name, exporter } = said;
  const { namespace } = host;
  return server(POSTGRES, path, said, host, exporter && { kind: "postgres", name, props: { ...exporter, namespace } });
};

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const redisServer = (props: RedisProps, host: Host): MonitoredService => {
  const { path, said } = judgedServer(redisShape, props, host, REDIS);
  const { name, exporter } = said;
  const { namespace } = host;
  return server(REDIS, path, said, host, exporter && { kind: "redis", name, props: { ...exporter, namespace } });
};

const judgedServer = <Shape extends z.ZodType>(shape: Shape, props: unknown, host: Host, kind: Kind) =>
  judged(shape, props, host, {
    alerts: ({ name }) => kind.alerts({ namespace: host.namespace, service: exporterOf(kind.product, String(name)) }),
    further: ({ exporter, scraped }, path) => [
      ...(isMap(exporter)
        ? check(kind.exporterProps, { ...exporter, namespace: host.namespace }, `${path}.exporter`)
        : []),
      ...((exporter === undefined) === (scraped === undefined) ? [neitherOrBoth(path, exporter !== undefined)] : []),
    ],
  });

const server = (
  { product, metrics, up, alerts }: Kind,
  path: string,
  said: z.output<z.ZodObject<typeof common>>,
  { namespace }: Host,
  exporter: NeededExporter | undefined,
): MonitoredService => {
  const { name, team, objectives = {}, slos, packs } = said;
  const who = said.scraped ?? { namespace, service: exporterOf(product, name) };
  return {
    path,
    name,
    kind: product,
    source: { kind: "exporter", name: who.service, namespace: who.namespace },
    namespace: who.namespace,
    team,
    objects: [],
    exporters: exporter === undefined ? [] : [exporter],
    server: { product, ...who },
    pack: pack(name, {
      metrics,
      team,
      recordingRules: [registered({ ...who, team, kind: product })],
      alerts: alerts(who),
      dashboard: product,
    }),
    alerts: said.alerts,
    slos: [...(objectives === "none" ? [] : [answers(name, team, who, up, objectives)]), ...slos],
    metrics: { ...metrics, ...said.metrics },
    packs,
  };
};

const answers = (
  name: string,
  team: string,
  who: Registered,
  up: Metric,
  { availability = "99.9%", window = days(30) }: Exclude<z.output<typeof common.objectives>, "none" | undefined>,
): Slo =>
  slo({
    name: `${name}-availability`,
    service: name,
    owner: team,
    description: `${name} answers.`,
    objective: availability,
    window,
    sli: probeSuccess({ probe: promql`${up}{${matchers({ ...who })}}` }),
  });

const neitherOrBoth = (path: string, both: boolean): Finding => ({
  check: "input/missing",
  severity: "error",
  path: `${path}.${both ? "scraped" : "exporter"}`,
  problem: both ? "stands beside exporter, and one server has one exporter" : "is missing, and so is scraped",
  mend: both
    ? "leave one of the two"
    : "write exporter: { host, credentials } to deploy one, or scraped: { namespace, service } where one is there",
});
