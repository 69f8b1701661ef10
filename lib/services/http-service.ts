/** A service that answers HTTP: golden signals, objectives and alerts from one object. */
import * as z from "zod";
import { pack, parse, type MonitoringPack, type OverridesOf } from "../model";
import {
  eachNarrowed,
  httpAlerts,
  httpObjectives,
  httpServiceRules,
  httpSignals,
  registered,
  serviceDashboard,
  standardHttp,
  type HttpMetrics,
  type HttpObjectivesProps,
} from "../packs";
import { dependenciesOf, type Needed } from "./dependencies";
import { monitorsOf, scrapeShape } from "./monitors";
import { serviceShape, type Host, type MonitoredService, type ServiceExtras } from "./service";

const shape = z.strictObject({ ...serviceShape, ...scrapeShape });

type HttpAlerts = ReturnType<typeof httpAlerts>;

export interface HttpServiceProps extends z.input<typeof shape>, ServiceExtras {
  /** What its metrics are called. @default standardHttp, the contract of this project; `otelHttp` for OpenTelemetry's names */
  readonly http?: HttpMetrics;
  /** What is promised of it: availability, and latency. @default 99.9 % answered, 99 % within 500 ms, over 30 days */
  readonly objectives?: Omit<HttpObjectivesProps, "service" | "namespace" | "owner" | "metrics"> | "none";
  /** Its alerts set anew: `{ HttpHighErrorRatio: { parameters: { errorRatio: 0.01 } } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<HttpAlerts>>;
  /** What it needs to work, shown on its dashboard: `[{ postgres: "orders-db" }, { redis: "carts" }]`. @default none */
  readonly dependencies?: readonly Needed[];
}

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const httpService = (props: HttpServiceProps, host: Host): MonitoredService => {
  const {
    http = standardHttp,
    objectives = {},
    alerts = {},
    dependencies = [],
    slos = [],
    metrics,
    packs = [],
    ...own
  } = props;
  const path = `${host.path}.${String(own.name)}`;
  const service = parse(shape, own, path);
  const { name, namespace, team } = service;
  const dashboard = serviceDashboard({
    service: { namespace, name },
    signals: [httpSignals({ duration: http.duration, inFlight: http.inFlight })],
    dependencies: dependenciesOf(dependencies, host),
  });
  const who = { namespace, service: name };
  return {
    path,
    name,
    team,
    objects: monitorsOf(service, "service", host),
    exporters: [],
    pack: pack(name, {
      metrics: { ...http.contract, ...metrics },
      team,
      recordingRules: [registered({ ...who, team }), ...httpServiceRules({ ...who, metrics: http })],
      alerts: eachNarrowed(httpAlerts(http, { retention: host.retention }), who),
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    alerts,
    interval: service.interval,
    slos: [
      ...(objectives === "none" ? [] : httpObjectives({ ...objectives, ...who, owner: team, metrics: http })),
      ...slos,
    ],
    metrics: { ...http.contract, ...metrics },
    packs,
    shared: [],
  };
};
