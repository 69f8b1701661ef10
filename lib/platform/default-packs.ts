/** What every installation watches without being asked, beside its own components: targets, nodes, workloads, HTTP services. */
import type { Duration, MonitoringPack } from "../model";
import { httpServerPack, nodeBasicsPack, watchdogPack, workloadPack } from "../packs";

interface Circumstances {
  /** How far back Prometheus can look. */
  readonly retention: Duration;
  /** Jobs whose absence is told by a pack of their own. */
  readonly watchedJobs: readonly string[];
}

export const defaultPacks = ({ retention, watchedJobs }: Circumstances): readonly MonitoringPack[] => [
  watchdogPack({ watchedJobs }),
  nodeBasicsPack(),
  workloadPack(),
  httpServerPack({ retention }),
];
