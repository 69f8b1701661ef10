/** What to do about JaegerBadgerNotCleaned. */
import { SERVICE, type Runbook } from "../../../model";
import { logql } from "../../../query";

export const badgerNotCleanedRunbook: Runbook = {
  meaning:
    "Badger, the storage on Jaeger's own volume, marks traces as out of date by their time to live, and rewrites its files every five minutes to " +
    "give their room back. It writes down when there was nothing left to rewrite; that was longer ago than the limit. Either the work fails, or " +
    "it never gets to an end.",
  impact: "The volume fills up with traces that nobody can see any more. When it is full, new spans are lost.",
  diagnosis: [
    {
      text: "Read why it fails.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} |= "Failed to run ValueLogGC" | json`,
    },
    {
      text: "See how full the volume is; a rewrite needs room for the new file beside the old one (1 GiB).",
      command: "kubectl --namespace $namespace exec $pod -- df -h /badger",
    },
    {
      text: "See how much its files take.",
      command: "kubectl --namespace $namespace exec $pod -- du -sh /badger/keys /badger/values",
    },
  ],
  mitigation: [
    "Too little room: enlarge the volume (`volume.size` of the storage), where its class allows that.",
    "Too much to do: shorten `retention`, sample less, or give Jaeger more CPU.",
    "Broken files: with the loss of all traces, delete the volume's content and start anew. For more than a few spans a second use a search engine.",
  ],
};
