/** What to do about JaegerQueryErrors. */
import { SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { jaeger } from "../metrics";

export const queryErrorsRunbook: Runbook = {
  meaning:
    "Jaeger's user interface and API (everything under /api) answer more queries with a status of 5xx than the limit allows. `http_route` says " +
    "which: /api/traces is a search, /api/traces/{traceID} a single trace, /api/metrics/… the Monitor tab.",
  impact: "People who look for traces see errors, and so does Grafana. What comes in is stored all the same.",
  diagnosis: [
    {
      text: "See which routes fail, with which status.",
      query: promql`
        sum by (http_route, http_response_status_code) (
          rate(${jaeger.httpDuration}_count{namespace="$namespace",service="$service",http_response_status_code=~"5.."}[10m])
        )
      `,
    },
    {
      text: "See whether reads from the storage fail.",
      query: promql`
        sum by (role, operation) (rate(${jaeger.reads}{namespace="$namespace",service="$service",result="err"}[10m]))
      `,
    },
    {
      text: "Read the error.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} | json | level="error"`,
    },
    {
      text: "Ask for the list of services, which needs the storage and nothing else.",
      command:
        "kubectl --namespace $namespace exec deployment/$service -- wget -qO- http://localhost:16686/api/services",
    },
  ],
  mitigation: [
    "Reads fail: follow the runbook of JaegerStorageReadErrors.",
    "Only /api/metrics fails: Jaeger cannot reach Prometheus, or asks for names that Prometheus does not have.",
    "Only large searches fail: the search engine refuses or times out; search a shorter time, or for a service and an operation.",
  ],
};
