/** What every installation watches without being asked, beside its own components: targets, nodes, workloads, services. */
import { days, type Duration, type MonitoringPack, type Slo } from "../model";
import {
  applicationPack,
  businessPack,
  homePack,
  httpServerPack,
  kubernetesPack,
  logsPack,
  nodeBasicsPack,
  objectivesPack,
  queuePack,
  servicePack,
  tracesPack,
  watchdogPack,
  workerPack,
  workloadPack,
  type PlatformTargets,
} from "../packs";

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
  kubernetesPack(),
  httpServerPack({ retention }),
  workerPack({ retention }),
  queuePack(),
  ...(seasonsOfBusiness(retention) ? [businessPack({ retention })] : []),
];

/** Its alerts compare with two days ago at the least, and the hour around that time. */
const seasonsOfBusiness = (retention: Duration): boolean => retention.milliseconds >= days(3).milliseconds;

/** What is promised of an address outside of the cluster is about none. */
export const isAboutNamespace = ({ namespace, groupBy }: Slo): boolean =>
  namespace !== undefined || groupBy.includes("namespace");

interface Deployed {
  /** Whether the business is watched. */
  readonly business: boolean;
  /** Whether anything is promised. */
  readonly objectives: boolean;
  /** Whether any of it is about a namespace. */
  readonly ofNamespaces: boolean;
  /** The parts of the platform that are scraped. */
  readonly platform: PlatformTargets;
}

/** Packs without rules, whose dashboards look over all that the others record. */
export const overviewPacks = ({
  objectives,
  ofNamespaces,
  business,
  platform,
}: Deployed): readonly MonitoringPack[] => [
  homePack({ objectives, platform }),
  applicationPack({ objectives, business }),
  servicePack({ objectives }),
  ...(objectives ? [objectivesPack({ namespaces: ofNamespaces })] : []),
  logsPack(),
  tracesPack(),
];
