/** What a platform's own parts bring to be watched by, and the names under which others look for them. */
import { PostgresExporter, RedisExporter, BlackboxExporter, PROBE_JOB, type Prometheus } from "../components";
import type { AlertOverrides, MonitoringPack } from "../model";
import { blackboxPack, postgresPack, redisPack, type PlatformTargets, type Registered } from "../packs";
import type { Product } from "../services";
import type { Pods } from "../terraform";
import type { Exporter } from "./exporters";

/** One pack for all exporters of a kind, because alerts have their names once. */
export const exporterPacks = (exporters: readonly Exporter[], prometheus: Prometheus): readonly MonitoringPack[] => {
  const jobs = (kind: abstract new (...args: never[]) => Exporter) =>
    exporters.flatMap((exporter) => (exporter instanceof kind && exporter.job !== undefined ? [exporter.job] : []));
  const [blackbox] = jobs(BlackboxExporter);
  const postgres = [...jobs(PostgresExporter), ...prometheus.exporterJobs("postgres")];
  const redis = [...jobs(RedisExporter), ...prometheus.exporterJobs("redis")];
  return [
    ...(blackbox === undefined ? [] : [blackboxPack({ ...blackbox, probeJob: PROBE_JOB })]),
    // Also where there is no server yet: teams register theirs from other stacks, and need the pages and dashboards.
    postgresPack(postgres),
    redisPack(redis),
  ];
};

const KINDS = { postgres: PostgresExporter, redis: RedisExporter } as const;

/** The servers of an environment's own exporters, by the names that they have there, with the labels of their series. */
export const serversOf = (exporters: readonly Exporter[], product: Product): ReadonlyMap<string, Registered> =>
  new Map(
    exporters
      .filter((exporter) => exporter instanceof KINDS[product])
      .map(({ node, endpoint: { namespace, service } }) => [node.id, { namespace, service }]),
  );

/** A component, as far as its scraping goes. */
interface Part {
  readonly pods: Pods;
  readonly jobs: readonly string[];
}

/** What is watched by a pack of its own is called by the name of its pods. */
export const watchedPart = ({
  packs,
  pods,
}: {
  readonly packs: readonly MonitoringPack[];
  readonly pods: Pods;
}): Part => ({ pods, jobs: packs.length === 0 ? [] : [pods.name] });

/** The parts of the platform that are scraped, and what their jobs are called. */
export const scrapedParts = (parts: { readonly [Each in keyof PlatformTargets]-?: Part }): PlatformTargets =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([name, { pods, jobs }]) =>
      jobs.length === 0 ? [] : [[name, { namespace: pods.namespace, jobs }]],
    ),
  );

/** What is said together with a pack comes first; the environment can still set each part of it anew. */
export const setAnew = (pack: MonitoringPack, overrides: AlertOverrides): MonitoringPack => ({
  ...pack,
  alerts: pack.alerts.map((alert) => {
    const own = overrides[alert.name];
    return own === undefined ? alert : alert.with(own);
  }),
});
