/** What a service that answers HTTP exports; our instrumentation package does it exactly like this. */
import { applicationMetrics, type Named } from "@cdktf-observability/contract";
import { contract, INSTRUMENTATION, SERVICE_TARGET } from "../../model";

export { DURATION_BUCKETS } from "@cdktf-observability/contract";

export const http = contract(
  { targetLabels: SERVICE_TARGET, exporter: INSTRUMENTATION, source: "the metric contract of this project" },
  applicationMetrics.http satisfies Named<{
    requestsTotal: "http_requests_total";
    requestDuration: "http_request_duration_seconds";
    requestsInFlight: "http_requests_in_flight";
  }>,
);
