/** A CronJob of Kubernetes: whether it has done its work in time. Nothing is scraped of it; kube-state-metrics tells. */
import * as z from "zod";
import { days, duration, pack, parse, type SloWindow } from "../model";
import { cronJobFigures, cronJobRows, kubernetes, registered, serviceDashboard } from "../packs";
import { matchers, promql } from "../query";
import { freshness, slo } from "../slo";
import { serviceShape, type Host, type MonitoredService, type ServiceExtras } from "./service";

const shape = z.strictObject({
  ...serviceShape,
  /** The longest time between two runs that end well: the schedule, and as long as a run may take. */
  within: duration,
});

export interface CronJobProps extends z.input<typeof shape>, ServiceExtras {
  /** What is promised of it. @default its last success is no older than `within` in 99 % of the time, over 30 days */
  readonly objectives?: { readonly objective?: string; readonly window?: SloWindow } | "none";
}

/** @throws ConfigurationError that lists everything that is wrong with the props */
export const cronJob = (props: CronJobProps, host: Host): MonitoredService => {
  const { objectives, slos = [], metrics, packs = [], ...own } = props;
  const path = `${host.path}.${String(own.name)}`;
  const { name, namespace, team, within } = parse(shape, own, path);
  const scope = { namespace, cronJob: name };
  const { objective = "99%", window = days(30) } = objectives === "none" ? {} : (objectives ?? {});
  const dashboard = serviceDashboard({
    service: { namespace, name },
    signals: [{ figures: () => cronJobFigures(scope), rows: () => cronJobRows(scope) }],
    pods: { workload: name },
  });
  const promised = slo({
    name: `${name}-freshness`,
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
    team,
    objects: [],
    exporters: [],
    pack: pack(name, {
      metrics: kubernetes,
      team,
      recordingRules: [registered({ namespace, service: name, team })],
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    alerts: {},
    slos: [...(objectives === "none" ? [] : [promised]), ...slos],
    metrics: { ...kubernetes, ...metrics },
    packs,
    shared: [],
  };
};
