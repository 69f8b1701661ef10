/** What to do about JaegerCassandraErrors. */
import { SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { jaeger } from "../metrics";

export const cassandraErrorsRunbook: Runbook = {
  meaning:
    "Cassandra fails more of Jaeger's statements to one table than the limit allows. Table `traces` holds the spans; service_names, " +
    "operation_names_v2 and the tables that end in _index are what searches go by; with `role` sampling it is the store of adaptive sampling.",
  impact:
    "Table traces: the write is tried again for five minutes, then the spans are lost. Other tables: spans are stored, but cannot be found by " +
    "what the table is about. Role sampling: the shares of sampled traces stay as they are.",
  diagnosis: [
    {
      text: "See which tables fail: all of them point at the cluster, one at its schema or its partitions.",
      query: promql`sum by (role, table) (rate(${jaeger.tableErrors}{namespace="$namespace",service="$service"}[10m]))`,
    },
    {
      text: "Read the error: `no hosts available`, `Operation timed out` with how many replicas answered, `unconfigured table`.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} |= "Failed to exec query" | json`,
    },
    {
      text: "See which nodes of Cassandra are up.",
      command: "nodetool status",
    },
    {
      text: "See whether it drops writes.",
      command: "nodetool tpstats",
    },
  ],
  mitigation: [
    "Bring the nodes back that are down; with a replication factor of three one of them may be away, not two.",
    "`Operation timed out`: the cluster is overloaded. Sample less for the time being, then add nodes.",
    "`unconfigured table` or `unconfigured keyspace`: make the schema (`createSchema`), or correct `keyspace` of the construct.",
    "Full disks: shorten `retention`; rows have a time to live, and compaction frees their room.",
  ],
};
