/** Jaeger on one screen: spans in, waiting, lost, stored, and traces found. */
import { alertLine, labelVariable, line, now, stat } from "../../../dashboards";
import { scrape, type Dashboard, type Panel } from "../../../model";
import { promql } from "../../../query";
import { componentDashboard } from "../../component-dashboard";
import { replicasUp } from "../../component-panels";
import { restarting } from "../alerts/availability";
import { queueDelay, queueNearlyFull } from "../alerts/export";
import { jaeger } from "../metrics";
import { of, type JaegerTarget } from "../target";
import { flow, inside } from "./pipeline-rows";
import { chosenOf, type Chosen } from "./selectors";
import { spanMetrics } from "./span-metrics-row";
import { finding, storage } from "./storage-rows";

const figures = (target: JaegerTarget, chosen: Chosen): readonly Panel[] => [
  replicasUp(promql`${scrape.up}{${chosen()}}`, [line(1, "red", { below: true })]),
  stat("Spans in", {
    description: "Spans that are taken, each second. Nothing at all means that nobody's traces arrive.",
    queries: [now(promql`sum(rate(${jaeger.acceptedSpans}{${chosen()}}[$__rate_interval]))`, "spans")],
    unit: "per second",
    thresholds: [line(0.001, "red", { below: true })],
  }),
  stat("Spans lost", {
    description: "Spans that found the queue full or that the storage did not take, each second. None is normal.",
    queries: [
      now(
        promql`
          (sum(rate(${jaeger.overflowedSpans}{${chosen()}}[$__rate_interval])) or vector(0))
          + (sum(rate(${jaeger.failedSpans}{${chosen()}}[$__rate_interval])) or vector(0))
        `,
        "spans",
      ),
    ],
    unit: "per second",
    thresholds: [line(0.001, "red")],
    colored: "background",
  }),
  stat("Fullest queue", {
    description: "How full the queue to the storage is, of the pod where it is fullest.",
    queries: [now(promql`max(${jaeger.queueSize}{${chosen()}} / (${jaeger.queueCapacity}{${chosen()}} > 0))`, "queue")],
    unit: "ratio",
    thresholds: [alertLine(queueNearlyFull(target), "ratio")],
    colored: "background",
  }),
  stat("Traces are behind", {
    description: "How long a span waits until it is stored, at the pace of now.",
    queries: [
      now(
        promql`
          max(
            sum by (pod) (${jaeger.queueSize}{${chosen()}})
            / (sum by (pod) (rate(${jaeger.sentSpans}{${chosen()}}[$__rate_interval])) > 0)
          )
        `,
        "behind",
      ),
    ],
    unit: "seconds",
    thresholds: [alertLine(queueDelay(target), "seconds")],
    colored: "background",
    whenEmpty: "Nothing is stored",
  }),
];

export const jaegerDashboard = (target: JaegerTarget): Dashboard => {
  const { namespace } = target;
  const chosen = chosenOf(target);
  return componentDashboard("jaeger", {
    title: "Jaeger",
    description: "Whether spans come in, are stored, are lost, and are found again as traces.",
    tags: ["traces"],
    alerts: "Jaeger.+",
    alertLabels: ["namespace", "pod", "receiver", "exporter"],
    chosen: labelVariable("pod", "Pod", promql`${scrape.up}{${of(target)}}`),
    links: [{ title: "Traces", to: { dashboard: "traces" } }],
    figures: figures(target, chosen),
    rows: [
      flow(target, chosen),
      inside(target, chosen),
      storage(target, chosen),
      { ...finding(target, chosen), collapsed: true },
      ...((target.spanMetrics ?? true) ? [spanMetrics(target, chosen)] : []),
    ],
    pods: {
      namespace,
      up: promql`${scrape.up}{${chosen()}}`,
      starts: promql`resets(${jaeger.uptime}{${chosen()}}[1h])`,
      restarting: alertLine(restarting(target), "restarts"),
    },
    logs: "jaeger",
  });
};
