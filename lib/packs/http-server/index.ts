/** Requests, errors and latency of every service that answers HTTP. */
import { pack } from "../../model";
import { eachLeavingOut } from "../registered";
import { kubernetes } from "../workload";
import { httpAlerts, type HttpAlertsProps } from "./alerts";
import { applicationDashboard } from "./dashboard/application";
import { standardHttp } from "./http-metrics";
import { latencyRules } from "./latency-rules";
import { http } from "./metrics";
import { trafficRules } from "./rules";

export { httpAlerts, type HttpAlertsProps } from "./alerts";
export { httpMetrics, otelHttp, standardHttp, type HttpLabels, type HttpMetrics } from "./http-metrics";
export { DURATION_BUCKETS, http } from "./metrics";
export { httpObjectives, type HttpObjectivesProps } from "./objectives";
export { httpServiceRules, type HttpServiceRulesProps } from "./service-rules";

export interface HttpServerPackProps extends HttpAlertsProps {
  /** Whether `businessPack()` is deployed, too, so that the overview shows the business. @default false */
  readonly business?: boolean;
}

export const httpServerPack = ({ business = false, ...props }: HttpServerPackProps = {}) =>
  pack("http-server", {
    metrics: {
      ...http,
      deploymentGeneration: kubernetes.deploymentGeneration,
      deploymentReplicas: kubernetes.deploymentReplicas,
    },
    recordingRules: [...trafficRules, ...latencyRules],
    alerts: eachLeavingOut(httpAlerts(standardHttp, props)),
    dashboards: [applicationDashboard({ business })],
    dashboard: "application",
  });
