/** Which Alertmanager a pack speaks of: what its construct knows of it. */
import { matchers, type Matchers } from "../../query";
import type { Job } from "../jobs-down";

export interface AlertmanagerTarget extends Job {
  /** Namespace of its pods. */
  readonly namespace: string;
  /** The label `job` of its series: the name of the Service, which is that of the release. */
  readonly job: string;
  /** How many pods it must have. */
  readonly replicas: number;
}

/** Matchers for the series of this Alertmanager, and no other in the cluster. */
export const of = ({ namespace, job }: AlertmanagerTarget, more: Matchers = {}) =>
  matchers({ namespace, job, ...more });

/** What the scrape writes on the series of a pod, in tests. */
export const podOf = ({ namespace, job }: AlertmanagerTarget, index = 0) => ({
  namespace,
  job,
  service: job,
  pod: `${job}-${index}`,
});

/** The labels that alerts about all of Alertmanager carry. */
export const serviceOf = ({ namespace, job }: AlertmanagerTarget) => ({ namespace, service: job });

/** The labels that alerts about one pod carry, where they are summed up by them. */
export const placeOf = ({ namespace, job }: AlertmanagerTarget, index = 0) => ({
  namespace,
  service: job,
  pod: `${job}-${index}`,
});
