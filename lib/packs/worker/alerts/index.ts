/** The alerts about background jobs. */
import { weeks, type Duration } from "../../../model";
import { seasonWithin } from "../../season";
import { failing, noSuccess } from "./outcome";
import { nothingProcessed, slow, stalled } from "./progress";

export interface WorkerAlertsProps {
  /**
   * How far back Prometheus can look. Where a week and an hour do not fit in, jobs are compared with those of the day before.
   * @default weeks(2)
   */
  readonly retention?: Duration;
}

export const workerAlerts = ({ retention = weeks(2) }: WorkerAlertsProps = {}) =>
  [stalled, failing, noSuccess, slow, nothingProcessed.with({ parameters: { ago: seasonWithin(retention) } })] as const;
