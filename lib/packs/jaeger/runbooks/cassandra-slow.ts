/** What to do about JaegerCassandraSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const cassandraSlowRunbook: Runbook = {
  meaning:
    "More than one in ten of Jaeger's statements to a table of Cassandra takes longer than the limit. They should take milliseconds. The histogram " +
    "knows nothing between 0 and 5 seconds, so that smaller limits mean nothing.",
  impact: "Each span is several statements, so that the queue grows fast; when it is full, spans are lost.",
  diagnosis: [
    {
      text: "See which tables are slow.",
      query: promql`
        sum by (table) (rate(${jaeger.tableDuration}_sum{namespace="$namespace",service="$service"}[10m]))
        / sum by (table) (rate(${jaeger.tableDuration}_count{namespace="$namespace",service="$service"}[10m]))
      `,
    },
    {
      text: "See whether the queue grows.",
      query: promql`max by (pod) (${jaeger.queueSize}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See what Cassandra is busy with.",
      command: "nodetool compactionstats && nodetool tpstats",
    },
    {
      text: "See how long it takes by itself; if it is quick, the network between is slow.",
      command: "nodetool tablehistograms <keyspace> $table",
    },
  ],
  mitigation: [
    "Sample less for the time being, so that nothing is lost.",
    "Give Cassandra more nodes or faster disks.",
    "tag_index and duration_index are what costs most: index fewer tags (`index` in the storage's configuration), if nobody searches by them.",
  ],
};
