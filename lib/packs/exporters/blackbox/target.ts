/** Which blackbox exporter a pack speaks of. */
import type { Job } from "../../jobs-down";

export interface BlackboxTarget extends Job {
  /** Namespace of its pods. */
  readonly namespace: string;
  /** The label `job` of its own series: the name of the Service, which is that of the release. */
  readonly job: string;
  /** The label `job` of what it probes. */
  readonly probeJob: string;
}
