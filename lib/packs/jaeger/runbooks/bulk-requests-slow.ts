/** What to do about JaegerBulkRequestsSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const bulkRequestsSlowRunbook: Runbook = {
  meaning:
    "More than one in ten of the bulk requests in which Jaeger writes spans to Elasticsearch or OpenSearch takes longer than the limit. They " +
    "should take parts of a second. The histogram knows nothing between 0 and 5 seconds, so that smaller limits mean nothing.",
  impact: "Spans can be found late. Jaeger's queue grows; when it is full, spans are lost.",
  diagnosis: [
    {
      text: "See how many requests are made, and how long they take on average.",
      query: promql`
        sum(rate(${jaeger.bulkDuration}_sum{namespace="$namespace",service="$service"}[10m]))
        / sum(rate(${jaeger.bulkDuration}_count{namespace="$namespace",service="$service"}[10m]))
      `,
    },
    {
      text: "See whether the queue grows.",
      query: promql`max by (pod) (${jaeger.queueSize}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See what the nodes of the search engine are busy with: merges, snapshots, searches.",
      command: "curl --user <user> 'https://<search engine>:9200/_nodes/hot_threads'",
    },
    {
      text: "See whether its writing threads queue up.",
      command:
        "curl --user <user> 'https://<search engine>:9200/_cat/thread_pool/write?v&h=node_name,active,queue,rejected'",
    },
  ],
  mitigation: [
    "Sample less for the time being, so that nothing is lost.",
    "Give the search engine faster disks or more data nodes; spread the day's index over them with `shards`.",
    "If a snapshot or a large search is the cause, move it to quiet hours.",
  ],
};
