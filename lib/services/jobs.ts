/** What works in the background: on tasks of its own, or on messages of a queue. */
import * as z from "zod";
import {
  days,
  duration,
  minutes,
  nonEmpty,
  pack,
  type Alert,
  type MetricContract,
  type MonitoringPack,
  type OverridesOf,
  type Slo,
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
import { availability, queueAge, slo, sloSchema } from "../slo";
import { dependenciesOf, neededServers, needingShape, showing } from "./dependencies";
import { monitoredBy, monitorsOf, scrapedShape } from "./monitors";
import type { Host, MonitoredService } from "./service";
import { judged, objectivesOf, overridesShape } from "./service-props";

const { objective, window } = sloSchema.shape;

const jobShape = z.strictObject({ ...scrapedShape, ...needingShape, ...overridesShape });

const workerShape = z.strictObject({
  ...jobShape.shape,
  /** What is promised of it. @default 99 % of its tasks end well, over 30 days */
  objectives: objectivesOf({
    /** Share of the tasks. @default "99%" */
    availability: objective.optional(),
    /** @default days(30) */
    window: window.optional(),
  }),
});

const consumerShape = z.strictObject({
  ...jobShape.shape,
  /** The label `queue` of its series. @default all queues that it tells of */
  queue: nonEmpty.optional(),
  /** What is promised of it. @default no message waits longer than 15 minutes in 99 % of the time, over 30 days */
  objectives: objectivesOf({
    /** How long the oldest message may have waited. @default minutes(15) */
    within: duration.optional(),
    /** Share of the time. @default "99%" */
    objective: objective.optional(),
    /** @default days(30) */
    window: window.optional(),
  }),
});

export interface WorkerProps extends z.input<typeof workerShape> {
  /** Its alerts set anew. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<ReturnType<typeof workerAlerts>>>;
}

export interface QueueConsumerProps extends z.input<typeof consumerShape> {
  /** Its alerts set anew. @default none */
  readonly alerts?: OverridesOf<MonitoringPack<typeof queueAlerts>>;
}

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const worker = (props: WorkerProps, host: Host): MonitoredService => {
  const alerts = workerAlerts({ retention: host.retention });
  const { path, said } = judged(workerShape, props, host, { alerts: () => alerts });
  const { name, namespace, team, objectives = {} } = said;
  const who = { namespace, service: name };
  const promised = ({ availability: share = "99%", window = days(30) }: Exclude<typeof objectives, "none">) =>
    slo({
      name: `${name}-tasks`,
      alertPrefix: "WorkerTasks",
      service: name,
      namespace,
      owner: team,
      description: `The tasks of ${name} end well.`,
      objective: share,
      window,
      sli: availability({
        total: promql`${workerMetrics.jobsProcessedTotal}{${matchers(who)}}`,
        bad: promql`${workerMetrics.jobsProcessedTotal}{${matchers({ ...who, outcome: "failed" })}}`,
        badMeans: "fail",
        unit: "events",
      }),
    });
  return {
    ...job({ kind: "worker", metrics: workerMetrics, alerts, signals: workerSignals() }, said, who, host),
    path,
    needs: neededServers(said.dependencies, path),
    slos: [...(objectives === "none" ? [] : [promised(objectives)]), ...said.slos],
  };
};

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const queueConsumer = (props: QueueConsumerProps, host: Host): MonitoredService => {
  const { path, said } = judged(consumerShape, props, host, { alerts: () => queueAlerts });
  const { name, namespace, team, objectives = {} } = said;
  const who = { namespace, service: name };
  const where = { ...who, ...(said.queue === undefined ? {} : { queue: said.queue }) };
  const promised = ({
    within = minutes(15),
    objective: share = "99%",
    window = days(30),
  }: Exclude<typeof objectives, "none">): Slo =>
    slo({
      name: `${name}-age`,
      alertPrefix: "QueueAge",
      service: name,
      namespace,
      owner: team,
      description: `${name} takes up messages in time.`,
      objective: share,
      window,
      sli: queueAge({ oldest: promql`${queue.oldestMessageAge}{${matchers(where)}}`, atMost: within }),
    });
  return {
    ...job({ kind: "queue", metrics: queue, alerts: queueAlerts, signals: queueSignals() }, said, who, host),
    path,
    needs: neededServers(said.dependencies, path),
    slos: [...(objectives === "none" ? [] : [promised(objectives)]), ...said.slos],
  };
};

interface Kind {
  readonly kind: "worker" | "queue";
  readonly metrics: MetricContract;
  readonly alerts: readonly Alert[];
  readonly signals: ServiceSignals;
}

/** What both have in common. */
const job = (
  { kind, metrics, alerts, signals }: Kind,
  said: z.output<typeof jobShape> & { readonly objectives?: unknown },
  who: Registered,
  host: Host,
): Omit<MonitoredService, "path" | "slos" | "needs"> => {
  const { name, namespace, team, interval, packs } = said;
  const dashboard = showing(said.dependencies, host, (dependencies) =>
    serviceDashboard({
      service: { namespace, name },
      signals: [signals],
      dependencies,
      objectives: said.objectives !== "none" || said.slos.length > 0,
    }),
  );
  return {
    name,
    kind,
    source: monitoredBy(said, "pods"),
    dependencies: dependenciesOf(said.dependencies),
    namespace,
    team,
    objects: monitorsOf(said, "pods", host),
    exporters: [],
    pack: pack(name, {
      metrics,
      team,
      recordingRules: [registered({ ...who, team, kind, scraped: !said.scrapedElsewhere })],
      alerts: eachNarrowed(alerts, who),
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    alerts: said.alerts,
    interval,
    metrics: { ...metrics, ...said.metrics },
    packs,
  };
};
