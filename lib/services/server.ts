/** A server of data that a team owns: PostgreSQL, Redis. Its exporter speaks of it. */
import * as z from "zod";
import type { PostgresExporterProps, RedisExporterProps } from "../components";
import {
  ConfigurationError,
  days,
  dnsLabel,
  pack,
  parse,
  type Alert,
  type AlertOverrides,
  type Metric,
  type MetricContract,
  type MonitoringPack,
  type OverridesOf,
  type Slo,
  type SloWindow,
} from "../model";
import {
  postgres,
  postgresPack,
  postgresServerAlerts,
  redis,
  redisPack,
  redisServerAlerts,
  type Registered,
} from "../packs";
import { registered } from "../packs";
import { matchers, promql } from "../query";
import { probeSuccess, slo } from "../slo";
import { exporterOf } from "./dependencies";
import { serviceShape, type Host, type MonitoredService, type NeededExporter, type ServiceExtras } from "./service";

const shape = z.strictObject({
  name: serviceShape.name,
  team: serviceShape.team,
  /** The labels of the series of an exporter that is there already. */
  scraped: z.strictObject({ namespace: dnsLabel, service: dnsLabel }).optional(),
});

/** That it answers its exporter. */
export interface ServerObjectives {
  /** Share of the time. @default "99.9%" */
  readonly availability?: string;
  /** @default days(30) */
  readonly window?: SloWindow;
}

interface ServerProps<ExporterProps, Alerts extends readonly Alert[]> extends ServiceExtras {
  /** What people call it: its objectives, and its exporter where one is deployed. */
  readonly name: string;
  /** Who owns it: the label `team` of its alerts. */
  readonly team: string;
  /** The exporter to deploy: `{ host: "orders-db.data.svc", credentials: existingSecret("orders-db-monitoring") }`. This or `scraped`. */
  readonly exporter?: Omit<ExporterProps, "namespace" | "releaseName">;
  /** The labels of the series of an exporter that is there already. This or `exporter`. */
  readonly scraped?: Registered;
  /** What is promised of it. @default that it answers 99.9 % of the time, over 30 days */
  readonly objectives?: ServerObjectives | "none";
  /** Its alerts set anew: `{ PostgresDeadlocks: { severity: "info" } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<Alerts>>;
}

export type PostgresProps = ServerProps<PostgresExporterProps, ReturnType<typeof postgresServerAlerts>>;
export type RedisProps = ServerProps<RedisExporterProps, ReturnType<typeof redisServerAlerts>>;

interface Kind {
  readonly product: "postgres" | "redis";
  readonly metrics: MetricContract;
  /** 1 while it answers. */
  readonly up: Metric;
  readonly alerts: (who: Registered) => readonly Alert[];
  readonly shared: () => MonitoringPack;
}

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const postgresServer = (props: PostgresProps, host: Host): MonitoredService =>
  server(
    {
      product: "postgres",
      metrics: postgres,
      up: postgres.up,
      alerts: postgresServerAlerts,
      shared: () => postgresPack([]),
    },
    props,
    host,
    props.exporter && { kind: "postgres", name: props.name, props: { ...props.exporter, namespace: host.namespace } },
  );

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const redisServer = (props: RedisProps, host: Host): MonitoredService =>
  server(
    { product: "redis", metrics: redis, up: redis.up, alerts: redisServerAlerts, shared: () => redisPack([]) },
    props,
    host,
    props.exporter && { kind: "redis", name: props.name, props: { ...props.exporter, namespace: host.namespace } },
  );

/** What both have in common; overrides and exporters are judged by those who take them. */
interface Said extends ServiceExtras {
  readonly name: string;
  readonly team: string;
  readonly exporter?: unknown;
  readonly scraped?: Registered;
  readonly objectives?: ServerObjectives | "none";
  readonly alerts?: AlertOverrides;
}

const server = (
  { product, metrics, up, alerts, shared }: Kind,
  props: Said,
  host: Host,
  exporter: NeededExporter | undefined,
): MonitoredService => {
  const path = `${host.path}.${String(props.name)}`;
  const { objectives, alerts: overrides = {}, slos = [], packs = [], metrics: further } = props;
  const { name, team, scraped } = parse(shape, { name: props.name, team: props.team, scraped: props.scraped }, path);
  if ((exporter === undefined) === (scraped === undefined)) throw neitherOrBoth(path, exporter !== undefined);
  const who = scraped ?? { namespace: host.namespace, service: exporterOf(product, name) };
  return {
    path,
    name,
    team,
    objects: [],
    exporters: exporter === undefined ? [] : [exporter],
    pack: pack(name, {
      metrics,
      team,
      recordingRules: [registered({ ...who, team })],
      alerts: alerts(who),
      dashboard: product,
    }),
    alerts: overrides,
    slos: [...(objectives === "none" ? [] : [answers(name, team, who, up, objectives)]), ...slos],
    metrics: { ...metrics, ...further },
    packs,
    shared: [shared()],
  };
};

const answers = (
  name: string,
  team: string,
  who: Registered,
  up: Metric,
  { availability = "99.9%", window = days(30) }: ServerObjectives = {},
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

const neitherOrBoth = (path: string, both: boolean): ConfigurationError =>
  new ConfigurationError([
    {
      check: "input/missing",
      severity: "error",
      path: `${path}.${both ? "scraped" : "exporter"}`,
      problem: both ? "stands beside exporter, and one server has one exporter" : "is missing, and so is scraped",
      mend: both
        ? "leave one of the two"
        : "write exporter: { host, credentials } to deploy one, or scraped: { namespace, service } where one is there",
    },
  ]);
