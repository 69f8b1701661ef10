/** What to do about LokiStoreErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const storeErrorsRunbook: Runbook = {
  meaning:
    "More requests of one kind from Loki to the object storage than allowed failed. To ask for an object that is not there is not counted where Loki does so as a matter of course.",
  impact:
    "If writing fails, chunks and index stay on the ingesters until those are full. If reading fails, queries of all but the newest logs fail. If deleting fails, nothing is lost.",
  diagnosis: [
    {
      text: "Read the error: access denied, no such bucket, slow down, time-out, a name that cannot be resolved.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=<release> --tail=2000 --prefix | grep --regexp='level=error' | tail -30",
    },
    {
      text: "See whether writing, reading or both fail.",
      query: promql`sum by (operation, status_code) (rate({__name__=~"loki_(s3|gcs|azure_blob)_request_duration_seconds_count",namespace="$namespace"}[5m]))`,
    },
    "Look at the status page of the provider of the storage, and at the bucket: does it exist, is a lock or a quota on it?",
    {
      text: "See whether the pods may leave the cluster.",
      command: "kubectl --namespace $namespace get networkpolicies",
    },
  ],
  mitigation: [
    "If access is denied, compare the role of the service account or the credentials with what they were before: keys end, policies change.",
    "If the storage asks to slow down, raise its limits with the provider, or lower maxQueryParallelism.",
    "If the provider is in trouble, watch LokiWalDiskFilling: the volumes decide for how long that goes well.",
  ],
};
