/** What works in the background: on tasks of its own, or on messages of a queue. */
import * as z from "zod";
import {
  days,
  minutes,
  nonEmpty,
  pack,
  parse,
  type Alert,
  type AlertOverrides,
  type Duration,
  type MetricContract,
  type MonitoringPack,
  type OverridesOf,
  type Slo,
  type SloWindow,
} from "../model";
import {
  eachNarrowed,
  queue,
  queueAlerts,
  queueSignals,
  registered,
  serviceDashboard,
  worker as workerMetrics,
  workerAlerts,
  workerSignals,
  type Registered,
  type ServiceSignals,
} from "../packs";
import { matchers, promql } from "../query";
import { availability, queueAge, slo } from "../slo";
import { dependenciesOf, type Needed } from "./dependencies";
import { monitorsOf, scrapeShape } from "./monitors";
import { serviceShape, type Host, type MonitoredService, type ServiceExtras } from "./service";

const workerShape = z.strictObject({ ...serviceShape, ...scrapeShape });
const consumerShape = z.strictObject({
  ...serviceShape,
  ...scrapeShape,
  /** The label `queue` of its series. @default all queues that it tells of */
  queue: nonEmpty.optional(),
});

interface Extras<Alerts extends readonly Alert[]> extends ServiceExtras {
  /** Its alerts set anew. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<Alerts>>;
  /** What it needs to work, shown on its dashboard: `[{ postgres: "orders-db" }]`. @default none */
  readonly dependencies?: readonly Needed[];
}

export interface WorkerProps extends z.input<typeof workerShape>, Extras<ReturnType<typeof workerAlerts>> {
  /** What is promised of it. @default 99 % of its tasks end well, over 30 days */
  readonly objectives?: { readonly availability?: string; readonly window?: SloWindow } | "none";
}

export interface QueueConsumerProps extends z.input<typeof consumerShape>, Extras<typeof queueAlerts> {
  /** What is promised of it. @default no message waits longer than 15 minutes in 99 % of the time, over 30 days */
  readonly objectives?:
    { readonly within?: Duration; readonly objective?: string; readonly window?: SloWindow } | "none";
}

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const worker = ({ objectives, ...props }: WorkerProps, host: Host): MonitoredService =>
  job(
    {
      shape: workerShape,
      metrics: workerMetrics,
      alerts: workerAlerts({ retention: host.retention }),
      signals: workerSignals(),
    },
    props,
    host,
    ({ name, team }, who) => {
      if (objectives === "none") return [];
      const { availability: objective = "99%", window = days(30) } = objectives ?? {};
      const where = { ...who };
      return [
        slo({
          name: `${name}-tasks`,
          service: name,
          namespace: who.namespace,
          owner: team,
          description: `The tasks of ${name} end well.`,
          objective,
          window,
          sli: availability({
            total: promql`${workerMetrics.jobsProcessedTotal}{${matchers(where)}}`,
            bad: promql`${workerMetrics.jobsProcessedTotal}{${matchers({ ...where, outcome: "failed" })}}`,
            badMeans: "fail",
            unit: "events",
          }),
        }),
      ];
    },
  );

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const queueConsumer = ({ objectives, ...props }: QueueConsumerProps, host: Host): MonitoredService =>
  job(
    { shape: consumerShape, metrics: queue, alerts: queueAlerts, signals: queueSignals() },
    props,
    host,
    ({ name, team }, who) => {
      if (objectives === "none") return [];
      const { within = minutes(15), objective = "99%", window = days(30) } = objectives ?? {};
      const where = { ...who, ...(props.queue === undefined ? {} : { queue: props.queue }) };
      return [
        slo({
          name: `${name}-age`,
          service: name,
          namespace: who.namespace,
          owner: team,
          description: `${name} takes up messages in time.`,
          objective,
          window,
          sli: queueAge({ oldest: promql`${queue.oldestMessageAge}{${matchers(where)}}`, atMost: within }),
        }),
      ];
    },
  );

interface Kind {
  readonly shape: typeof workerShape | typeof consumerShape;
  readonly metrics: MetricContract;
  readonly alerts: readonly Alert[];
  readonly signals: ServiceSignals;
}

interface Said extends ServiceExtras {
  readonly alerts?: AlertOverrides;
  readonly dependencies?: readonly Needed[];
}

const job = (
  kind: Kind,
  { alerts = {}, dependencies = [], slos = [], metrics, packs = [], ...own }: Said,
  host: Host,
  promised: (service: { readonly name: string; readonly team: string }, who: Registered) => readonly Slo[],
): MonitoredService => {
  const path = `${host.path}.${String((own as { readonly name?: unknown }).name)}`;
  const service = parse(kind.shape, own, path);
  const { name, namespace, team, interval } = service;
  const who = { namespace, service: name };
  const dashboard = serviceDashboard({
    service: { namespace, name },
    signals: [kind.signals],
    dependencies: dependenciesOf(dependencies, host),
  });
  return {
    path,
    name,
    team,
    objects: monitorsOf(service, "pods", host),
    exporters: [],
    pack: pack(name, {
      metrics: kind.metrics,
      team,
      recordingRules: [registered({ ...who, team })],
      alerts: eachNarrowed(kind.alerts, who),
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    alerts,
    interval,
    slos: [...promised(service, who), ...slos],
    metrics: { ...kind.metrics, ...metrics },
    packs,
    shared: [],
  };
};
