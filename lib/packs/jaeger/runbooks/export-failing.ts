/** What to do about JaegerExportFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const exportFailingRunbook: Runbook = {
  meaning:
    "Jaeger tried to store spans, tried again for five minutes, and gave up; what cannot succeed, such as data that the storage refuses, is given " +
    "up at once. The alert compares these spans with all that were to be stored. Elasticsearch and OpenSearch hardly ever fail here: they are " +
    "written to in the background, and have alerts of their own.",
  impact:
    "These spans are lost for good, although their senders were told that all is well. The queue fills up meanwhile, and then more is lost.",
  diagnosis: [
    {
      text: "See of which kind the errors are, and whether trying again could help.",
      query: promql`
        sum by (error_type, error_permanent) (rate(${jaeger.failedSpans}{namespace="$namespace",service="$service"}[10m]))
      `,
    },
    {
      text: "Read the error of the storage.",
      command: "kubectl --namespace $namespace logs deployment/$service --tail=1000 | grep 'Exporting failed'",
    },
    {
      text: "Badger: see whether its volume is full or read-only.",
      command: "kubectl --namespace $namespace exec deployment/$service -- df -h /badger",
    },
    {
      text: "Cassandra, ClickHouse: see whether their hosts can be reached from the pod.",
      command: "kubectl --namespace $namespace exec deployment/$service -- nc -zvw 3 <host> <port>",
    },
  ],
  mitigation: [
    "The storage is away: mend it; Jaeger goes on by itself.",
    "The storage refuses the password or the certificate: renew the Secret that the construct names, and restart the Deployment.",
    "The volume is full: enlarge it, or shorten `retention`.",
    "A table or column is missing after an update: read the release notes of Jaeger, and make the schema; `createSchema` only makes what is missing altogether.",
  ],
};
