/** What to do about JaegerBulkRequestsFailing. */
import { SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { jaeger } from "../metrics";

export const bulkRequestsFailingRunbook: Runbook = {
  meaning:
    "Jaeger collects spans and writes them to Elasticsearch or OpenSearch in bulk requests, in the background. Such a request got no answer, or an " +
    "error for all of it, and so did its repetitions within some seconds. Jaeger counts these spans as stored, in all other metrics: only the time " +
    "that failed requests took gives them away.",
  impact:
    "All spans of these requests are lost for good. Neither the queue nor the exporter's own tries help, because to them the spans were delivered.",
  diagnosis: [
    {
      text: "See how many requests fail, and on which pods.",
      query: promql`sum by (pod) (rate(${jaeger.bulkFailed}_count{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "Read the error: no route or refused (the way there), 401 and 403 (the password), 413 (too large), 429 (overloaded), 503 (no master).",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} |= "could not process bulk request" | json`,
    },
    {
      text: "Ask the search engine for its health. Red: an index cannot be written.",
      command: "curl --user <user> 'https://<search engine>:9200/_cluster/health?pretty'",
    },
    {
      text: "See whether its writing threads turn requests away.",
      command:
        "curl --user <user> 'https://<search engine>:9200/_cat/thread_pool/write?v&h=node_name,active,queue,rejected'",
    },
  ],
  mitigation: [
    "Mend the search engine: nodes that are away, full disks, a master that is missing.",
    "429: it is overloaded. Sample less for the time being, then give it more data nodes.",
    "401 or 403: correct the Secret that the construct's `credentials` name; the password is read again when the file changes.",
    "413: lower the size of bulk requests (`bulk_processing.max_bytes`) in the construct's `values`, or raise `http.max_content_length` there.",
  ],
};
