/** Requests, errors and latency of every service that answers HTTP. */
import { pack, weeks, type Duration } from "../../model";
import { seasonWithin } from "../season";
import { highErrorRatio } from "./alerts/high-error-ratio";
import { highLatency } from "./alerts/high-latency";
import { inFlightSaturation } from "./alerts/in-flight-saturation";
import { trafficGone } from "./alerts/traffic-gone";
import { latencyRules } from "./latency-rules";
import { http } from "./metrics";
import { trafficRules } from "./rules";

export { DURATION_BUCKETS, http } from "./metrics";
export { httpObjectives, type HttpObjectivesProps } from "./objectives";

export interface HttpServerPackProps {
  /**
   * How far back Prometheus can look. Where a week and an hour do not fit in, traffic is compared with that of the day before.
   * @default weeks(2)
   */
  readonly retention?: Duration;
}

export const httpServerPack = ({ retention = weeks(2) }: HttpServerPackProps = {}) =>
  pack("http-server", {
    metrics: http,
    recordingRules: [...trafficRules, ...latencyRules],
    alerts: [
      highErrorRatio,
      highLatency,
      trafficGone.with({ parameters: { ago: seasonWithin(retention) } }),
      inFlightSaturation,
    ],
  });
