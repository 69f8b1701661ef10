/** The figures that alerts and panels of Fluentd share. */
import { minutes, record, times } from "../../model";
import { promql } from "../../query";
import { records, series } from "../../testing";
import { fluentd } from "./metrics";
import { nodeOf, of, outputOn, podOn, type FluentdTarget } from "./target";

export const fluentdRules = (target: FluentdTarget) => {
  const { namespace, job } = target;
  const read = (node: string, other = {}) => series(fluentd.recordsTotal, { ...podOn(target, node), ...other });
  const tried = (node: string, other = {}) => series(fluentd.writes, { ...outputOn(target, node), ...other });
  const failed = (node: string, other = {}) => series(fluentd.writeErrors, { ...outputOn(target, node), ...other });
  const elsewhere = [{ job: "another" }, { namespace: "another" }];
  /** So far apart that half of a window holds one of them only. */
  const sparse = (window: number) => times(0.6, minutes(window));

  const recordsByNode = record("node:fluentd_input_records:rate15m", {
    help: "Log lines per second that Fluentd reads on a node, over a quarter of an hour.",
    unit: "per second",
    expr: promql`sum by (namespace, service, node) (rate(${fluentd.recordsTotal}{${of(target)}}[15m]))`,
    tests: [
      records("two pods of one node, one after the other, and another node", {
        given: [
          read("a").ratePerSecond(3, minutes(60)),
          read("a", { pod: "its-successor" }).ratePerSecond(4, minutes(60)),
          read("b").ratePerSecond(5, minutes(60)),
          ...elsewhere.map((other) => read("a", other).ratePerSecond(100, minutes(60))),
        ],
        at: minutes(50),
        expect: [
          { labels: nodeOf(target, "a"), value: 7 },
          { labels: nodeOf(target, "b"), value: 5 },
        ],
      }),
      records("with hardly two samples in the window", {
        given: [read("a").ratePerSecond(3, minutes(90))],
        interval: sparse(15),
        at: minutes(72),
        expect: [{ labels: nodeOf(target, "a"), value: 3 }],
      }),
    ],
  });

  const writeErrorRatio = record("service:fluentd_output_write_errors:ratio_rate10m", {
    help: "Share of the tries to send a chunk that failed, over all nodes and ten minutes; nothing while nothing is sent.",
    unit: "ratio",
    expr: promql`
      sum by (namespace, service, plugin_id) (rate(${fluentd.writeErrors}{${of(target)}}[10m]))
      / (sum by (namespace, service, plugin_id) (rate(${fluentd.writes}{${of(target)}}[10m])) > 0)
    `,
    tests: [
      records("one try in ten fails, all of them on one of two nodes", {
        given: [
          tried("a").ratePerSecond(0.05, minutes(60)),
          failed("a").constant(0, minutes(60)),
          tried("b").ratePerSecond(0.05, minutes(60)),
          failed("b").ratePerSecond(0.01, minutes(60)),
          tried("b", { plugin_id: "out_other" }).ratePerSecond(1, minutes(60)),
          failed("b", { plugin_id: "out_other" }).constant(0, minutes(60)),
          ...elsewhere.flatMap((other) => [
            tried("b", other).ratePerSecond(9, minutes(60)),
            failed("b", other).ratePerSecond(9, minutes(60)),
          ]),
        ],
        at: minutes(50),
        expect: [
          { labels: { namespace, service: job, plugin_id: "out_loki" }, value: 0.1 },
          { labels: { namespace, service: job, plugin_id: "out_other" }, value: 0 },
        ],
      }),
      records("with hardly two samples in the window", {
        given: [tried("a").ratePerSecond(0.1, minutes(90)), failed("a").ratePerSecond(0.02, minutes(90))],
        interval: sparse(10),
        at: minutes(60),
        expect: [{ labels: { namespace, service: job, plugin_id: "out_loki" }, value: 0.2 }],
      }),
      records("nothing to send", {
        given: [tried("a").constant(100, minutes(60)), failed("a").constant(7, minutes(60))],
        at: minutes(50),
        expect: [],
      }),
    ],
  });

  return { recordsByNode, writeErrorRatio } as const;
};

export type FluentdRules = ReturnType<typeof fluentdRules>;
