/** What was taken in: whether it gets from memory to the store, and is deleted when its time has come. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Panel, Row } from "../../../model";
import { matches, promql } from "../../../query";
import { volumes } from "../../component-panels";
import { compactionStale, retentionStale } from "../alerts/compactor";
import { flushFailing } from "../alerts/ingester";
import { cacheErrors, indexUploadFailing, OBJECT_STORES, storeErrors, storeSlow } from "../alerts/store";
import { walDiskFilling, walDiskFull } from "../alerts/write-ahead-log";
import { loki } from "../metrics";
import type { LokiTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

export const ingesters = (target: LokiTarget, chosen: Chosen): Row =>
  row("Lines in memory, on their way to the store", [
    timeSeries("Chunks in memory, and written", {
      description:
        "Chunks that each ingester holds, and at the right those that it writes to the store each second. Chunks held and none written for hours means that the store is not reached.",
      queries: [
        query(promql`sum by (pod) (${loki.memoryChunks}{${chosen()}})`, "{{pod}}"),
        query(
          promql`sum by (pod) (rate(${loki.chunksFlushed}_count{${chosen()}}[$__rate_interval]))`,
          "written by {{pod}}",
        ),
      ],
      unit: "count",
      styles: [{ series: "/^written/", unit: "per second", rightAxis: true, dashed: true }],
      ...THIRD,
    }),
    timeSeries("Streams that wait to be written", {
      description:
        "Length of the queue to the store. Short and falling is normal; one that grows ends with a full memory.",
      queries: [query(promql`sum by (pod) (${loki.flushQueue}{${chosen()}})`, "{{pod}}")],
      unit: "count",
      ...THIRD,
    }),
    timeSeries("Writes of chunks that failed", {
      description: "Share of the tries to write a chunk that failed. The chunk stays in memory and is tried again.",
      queries: [
        query(
          promql`
            sum by (pod) (rate(${loki.flushFailures}{${chosen()}}[$__rate_interval]))
            / (sum by (pod) (rate(${loki.flushRequests}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(flushFailing(target), "failureRatio")],
      ...THIRD,
    }),
    timeSeries("Age of chunks when written", {
      description: "Median and 99th percentile. About the longest age that is set (two hours) is normal.",
      queries: [0.5, 0.99].map((quantile) =>
        query(
          promql`
            histogram_quantile(
              ${quantile}, sum by (le) (rate(${loki.chunksFlushed}_bucket{${chosen()}}[$__rate_interval]))
            )
          `,
          `p${100 * quantile}`,
        ),
      ),
      unit: "seconds",
      ...THIRD,
    }),
    timeSeries("Disk of the write-ahead log", {
      description: "How full it is. A full one no longer protects lines in memory from a crash.",
      queries: [query(promql`max by (pod) (${loki.walDiskUsage}{${chosen()}})`, "{{pod}}")],
      unit: "ratio",
      thresholds: [alertLine(walDiskFilling(target), "used"), alertLine(walDiskFull(target), "used")],
      max: 1,
      ...THIRD,
    }),
    timeSeries("Replay of the write-ahead log", {
      description:
        "1 while an ingester reads its log after a start and takes no lines; corrupt parts that it found are lines lost.",
      queries: [
        query(promql`max by (pod) (${loki.walReplay}{${chosen()}})`, "{{pod}} reads"),
        query(promql`max by (pod) (${loki.walReplayFlushing}{${chosen()}})`, "{{pod}} is short of memory"),
        query(promql`sum by (pod, type) (${loki.walCorruptions}{${chosen()}}) > 0`, "{{pod}}: corrupt {{type}}"),
      ],
      unit: "count",
      styles: [{ series: "/corrupt/", color: "red" }],
      ...THIRD,
      waivers: [
        {
          check: "promql/counter-raw",
          reason: "It is counted while the process starts, before the first scrape, and so never seen to increase.",
          until: "2027-12-31",
        },
      ],
    }),
  ]);

const objectStore = (target: LokiTarget, chosen: Chosen): readonly Panel[] => {
  if (target.store === "filesystem") return [];
  const store = OBJECT_STORES[target.store];
  const { duration, operations } = store;
  return [
    timeSeries("Requests to the store", {
      description: "Requests to the object storage by operation.",
      queries: [
        query(promql`sum by (operation) (rate(${duration}_count{${chosen()}}[$__rate_interval]))`, "{{operation}}"),
      ],
      unit: "per second",
      ...THIRD,
    }),
    timeSeries("Requests to the store that failed", {
      description:
        "Share of the requests that failed. Failed writes fill the memory of ingesters, failed reads fail queries.",
      queries: [
        query(
          promql`
            (
              sum by (operation) (
                rate(${duration}_count{${chosen({ ...operations, status_code: matches("5..") })}}[$__rate_interval])
              )
              or 0 * sum by (operation) (rate(${duration}_count{${chosen(operations)}}[$__rate_interval]))
            )
            / (sum by (operation) (rate(${duration}_count{${chosen(operations)}}[$__rate_interval])) > 0)
          `,
          "{{operation}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(storeErrors(target, store), "errorRatio")],
      ...THIRD,
    }),
    timeSeries("Requests to the store by duration", {
      description: "What the slowest of a hundred requests took.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.99,
              sum by (operation, le) (rate(${duration}_bucket{${chosen(operations)}}[$__rate_interval]))
            )
          `,
          "{{operation}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(storeSlow(target, store), "p99")],
      ...THIRD,
    }),
  ];
};

export const store = (target: LokiTarget, chosen: Chosen): Row =>
  row("Store, index and retention", [
    ...objectStore(target, chosen),
    timeSeries("Uploads of the index that failed", {
      description:
        "Share of the uploads of the index to the store that failed. Lines that are not in the index are not found.",
      queries: [
        query(
          promql`
            (
              sum by (pod) (rate(${loki.indexUploads}{${chosen({ status: "failure" })}}[$__rate_interval]))
              or 0 * sum by (pod) (rate(${loki.indexUploads}{${chosen()}}[$__rate_interval]))
            )
            / (sum by (pod) (rate(${loki.indexUploads}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(indexUploadFailing(target), "failureRatio")],
      whenEmpty: "Nothing was uploaded",
      ...THIRD,
    }),
    timeSeries("Last compaction and retention", {
      description:
        "Time since the index was compacted and since old logs were deleted. Decades mean never since the start.",
      queries: [
        query(promql`time() - max(${loki.lastCompaction}{${chosen()}})`, "compaction"),
        query(promql`time() - max(${loki.lastRetention}{${chosen()}})`, "retention"),
      ],
      unit: "seconds",
      thresholds: [alertLine(compactionStale(target), "age"), alertLine(retentionStale(target), "age")],
      ...THIRD,
    }),
    timeSeries("Compactors, and how long they take", {
      description: "Exactly one pod compacts. At the right how long the last compaction and the last retention took.",
      queries: [
        query(promql`sum(${loki.compactorRunning}{${chosen()}})`, "compactors"),
        query(promql`max(${loki.compactionDuration}{${chosen()}})`, "compaction took"),
        query(promql`max(${loki.retentionDuration}{${chosen()}})`, "retention took"),
      ],
      unit: "count",
      styles: [{ series: "/took$/", unit: "seconds", rightAxis: true }],
      ...THIRD,
    }),
    timeSeries("Found in caches", {
      description: "Share of the keys asked of each cache that it had. A low one costs requests to the store.",
      queries: [
        query(
          promql`
            sum by (name) (rate(${loki.cacheKeysFound}{${chosen()}}[$__rate_interval]))
            / (sum by (name) (rate(${loki.cacheKeysAsked}{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{name}}",
        ),
      ],
      unit: "ratio",
      max: 1,
      whenEmpty: "No cache is asked",
      ...THIRD,
    }),
    timeSeries("Requests to caches that failed", {
      description: "Share of the requests to each memcached that failed.",
      queries: [
        query(
          promql`
            sum by (name) (rate(${loki.memcacheDuration}_count{${chosen({ status_code: "500" })}}[$__rate_interval]))
            / (sum by (name) (rate(${loki.memcacheDuration}_count{${chosen()}}[$__rate_interval])) > 0)
          `,
          "{{name}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(cacheErrors(target), "errorRatio")],
      whenEmpty: "None failed",
      ...THIRD,
    }),
    volumes(target.namespace, ".*loki.*", { width: 8, height: 7 }),
  ]);
