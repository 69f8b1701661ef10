/** A CronJob of Kubernetes: whether it has done its work in time. Nothing is scraped of it; kube-state-metrics tells. */
import * as z from "zod";
import { days, duration, pack } from "../model";
import { cronJobFigures, cronJobRows, kubernetes, registered, serviceDashboard } from "../packs";
import { matchers, promql } from "../query";
import { freshness, slo, sloSchema } from "../slo";
import type { Host, MonitoredService } from "./service";
import { judged, objectivesOf, serviceShape } from "./service-props";

const shape = z.strictObject({
  ...serviceShape,
  /** The longest time between two runs that end well: the schedule, and as long as a run may take. */
  within: duration,
  /** What is promised of it. @default its last success is no older than `within` in 99 % of the time, over 30 days */
  objectives: objectivesOf({
    /** Share of the time. @default "99%" */
    objective: sloSchema.shape.objective.optional(),
    /** @default days(30) */
    window: sloSchema.shape.window.optional(),
  }),
});

export type CronJobProps = z.input<typeof shape>;

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const cronJob = (props: CronJobProps, host: Host): MonitoredService => {
  const { path, said } = judged(shape, props, host);
  const { name, namespace, team, within, objectives = {}, slos, metrics, packs } = said;
  const scope = { namespace, cronJob: name };
  const dashboard = serviceDashboard({
    service: { namespace, name },
    signals: [{ figures: () => cronJobFigures(scope), rows: () => cronJobRows(scope) }],
    pods: { workload: name },
    objectives: objectives !== "none" || slos.length > 0,
  });
  const promised = ({ objective = "99%", window = days(30) }: Exclude<typeof objectives, "none">) =>
    slo({
      name: `${name}-freshness`,
      alertPrefix: "CronJobFreshness",
      service: name,
      namespace,
      owner: team,
      description: `${name} has ended well in time.`,
      objective,
      window,
      sli: freshness({
        lastSuccess: promql`${kubernetes.cronJobLastSuccess}{${matchers({ namespace, cronjob: name })}}`,
        within,
      }),
    });
  return {
    path,
    name,
    kind: "cronjob",
    source: { kind: "cluster" },
    namespace,
    team,
    objects: [],
    exporters: [],
    pack: pack(name, {
      metrics: kubernetes,
      team,
      recordingRules: [registered({ namespace, service: name, team, kind: "cronjob" })],
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    alerts: {},
    slos: [...(objectives === "none" ? [] : [promised(objectives)]), ...slos],
    metrics: { ...kubernetes, ...metrics },
    packs,
  };
};
