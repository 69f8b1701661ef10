/** Which Grafana a pack speaks of: what its construct knows of it. */
import { matchers, type Matchers } from "../../query";
import type { Job } from "../jobs-down";

export interface GrafanaTarget extends Job {
  /** Namespace of its pods. */
  readonly namespace: string;
  /** The label `job` of its series: the name of the Service, which is that of the release. */
  readonly job: string;
  /** How many data sources it is given at its start. */
  readonly dataSources: number;
}

/** Matchers for the series of this Grafana, and no other in the cluster. */
export const of = ({ namespace, job }: GrafanaTarget, more: Matchers = {}) => matchers({ namespace, job, ...more });

/** What the scrape writes on the series of a pod, in tests. */
export const podOf = ({ namespace, job }: GrafanaTarget, pod = "grafana-a") => ({ namespace, job, service: job, pod });

/** The labels that alerts about all of Grafana carry. */
export const serviceOf = ({ namespace, job }: GrafanaTarget) => ({ namespace, service: job });
