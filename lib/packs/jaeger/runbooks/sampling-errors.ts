/** What to do about JaegerSamplingErrors. */
import { SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { jaeger } from "../metrics";

export const samplingErrorsRunbook: Runbook = {
  meaning:
    "SDKs with a remote sampler ask Jaeger on port 5778 about once a minute which share of traces they shall begin. Jaeger answers more of these " +
    "requests with an error of its own than the limit allows. Requests over gRPC (port 5779) are not counted.",
  impact:
    "Processes that got an answer before keep to it. New ones sample as they were written to: all traces, which is costly, or hardly any. A " +
    "changed share reaches nobody.",
  diagnosis: [
    {
      text: "See where it fails: `collector-proxy` is the provider of strategies, `proto` its answer, `write` a connection that was closed too early.",
      query: promql`
        sum by (pod, status, source) (rate(${jaeger.strategyErrors}{namespace="$namespace",service="$service"}[15m]))
      `,
    },
    {
      text: "Ask as an SDK does.",
      command:
        "kubectl --namespace $namespace exec deployment/$service -- wget -qO- 'http://localhost:5778/?service=<service>'",
    },
    {
      text: "Read what Jaeger says about the file of strategies, or about the store of adaptive sampling.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} |~ "(?i)sampling|strateg|throughput" | json | level!="info"`,
    },
    {
      text: "See whether the file is as it should be.",
      command: "kubectl --namespace $namespace get configmap $service-sampling --output yaml",
    },
  ],
  mitigation: [
    "A broken file: correct `sampling` of the Jaeger construct, and deploy.",
    "Adaptive sampling: mend the storage that it keeps its shares in.",
    "If it lasts, set OTEL_TRACES_SAMPLER of the busiest applications to a fixed share for the time being.",
  ],
};
