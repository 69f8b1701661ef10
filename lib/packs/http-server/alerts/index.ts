/** The alerts about HTTP services. */
import { weeks, type Duration } from "../../../model";
import { seasonWithin } from "../../season";
import { standardHttp, type BusyHttpMetrics, type HttpMetrics, type TimedHttpMetrics } from "../http-metrics";
import { highErrorRatio, highErrorRatioOf } from "./high-error-ratio";
import { highLatency, highLatencyOf } from "./high-latency";
import { inFlightSaturation, inFlightSaturationOf } from "./in-flight-saturation";
import { trafficGone } from "./traffic-gone";

export interface HttpAlertsProps {
  /**
   * How far back Prometheus can look. Where a week and an hour do not fit in, traffic is compared with that of the day before.
   * @default weeks(2)
   */
  readonly retention?: Duration;
}

/**
 * They read what is recorded alike for all services, so that they are the same for all of them; their tests begin with the metrics themselves.
 * What these do not tell has no alert.
 */
export const httpAlerts = (metrics: HttpMetrics = standardHttp, { retention = weeks(2) }: HttpAlertsProps = {}) => {
  const season = { parameters: { ago: seasonWithin(retention) } };
  if (metrics === standardHttp)
    return [highErrorRatio, highLatency, trafficGone.with(season), inFlightSaturation] as const;
  const always = [highErrorRatioOf(metrics), trafficGone.with(season)] as const;
  if (isTimed(metrics))
    return isBusy(metrics)
      ? ([...always, highLatencyOf(metrics), inFlightSaturationOf(metrics)] as const)
      : ([...always, highLatencyOf(metrics)] as const);
  return isBusy(metrics) ? ([...always, inFlightSaturationOf(metrics)] as const) : always;
};

const isTimed = (metrics: HttpMetrics): metrics is TimedHttpMetrics => metrics.duration !== undefined;
const isBusy = (metrics: HttpMetrics): metrics is BusyHttpMetrics => metrics.inFlight !== undefined;
