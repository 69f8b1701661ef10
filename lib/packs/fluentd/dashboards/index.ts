/** Fluentd on one screen: lines read, waiting on the nodes, sent, and which node is the trouble. */
import { alertLine, labelVariable, line, now, stat } from "../../../dashboards";
import { scrape, type Dashboard, type Panel } from "../../../model";
import { promql } from "../../../query";
import { componentDashboard } from "../../component-dashboard";
import { restarting } from "../alerts/availability";
import { bufferFilling, bufferFull } from "../alerts/buffer";
import { deliveryErrors, deliveryFailing, retrying } from "../alerts/delivery";
import { fluentd } from "../metrics";
import type { FluentdRules } from "../rules";
import { of, type FluentdTarget } from "../target";
import { nodes } from "./nodes-row";
import { buffers, chosenOf, flow, PERCENT } from "./rows";

const figures = (target: FluentdTarget, rules: FluentdRules): readonly Panel[] => {
  const { input, output } = chosenOf(target);
  return [
    stat("Nodes without an answer", {
      description: "Nodes whose Fluentd Prometheus does not reach: their logs are not read, or nobody can tell.",
      queries: [now(promql`count(${scrape.up}{${input}} == 0) or vector(0)`, "nodes")],
      unit: "count",
      thresholds: [line(1, "red")],
      colored: "background",
    }),
    stat("Lines read", {
      description: "Lines that all nodes read, each second.",
      queries: [now(promql`sum(rate(${fluentd.recordsTotal}{${input}}[$__rate_interval]))`, "lines")],
      unit: "per second",
      thresholds: [line(0.001, "red", { below: true })],
    }),
    stat("Tries that failed", {
      description: "Share of the tries to send a chunk that failed, over all nodes and ten minutes.",
      queries: [
        now(
          promql`
            max(${rules.writeErrorRatio}{namespace="${target.namespace}",service="${target.job}"}) or vector(0)
          `,
          "failed",
        ),
      ],
      unit: "ratio",
      thresholds: [
        alertLine(deliveryErrors(target, rules), "errorRatio"),
        alertLine(deliveryFailing(target, rules), "errorRatio"),
      ],
      colored: "background",
    }),
    stat("Free in the fullest buffer", {
      description: "What is left in the buffer of the node with the least. At nothing its logs are no longer read.",
      queries: [now(promql`min(${fluentd.bufferFree}{${output}}) / ${PERCENT}`, "free")],
      unit: "ratio",
      thresholds: [
        alertLine(bufferFull(target), "freeRatio", { below: true }),
        alertLine(bufferFilling(target), "freeRatio", { below: true }),
      ],
      colored: "background",
    }),
    stat("Logs are behind", {
      description: "How long the node that is worst off has failed to send its logs. 0 is normal.",
      queries: [now(promql`max(${fluentd.retryWait}{${output}})`, "behind")],
      unit: "seconds",
      thresholds: [alertLine(retrying(target), "failing")],
      colored: "background",
    }),
  ];
};

export const fluentdDashboard = (target: FluentdTarget, rules: FluentdRules): Dashboard =>
  componentDashboard("fluentd", {
    title: "Fluentd",
    description: "Whether the nodes' logs are read, wait, are sent, and where they are stuck.",
    tags: ["logs"],
    alerts: "Fluentd.+",
    alertLabels: ["node", "pod", "plugin_id"],
    chosen: labelVariable("node", "Node", promql`${scrape.up}{${of(target)}}`),
    links: [
      { title: "Loki", to: { dashboard: "loki" } },
      { title: "Logs", to: { dashboard: "logs" } },
    ],
    figures: figures(target, rules),
    rows: [flow(target, rules), buffers(target), nodes(target, rules)],
    pods: {
      namespace: target.namespace,
      up: promql`${scrape.up}{${chosenOf(target).input}}`,
      starts: promql`resets(${fluentd.recordsTotal}{${chosenOf(target).input}}[1h])`,
      restarting: alertLine(restarting(target), "restarts"),
    },
    logs: undefined,
  });
