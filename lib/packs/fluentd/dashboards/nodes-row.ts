/** Node by node: who reads, who is behind. */
import { alertLine, now, row, table, text } from "../../../dashboards";
import { scrape, type Row } from "../../../model";
import { promql } from "../../../query";
import { bufferFilling, bufferFull } from "../alerts/buffer";
import { retrying } from "../alerts/delivery";
import { fluentd } from "../metrics";
import type { FluentdRules } from "../rules";
import type { FluentdTarget } from "../target";
import { chosenOf, PERCENT } from "./rows";

export const nodes = (target: FluentdTarget, rules: FluentdRules): Row => {
  const { input, output, recorded } = chosenOf(target);
  return row("Node by node", [
    table("Nodes", {
      description:
        "One line for each node, the fullest buffer first: whether its Fluentd answers, what it reads, and what it has not got rid of.",
      queries: [
        now(promql`max by (node) (${scrape.up}{${input}})`),
        now(promql`sum by (node) (${rules.recordsByNode}{${recorded}})`),
        now(promql`min by (node) (${fluentd.bufferFree}{${output}}) / ${PERCENT}`),
        now(promql`sum by (node) (${fluentd.bufferBytes}{${output}})`),
        now(promql`max by (node) (${fluentd.retryWait}{${output}})`),
        now(promql`sum by (node) (rate(${fluentd.writeErrors}{${output}}[$__rate_interval]))`),
      ],
      columns: [
        {
          of: "node",
          title: "Node",
          links: [{ title: "The node", to: { dashboard: "node", variables: { node: "${__value.text}" } } }],
        },
        {
          of: 0,
          title: "Fluentd",
          texts: [
            { value: 1, text: "answers", color: "green" },
            { value: 0, text: "down", color: "red" },
          ],
          shownAs: "colored text",
        },
        { of: 1, title: "Lines read", unit: "per second" },
        {
          of: 2,
          title: "Buffer free",
          unit: "ratio",
          shownAs: "gauge",
          min: 0,
          max: 1,
          thresholds: [
            alertLine(bufferFull(target), "freeRatio", { below: true }),
            alertLine(bufferFilling(target), "freeRatio", { below: true }),
          ],
        },
        { of: 3, title: "In the buffer", unit: "bytes" },
        {
          of: 4,
          title: "Fails since",
          unit: "seconds",
          shownAs: "colored text",
          thresholds: [alertLine(retrying(target), "failing")],
        },
        { of: 5, title: "Failed tries", unit: "per second" },
      ],
      sortBy: { title: "Buffer free", descending: false },
      height: 10,
    }),
    text("Fluentd's own logs", {
      description: "Why they are not on this page, and where they are.",
      text: [
        "Fluentd does not read its own logs: each line would make another. They are on the node:",
        "",
        `    kubectl -n ${target.namespace} get pods -o wide --field-selector spec.nodeName=NODE`,
        `    kubectl -n ${target.namespace} logs POD --since=1h`,
      ].join("\n"),
      height: 5,
    }),
  ]);
};
