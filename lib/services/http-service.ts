/** A service that answers HTTP: golden signals, objectives and alerts from one object. */
import * as z from "zod";
import { isMap } from "../charts";
import { duration, pack, type Alert, type MonitoringPack, type OverridesOf } from "../model";
import {
  business,
  businessAlerts,
  businessSignals,
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
import { sloSchema } from "../slo";
import { dependenciesOf, neededServers, needingShape, showing } from "./dependencies";
import { monitoredBy, monitorsOf, scrapedShape } from "./monitors";
import type { Host, MonitoredService } from "./service";
import { judged, objectivesOf, overridesShape } from "./service-props";

const isHttpMetrics = (value: unknown): value is HttpMetrics =>
  isMap(value) && typeof value["requests"] === "string" && isMap(value["contract"]) && isMap(value["labels"]);

const { objective, window, alerting, expectedTraffic } = sloSchema.shape;

const shape = z.strictObject({
  ...scrapedShape,
  ...needingShape,
  ...overridesShape,
  /** What its metrics are called. @default standardHttp, the contract of this project; `otelHttp` for OpenTelemetry's names */
  http: z
    .custom<HttpMetrics>(isHttpMetrics, {
      error: "does not say what metrics of HTTP are called",
      params: { mend: "write otelHttp, or what httpMetrics({ … }) makes" },
    })
    .default(() => standardHttp),
  /** Whether it exports the metrics of the business (`business`): it gets alerts about these, too. @default false */
  business: z.boolean().default(false),
  objectives: objectivesOf({
    availability: objective.optional(),
    latency: objective.optional(),
    threshold: duration.optional(),
    window: window.optional(),
    alerting,
    expectedTraffic,
  }),
});

type HttpAlerts = readonly [...ReturnType<typeof httpAlerts>, ...ReturnType<typeof businessAlerts>];

export interface HttpServiceProps extends z.input<typeof shape> {
  /** What is promised of it: availability, and latency. @default 99.9 % answered, 99 % within 500 ms, over 30 days */
  readonly objectives?: Omit<HttpObjectivesProps, "service" | "namespace" | "owner" | "metrics"> | "none";
  /** Its alerts set anew: `{ HttpHighErrorRatio: { parameters: { errorRatio: 0.01 } } }`. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<HttpAlerts>>;
}

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const httpService = (props: HttpServiceProps, host: Host): MonitoredService => {
  const alertsOf = (http: HttpMetrics, money: boolean): readonly Alert[] => [
    ...httpAlerts(http, { retention: host.retention }),
    ...(money ? businessAlerts({ retention: host.retention }) : []),
  ];
  const { path, said } = judged(shape, props, host, {
    alerts: ({ http, business: money }) => alertsOf(isHttpMetrics(http) ? http : standardHttp, money === true),
  });
  const { name, namespace, team, http, business: money, objectives = {}, alerts, slos, packs } = said;
  const signals = [
    httpSignals({ duration: http.duration, inFlight: http.inFlight }),
    ...(money ? [businessSignals()] : []),
  ];
  const dashboard = showing(said.dependencies, host, (dependencies) =>
    serviceDashboard({
      service: { namespace, name },
      signals,
      dependencies,
      objectives: objectives !== "none" || slos.length > 0,
    }),
  );
  const who = { namespace, service: name };
  const scraped = !said.scrapedElsewhere;
  const metrics = { ...http.contract, ...(money ? business : {}), ...said.metrics };
  return {
    path,
    name,
    kind: "http",
    source: monitoredBy(said, "service"),
    dependencies: dependenciesOf(said.dependencies),
    namespace,
    team,
    objects: monitorsOf(said, "service", host),
    exporters: [],
    needs: neededServers(said.dependencies, path),
    pack: pack(name, {
      metrics,
      team,
      recordingRules: [
        registered({ ...who, team, kind: "http", scraped }),
        ...(money ? [registered({ ...who, team, kind: "business", scraped })] : []),
        ...httpServiceRules({ ...who, metrics: http }),
      ],
      alerts: eachNarrowed(alertsOf(http, money), who),
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    alerts,
    interval: said.interval,
    slos: [
      ...(objectives === "none" ? [] : httpObjectives({ ...objectives, ...who, owner: team, metrics: http })),
      ...slos,
    ],
    metrics,
    packs,
  };
};
