/** Whether what was taken in is kept, and for how long. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Metric, Row } from "../../../model";
import { promql } from "../../../query";
import { volumes } from "../../component-panels";
import { storageNearlyFull } from "../alerts/storage";
import { prometheus } from "../metrics";
import type { PrometheusSelf } from "../self";
import type { Selectors } from "./selectors";

const FAILURES: readonly (readonly [string, Metric])[] = [
  ["writes to the write-ahead log", prometheus.walWritesFailed],
  ["corrupt parts of the write-ahead log", prometheus.walCorruptions],
  ["corrupt chunks", prometheus.chunkCorruptions],
  ["truncations of the write-ahead log", prometheus.walTruncationsFailed],
  ["truncations of the head", prometheus.headTruncationsFailed],
  ["checkpoints", prometheus.checkpointsFailed],
  ["compactions", prometheus.compactionsFailed],
  ["reading blocks anew", prometheus.blockReloadsFailed],
];

const PARTS: readonly (readonly [string, Metric])[] = [
  ["blocks", prometheus.blockBytes],
  ["write-ahead log", prometheus.walBytes],
  ["chunks of the head", prometheus.headChunkBytes],
];

export const storage = (self: PrometheusSelf, { mine }: Selectors): Row =>
  row("Storage", [
    timeSeries("Size on the disk", {
      description: "What the data take, of the pod that has most.",
      queries: PARTS.map(([legend, metric]) => query(promql`max(${mine(metric)})`, legend)),
      unit: "bytes",
      stacked: true,
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Size, of the limit", {
      description:
        "How much of the size that is allowed is taken. Beyond it the oldest blocks go before their time. Nothing where there is no limit.",
      queries: [
        query(
          promql`
            max by (pod) (
              (${mine(prometheus.blockBytes)} + ${mine(prometheus.walBytes)} + ${mine(prometheus.headChunkBytes)})
              / (${mine(prometheus.retentionBytes)} > 0)
            )
          `,
          "{{pod}}",
        ),
        query(
          promql`sum(increase(${mine(prometheus.sizeRetentions)}[$__rate_interval]))`,
          "blocks deleted for want of room",
        ),
      ],
      unit: "ratio",
      styles: [{ series: "blocks deleted for want of room", unit: "count", rightAxis: true, color: "red" }],
      thresholds: [alertLine(storageNearlyFull(self), "ratio")],
      min: 0,
      whenEmpty: "No limit of size is set",
      width: 8,
      height: 7,
    }),
    volumes(self.namespace, "prometheus-.+", { width: 8, height: 7 }),
    timeSeries("How far back it remembers", {
      description:
        "Age of the oldest sample, and the age at which samples are deleted. A young one on an old installation means that data were lost.",
      queries: [
        query(promql`max by (pod) (time() - ${mine(prometheus.oldestSample)})`, "{{pod}}"),
        query(promql`max(${mine(prometheus.retentionTime)}) > 0`, "deleted after"),
      ],
      unit: "seconds",
      styles: [{ series: "deleted after", dashed: true, color: "text" }],
      min: 0,
    }),
    timeSeries("Failures to store", {
      description: "What failed, each second. None is normal; failed writes and corrupt parts are samples lost.",
      queries: FAILURES.map(([legend, metric]) => query(promql`sum(rate(${mine(metric)}[$__rate_interval]))`, legend)),
      unit: "per second",
      style: "bars",
      stacked: true,
      min: 0,
    }),
  ]);
