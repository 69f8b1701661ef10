/** The way of the lines: read on the nodes, kept in buffers, sent to the log store. */
import { alertLine, highest, lowest, query, row, timeSeries } from "../../../dashboards";
import type { Metric, Row } from "../../../model";
import { matchers, matches, promql } from "../../../query";
import { loki } from "../../loki";
import { bufferFilling, bufferFull } from "../alerts/buffer";
import { deliveryErrors, deliveryFailing, flushSlow, retrying } from "../alerts/delivery";
import { logsRefused } from "../alerts/loss";
import { inputStopped } from "../alerts/reading";
import { fluentd } from "../metrics";
import type { FluentdRules } from "../rules";
import { of, type FluentdTarget } from "../target";

export const PERCENT = 100;

/** Outputs that have a buffer: the others only pass lines on within Fluentd. */
const SENDS = { plugin_id: matches("out_.+") };

export const chosenOf = (target: FluentdTarget) => ({
  input: of(target, { node: matches("$node") }),
  output: of(target, { node: matches("$node"), ...SENDS }),
  recorded: matchers({ namespace: target.namespace, service: target.job, node: matches("$node") }),
});

export const flow = (target: FluentdTarget, rules: FluentdRules): Row => {
  const { input, output, recorded } = chosenOf(target);
  const perSecond = (metric: Metric) => promql`sum(rate(${metric}{${input}}[$__rate_interval]))`;
  return row("The way of the lines", [
    timeSeries("From the nodes to Loki", {
      description:
        "Lines that Fluentd reads and puts into its buffers, and those that Loki gets from all senders; downwards what Loki refuses. Read without received is behind; refused is lost.",
      queries: [
        query(perSecond(fluentd.recordsTotal), "read"),
        // Where lines go to several, each has them once.
        query(
          promql`max(sum by (plugin_id) (rate(${fluentd.recordsBuffered}{${output}}[$__rate_interval])))`,
          "put into the buffers",
        ),
        query(promql`sum(rate(${loki.linesReceived}[$__rate_interval]))`, "received by Loki"),
        query(
          promql`sum by (reason) (rate(${loki.linesDiscarded}[$__rate_interval])) > 0`,
          "refused by Loki: {{reason}}",
        ),
      ],
      unit: "per second",
      styles: [
        { series: "received by Loki", dashed: true },
        { series: "/^refused/", color: "red", negative: true },
      ],
    }),
    timeSeries("Tries to send that failed", {
      description:
        "Share of the tries to send a chunk that failed, over all nodes and ten minutes. The chunk stays in the buffer and is tried again for ever.",
      queries: [
        query(
          promql`
            max by (plugin_id) (
              ${rules.writeErrorRatio}{namespace="${target.namespace}",service="${target.job}"}
            )
          `,
          "{{plugin_id}}",
        ),
      ],
      unit: "ratio",
      thresholds: [
        alertLine(deliveryErrors(target, rules), "errorRatio"),
        alertLine(deliveryFailing(target, rules), "errorRatio"),
      ],
      min: 0,
      whenEmpty: "Nothing was sent",
    }),
    timeSeries("Lines read by node", {
      description:
        "Over a quarter of an hour. A node that falls to nothing is no longer read; one far above the others floods the rest.",
      queries: [query(highest(20, promql`sum by (node) (${rules.recordsByNode}{${recorded}})`), "{{node}}")],
      unit: "per second",
      thresholds: [alertLine(inputStopped(target, rules), "linesPerSecond", { below: true })],
      min: 0,
      legendAt: "right",
      legendValues: ["last"],
    }),
    timeSeries("Tries by node that failed", {
      description:
        "Tries to send a chunk that failed, each second. All nodes together are Loki's or the network's trouble, one alone is its own.",
      queries: [
        query(
          highest(20, promql`sum by (node) (rate(${fluentd.writeErrors}{${output}}[$__rate_interval])) > 0`),
          "{{node}}",
        ),
      ],
      unit: "per second",
      style: "bars",
      stacked: true,
      min: 0,
      legendAt: "right",
      whenEmpty: "No try failed",
    }),
    timeSeries("Chunks that Loki refused for good", {
      description:
        "By the status of its answer, over all nodes. They are lost, and Fluentd counts them as sent. Of 400, Loki has taken the lines that it can.",
      queries: [
        query(
          promql`sum by (status) (rate(${fluentd.chunksRefused}{${input}}[$__rate_interval]))`,
          "status {{status}}",
        ),
      ],
      unit: "per second",
      thresholds: [alertLine(logsRefused(target), "chunksPerSecond")],
      min: 0,
      width: 24,
      height: 6,
      whenEmpty: "Loki refused none",
    }),
  ]);
};

export const buffers = (target: FluentdTarget): Row => {
  const { output } = chosenOf(target);
  return row("Behind: what waits on the nodes", [
    timeSeries("Free in the buffer", {
      description:
        "The twenty nodes with the least. When a buffer is full, reading stops; the files of the containers are then the only copy, until the kubelet deletes them.",
      queries: [query(lowest(20, promql`min by (node) (${fluentd.bufferFree}{${output}}) / ${PERCENT}`), "{{node}}")],
      unit: "ratio",
      thresholds: [
        alertLine(bufferFull(target), "freeRatio", { below: true }),
        alertLine(bufferFilling(target), "freeRatio", { below: true }),
      ],
      min: 0,
      max: 1,
      legendAt: "right",
    }),
    timeSeries("Fails to send since", {
      description:
        "From the first of the failures in a row to the next try, for the twenty nodes where it is longest: how far these nodes' logs are behind. 0 is normal.",
      queries: [query(highest(20, promql`max by (node) (${fluentd.retryWait}{${output}})`), "{{node}}")],
      unit: "seconds",
      thresholds: [alertLine(retrying(target), "failing")],
      min: 0,
      legendAt: "right",
    }),
    timeSeries("Bytes in the buffers", {
      description: "Over all nodes: what waits to be sent, and what is still gathered.",
      queries: [
        query(promql`sum(${fluentd.bufferQueued}{${output}})`, "waits to be sent"),
        query(promql`sum(${fluentd.bufferStaged}{${output}})`, "gathered"),
      ],
      unit: "bytes",
      stacked: true,
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Chunks that wait", {
      description:
        "Closed chunks on the twenty nodes with the most. A number that grows for long is a node that does not get rid of its lines.",
      queries: [query(highest(20, promql`sum by (node) (${fluentd.bufferChunks}{${output}})`), "{{node}}")],
      unit: "count",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Chunks that took long to send", {
      description: "Share of the chunks that took more than 20 seconds, of the twenty nodes where it is highest.",
      queries: [
        query(
          highest(
            20,
            promql`
              sum by (node) (rate(${fluentd.slowFlushes}{${output}}[$__rate_interval]))
              / (sum by (node) (rate(${fluentd.writes}{${output}}[$__rate_interval])) > 0)
            `,
          ),
          "{{node}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(flushSlow(target), "slowRatio")],
      min: 0,
      width: 8,
      height: 7,
      whenEmpty: "Nothing was sent",
    }),
  ]);
};
