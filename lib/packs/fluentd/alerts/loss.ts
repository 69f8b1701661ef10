/** Whether what was read is lost on the way, although it was sent. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { fluentd } from "../metrics";
import { logsRefusedRunbook } from "../runbooks/logs-refused";
import { of, podOn, type FluentdTarget } from "../target";

/** The log store refuses whole chunks, and Fluentd does not send them again. */
export const logsRefused = (target: FluentdTarget) =>
  alert("FluentdLogsRefused", {
    parameters: { chunksPerSecond: 0.01 },
    // Of 400, Loki takes the lines it can, and has an alert of its own for the others.
    expr: ({ chunksPerSecond }) => promql`
      sum by (namespace, service, status) (rate(${fluentd.chunksRefused}{${of(target)},status!="400"}[10m]))
      > ${chunksPerSecond}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary: "The log store refuses chunks of logs with status {{ $labels.status }}: they are lost",
    description:
      "Loki, or the gateway before it, has refused chunks of logs for good. Fluentd takes them for sent, so that they are in no buffer and in no store.",
    runbook: logsRefusedRunbook,
    tests: ({ chunksPerSecond, for: pending }) => {
      const refused = (node: string, status: string, other = {}) =>
        series(fluentd.chunksRefused, { ...podOn(target, node), status, ...other });
      return limitTests({
        limit: chunksPerSecond,
        pending,
        window: minutes(10),
        addsUp: true,
        given: (value, time) => [
          refused("a", "401").ratePerSecond(value / 2, time),
          refused("b", "401").ratePerSecond(value / 2, time),
          refused("a", "413").ratePerSecond(value / 2, time),
          refused("a", "400").ratePerSecond(10 * value, time),
          refused("a", "401", { job: "another" }).ratePerSecond(10 * value, time),
          refused("a", "401", { namespace: "another" }).ratePerSecond(10 * value, time),
        ],
        expect: () => [
          {
            labels: { namespace: target.namespace, service: target.job, status: "401" },
            summary: "The log store refuses chunks of logs with status 401: they are lost",
          },
        ],
      });
    },
  });
