/** What to do about JaegerBulkSpansRejected. */
import { SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { jaeger } from "../metrics";

export const bulkSpansRejectedRunbook: Runbook = {
  meaning:
    "Elasticsearch or OpenSearch answers Jaeger's bulk requests, but rejects single documents in them: spans, or names of services and operations. " +
    "Jaeger does not send these again.",
  impact: "The rejected spans are lost for good. If it is the day's index that is refused, that is all of them.",
  diagnosis: [
    {
      text: "Read the reason of the rejections.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} |= "part of bulk request failed" | json`,
    },
    {
      text: "`read-only-allow-delete`: a disk is fuller than the flood stage (95 %), and its indices were closed to writing.",
      command: "curl --user <user> 'https://<search engine>:9200/_cat/allocation?v'",
    },
    {
      text: "`maximum shards open`: there are more shards than the cluster may have (1000 for each data node).",
      command: "curl --user <user> 'https://<search engine>:9200/_cat/indices/*jaeger*?v&s=index'",
    },
    {
      text: "`mapper_parsing_exception`: the index was made without Jaeger's template, or a field has two types.",
      command: "curl --user <user> 'https://<search engine>:9200/_index_template/*jaeger*'",
    },
    {
      text: "See how many are rejected.",
      query: promql`sum by (pod) (rate(${jaeger.bulkRejected}{namespace="$namespace",service="$service"}[5m]))`,
    },
  ],
  mitigation: [
    {
      text: "Full disks: delete the oldest span indices, or shorten `retention` and run the index cleaner at once.",
      command: "kubectl --namespace $namespace create job --from=cronjob/$service-es-index-cleaner index-cleaner-now",
    },
    {
      text: "Then open the indices again, where the search engine does not do so by itself.",
      command:
        "curl --user <user> -X PUT 'https://<search engine>:9200/*jaeger*/_settings' -H 'content-type: application/json' -d '{\"index.blocks.read_only_allow_delete\": null}'",
    },
    "Too many shards: lower `shards`, rotate by the day, shorten `retention`; the change takes effect with the next index.",
    "Template missing: restart Jaeger, which writes its templates when it starts, and delete the index of today or wait for that of tomorrow.",
  ],
};
