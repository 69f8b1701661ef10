/** What to do about PipelineSpansLost. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { lostRatio } from "../rules";

export const spansLostRunbook: Runbook = {
  meaning:
    "A canary sends a span every ten seconds by OTLP, as any application does, and asks Jaeger for its trace. Of those that it sent in the last 15 " +
    "minutes more than allowed could not be found within five minutes. Jaeger receives, batches and stores them; the search goes through Jaeger to " +
    "the same store, so that a store that cannot be asked looks the same as spans that are lost.",
  impact:
    "Traces of applications have holes or are missing. Users notice nothing; whoever investigates a slow request does. Metrics that are computed from " +
    "spans are too low.",
  diagnosis: [
    {
      text: "See since when, and how many.",
      query: promql`${lostRatio}{pipeline="traces"}`,
    },
    {
      text: "See whether Jaeger runs, and whether it was killed for its memory.",
      command: "kubectl --namespace observability get pods --selector app.kubernetes.io/name=jaeger --output wide",
    },
    {
      text: "Read what Jaeger says of its store and of spans that it refuses.",
      command:
        "kubectl --namespace observability logs --selector app.kubernetes.io/name=jaeger --since=30m --tail=300 | grep -iE 'error|refus|drop|storage|elasticsearch|queue'",
    },
    {
      text: "Read whether the canary cannot send, or cannot search.",
      query: logql`{namespace="$namespace", pod="$pod"} |~ "(?i)error|timeout|refused"`,
    },
    "Was the sampling changed? The canary's spans are to be kept whatever the sampling; a new rule may have caught them.",
  ],
  mitigation: [
    {
      text: "If Jaeger is out of memory or hangs, restart it, then give it more memory (jaeger.resources of the environment).",
      command: "kubectl --namespace observability rollout restart deployment/jaeger",
    },
    "If the store is full or slow (Elasticsearch: disk watermark, read-only indices), free space or shorten the retention there; Jaeger goes on by itself.",
    "If applications send more than it can store, sample less (jaeger.sampling of the environment).",
  ],
};
