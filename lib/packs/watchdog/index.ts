/** Who watches the watchers: whether alerts arrive, whether jobs are measured, whether logs and traces come through. */
import { pack } from "../../model";
import { leavingOutRegistered, registrations, SCRAPED } from "../registered";
import { targetDown, targetJobDown, targetJobGone, watchdog } from "./alerts";
import { canarySilent, logsLost, pipelineDelayed, spansLost } from "./canary-alerts";
import { canary } from "./metrics";
import { serviceNotScraped } from "./service-not-scraped";
import { delayP95, lostRatio } from "./rules";

export { canary, PIPELINES } from "./metrics";

export interface WatchdogPackProps {
  /** Values of the label `job` that have an alert of their own when none of their targets answers: those of the platform's components. @default none */
  readonly watchedJobs?: readonly string[];
}

/** Reads nothing but what Prometheus itself knows of its targets, and what services are registered: for every environment. */
export const watchdogPack = ({ watchedJobs = [] }: WatchdogPackProps = {}) =>
  pack("watchdog", {
    metrics: registrations,
    alerts: [
      watchdog,
      targetDown,
      leavingOutRegistered(targetJobDown(watchedJobs), SCRAPED),
      leavingOutRegistered(targetJobGone, SCRAPED),
      serviceNotScraped,
    ],
  });

/** Only where a canary runs for logs and one for traces (or one for both): their absence is an alert. */
export const pipelineCanaryPack = () =>
  pack("pipeline-canary", {
    metrics: canary,
    recordingRules: [lostRatio, delayP95],
    alerts: [logsLost, spansLost, pipelineDelayed, canarySilent],
  });
