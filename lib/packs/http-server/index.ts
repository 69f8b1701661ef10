/** Requests, errors and latency of every service that answers HTTP. */
import { pack } from "../../model";
import { eachLeavingOut } from "../registered";
import { httpAlerts, type HttpAlertsProps } from "./alerts";
import { standardHttp } from "./http-metrics";
import { latencyRules } from "./latency-rules";
import { http } from "./metrics";
import { trafficRules } from "./rules";

export { httpAlerts, type HttpAlertsProps } from "./alerts";
export { httpMetrics, otelHttp, standardHttp, type HttpLabels, type HttpMetrics } from "./http-metrics";
export { DURATION_BUCKETS, http } from "./metrics";
export { httpObjectives, type HttpObjectivesProps } from "./objectives";
export { httpServiceRules, type HttpServiceRulesProps } from "./service-rules";

export type HttpServerPackProps = HttpAlertsProps;

export const httpServerPack = (props: HttpServerPackProps = {}) =>
  pack("http-server", {
    metrics: http,
    recordingRules: [...trafficRules, ...latencyRules],
    alerts: eachLeavingOut(httpAlerts(standardHttp, props), "http"),
    // `applicationPack()` brings it.
    dashboard: "application",
  });
