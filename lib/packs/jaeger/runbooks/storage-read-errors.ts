/** What to do about JaegerStorageReadErrors. */
import { SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { jaeger } from "../metrics";

export const storageReadErrorsRunbook: Runbook = {
  meaning:
    "What Jaeger reads fails more often than the limit allows. `role` says from where: tracestore is the storage of traces, metricstore the " +
    "Prometheus behind the Monitor tab. `operation` says what: find_traces is a search, get_trace a single trace, get_services and " +
    "get_operations fill the search form. A search that its user gave up counts as failed, too.",
  impact: "Searches end with an error or find too little. What comes in is stored all the same.",
  diagnosis: [
    {
      text: "See what fails: one operation points at its query, all of them at the storage or the way there.",
      query: promql`
        sum by (role, operation, result) (rate(${jaeger.reads}{namespace="$namespace",service="$service"}[15m]))
      `,
    },
    {
      text: "Read the error.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} | json | level="error"`,
    },
    {
      text: "See whether writing fails as well.",
      query: promql`
        sum by (exporter) (rate(${jaeger.failedSpans}{namespace="$namespace",service="$service"}[15m]))
      `,
    },
    {
      text: "Elasticsearch and OpenSearch: ask for their health and for shards that nobody holds.",
      command: "curl --user <user> 'https://<search engine>:9200/_cluster/health?pretty'",
    },
  ],
  mitigation: [
    "The storage is away or refuses Jaeger: mend that, or renew the Secret that the construct names.",
    "`too_many_clauses`, `maxClauseCount`, a request line that is too long: too many indices for one search. Rotate by the day, or search a shorter time.",
    "metricstore: see whether Jaeger reaches Prometheus; a network policy between them is written by `jaeger.exportMetricsTo(prometheus)`.",
  ],
};
