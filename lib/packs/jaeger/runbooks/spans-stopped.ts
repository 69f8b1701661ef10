/** What to do about JaegerSpansStopped. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const spansStoppedRunbook: Runbook = {
  meaning:
    "Jaeger answers Prometheus, but for half an hour no receiver has taken a single span. At the same hour of an earlier day (a week ago, unless " +
    "the alert's `ago` says otherwise) spans came in all the time.",
  impact:
    "There are no traces of this time, and no metrics computed from spans. Applications do not notice: what cannot be sent is dropped.",
  diagnosis: [
    {
      text: "See when it ended, and whether all receivers fell silent at once.",
      query: promql`sum by (receiver, transport) (rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether spans arrive and are refused.",
      query: promql`sum by (receiver) (rate(${jaeger.refusedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether the Service still leads to the pods.",
      command: "kubectl --namespace $namespace get endpointslices --selector kubernetes.io/service-name=$service",
    },
    {
      text: "Send an empty request from an application's namespace: 200 means that the way is free, no answer points at a network policy or DNS.",
      command:
        "kubectl --namespace <application's> run otlp-try --rm -it --restart=Never --image=curlimages/curl -- -si -H 'content-type: application/json' -d '{}' http://$service.$namespace:4318/v1/traces",
    },
    {
      text: "See what was deployed when it ended: applications, their OTEL_EXPORTER_OTLP_ENDPOINT, network policies.",
      command: "kubectl get events --all-namespaces --sort-by=.lastTimestamp | tail -50",
    },
  ],
  mitigation: [
    "If a network policy is in the way, let applications reach ports 4317 and 4318 of Jaeger's pods.",
    "If sampling was set to nothing, set it back: `sampling` of the Jaeger construct, or OTEL_TRACES_SAMPLER of the applications.",
    "If the applications send elsewhere now on purpose, set this alert's `spansPerSecond` or silence it until the past that it compares with has changed, too.",
  ],
};
