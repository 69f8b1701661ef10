/** Whether the storage takes spans and gives traces back, and whether people find them. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Panel, Row } from "../../../model";
import { matches, promql } from "../../../query";
import { cassandraErrors, cassandraSlow } from "../alerts/cassandra";
import { badgerNotCleaned, indexCleanerOverdue } from "../alerts/housekeeping";
import { QUERIES, queryErrors, querySlow, storageReadErrors } from "../alerts/query";
import { samplingErrors } from "../alerts/sampling";
import { bulkRequestsFailing, bulkRequestsSlow, bulkSpansRejected } from "../alerts/search-engine";
import { jaeger } from "../metrics";
import type { JaegerTarget } from "../target";
import { THIRD, type Chosen } from "./selectors";

const NANOSECONDS = 1e9;

const searchEngine = (target: JaegerTarget, chosen: Chosen): readonly Panel[] => [
  timeSeries("Bulk writes that failed", {
    description:
      "Share of the requests that failed as a whole, and of the documents that were refused one by one. Both are spans lost.",
    queries: [
      query(
        promql`
          sum(rate(${jaeger.bulkFailed}_count{${chosen()}}[$__rate_interval]))
          / (
            sum(rate(${jaeger.bulkFailed}_count{${chosen()}}[$__rate_interval]))
            + sum(rate(${jaeger.bulkDuration}_count{${chosen()}}[$__rate_interval]))
            > 0
          )
        `,
        "requests failed",
      ),
      query(
        promql`
          sum(rate(${jaeger.bulkRejected}{${chosen()}}[$__rate_interval]))
          / (sum(rate(${jaeger.bulkSpans}{${chosen()}}[$__rate_interval])) > 0)
        `,
        "documents refused",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(bulkRequestsFailing(target), "ratio"), alertLine(bulkSpansRejected(target), "ratio")],
    whenEmpty: "None ever failed",
    ...THIRD,
  }),
  timeSeries("Bulk writes by duration", {
    description: "90th percentile of how long the search engine takes to answer. All below five seconds is one bucket.",
    queries: [
      query(
        promql`
          histogram_quantile(0.9, sum by (le) (rate(${jaeger.bulkDuration}_bucket{${chosen()}}[$__rate_interval])))
        `,
        "p90",
      ),
    ],
    unit: "seconds",
    thresholds: [alertLine(bulkRequestsSlow(target), "seconds")],
    ...THIRD,
  }),
  timeSeries("Since old indices were deleted", {
    description: "Time since the nightly job last succeeded. Without it the search engine fills up.",
    queries: [
      query(
        promql`
          time() - max by (cronjob) (
            ${jaeger.cronJobSucceeded}{namespace="${target.namespace}",cronjob="${target.job}-es-index-cleaner"}
          )
        `,
        "{{cronjob}}",
      ),
    ],
    unit: "seconds",
    thresholds: [alertLine(indexCleanerOverdue(target), "age")],
    whenEmpty: "The job never succeeded, or there is none",
    ...THIRD,
  }),
];

const cassandra = (target: JaegerTarget, chosen: Chosen): readonly Panel[] => [
  timeSeries("Statements to Cassandra that failed", {
    description: "Share of the statements to each table that failed. Failed writes are spans lost.",
    queries: [
      query(
        promql`
          sum by (table) (rate(${jaeger.tableErrors}{${chosen()}}[$__rate_interval]))
          / (sum by (table) (rate(${jaeger.tableWrites}{${chosen()}}[$__rate_interval])) > 0)
        `,
        "{{table}}",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(cassandraErrors(target), "ratio")],
    whenEmpty: "None ever failed",
    ...THIRD,
    width: 12,
  }),
  timeSeries("Statements to Cassandra by duration", {
    description: "90th percentile for each table. All below five seconds is one bucket.",
    queries: [
      query(
        promql`
          histogram_quantile(
            0.9, sum by (table, le) (rate(${jaeger.tableDuration}_bucket{${chosen()}}[$__rate_interval]))
          )
        `,
        "{{table}}",
      ),
    ],
    unit: "seconds",
    thresholds: [alertLine(cassandraSlow(target), "seconds")],
    ...THIRD,
    width: 12,
  }),
];

const badger = (target: JaegerTarget, chosen: Chosen): readonly Panel[] => [
  timeSeries("Since badger cleaned up", {
    description: "Time since badger last had nothing left to clean. A long one fills the volume.",
    queries: [query(promql`max by (pod) (time() - ${jaeger.badgerCleaned}{${chosen()}} / ${NANOSECONDS})`, "{{pod}}")],
    unit: "seconds",
    thresholds: [alertLine(badgerNotCleaned(target), "age")],
    ...THIRD,
    width: 24,
  }),
];

const reads = (target: JaegerTarget, chosen: Chosen): readonly Panel[] => [
  timeSeries("Reads", {
    description: "What is asked of the storage, by operation.",
    queries: [
      query(promql`sum by (operation) (rate(${jaeger.reads}{${chosen()}}[$__rate_interval]))`, "{{operation}}"),
    ],
    unit: "per second",
    ...THIRD,
  }),
  timeSeries("Reads that failed", {
    description: "Share of the reads that failed, by operation. People see errors instead of traces.",
    queries: [
      query(
        promql`
          (
            sum by (operation) (rate(${jaeger.reads}{${chosen({ result: "err" })}}[$__rate_interval]))
            or 0 * sum by (operation) (rate(${jaeger.reads}{${chosen()}}[$__rate_interval]))
          )
          / (sum by (operation) (rate(${jaeger.reads}{${chosen()}}[$__rate_interval])) > 0)
        `,
        "{{operation}}",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(storageReadErrors(target), "ratio")],
    whenEmpty: "Nothing was read",
    ...THIRD,
  }),
  timeSeries("Time of a read", {
    description: "How long a read takes on average, by operation: the buckets are too coarse for percentiles.",
    queries: [
      query(
        promql`
          sum by (operation) (rate(${jaeger.readDuration}_sum{${chosen()}}[$__rate_interval]))
          / (sum by (operation) (rate(${jaeger.readDuration}_count{${chosen()}}[$__rate_interval])) > 0)
        `,
        "{{operation}}",
      ),
    ],
    unit: "seconds",
    whenEmpty: "Nothing was read",
    ...THIRD,
  }),
];

/** The panels of the storage that there is; of all kinds, where it is not known. */
export const storage = (target: JaegerTarget, chosen: Chosen): Row => {
  const kept = (...kinds: readonly JaegerTarget["storage"][]): boolean =>
    target.storage === undefined || kinds.includes(target.storage);
  return row("Storage", [
    ...(kept("elasticsearch", "opensearch") ? searchEngine(target, chosen) : []),
    ...(kept("cassandra") ? cassandra(target, chosen) : []),
    ...(kept("badger") ? badger(target, chosen) : []),
    ...(kept("memory", "badger", "elasticsearch", "opensearch", "cassandra") ? reads(target, chosen) : []),
  ]);
};

const strategies = (target: JaegerTarget, chosen: Chosen): readonly Panel[] => [
  timeSeries("SDKs that ask what to sample", {
    description:
      "SDKs that were told which traces to begin, and those that got no answer and go on with what they know.",
    queries: [
      query(promql`sum(rate(${jaeger.strategiesServed}{${chosen()}}[$__rate_interval]))`, "told"),
      query(
        promql`sum by (status) (rate(${jaeger.strategyErrors}{${chosen()}}[$__rate_interval]))`,
        "failed: {{status}}",
      ),
    ],
    unit: "per second",
    styles: [{ series: "/^failed/", color: "red" }],
    whenEmpty: "Nobody asks",
    ...THIRD,
    width: 12,
  }),
  timeSeries("SDKs without an answer", {
    description: "Share of the SDKs that asked and got no answer by Jaeger's fault.",
    queries: [
      query(
        promql`
          sum(rate(${jaeger.strategyErrors}{${chosen({ status: "5xx" })}}[$__rate_interval]))
          / (
            sum(rate(${jaeger.strategyErrors}{${chosen({ status: "5xx" })}}[$__rate_interval]))
            + sum(rate(${jaeger.strategiesServed}{${chosen()}}[$__rate_interval]))
            > 0
          )
        `,
        "no answer",
      ),
    ],
    unit: "ratio",
    thresholds: [alertLine(samplingErrors(target), "ratio")],
    whenEmpty: "All got an answer",
    ...THIRD,
    width: 12,
  }),
];

export const finding = (target: JaegerTarget, chosen: Chosen): Row =>
  row("Finding traces, and sampling", [
    timeSeries("Questions for traces", {
      description: "Requests to the query API, by route.",
      queries: [
        query(
          promql`sum by (http_route) (rate(${jaeger.httpDuration}_count{${chosen(QUERIES)}}[$__rate_interval]))`,
          "{{http_route}}",
        ),
      ],
      unit: "per second",
      whenEmpty: "Nobody asks",
      ...THIRD,
    }),
    timeSeries("Questions for traces that failed", {
      description: "Share of the requests to the query API that failed.",
      queries: [
        query(
          promql`
            (
              sum by (http_route) (
                rate(${jaeger.httpDuration}_count{${chosen({ ...QUERIES, http_response_status_code: matches("5..") })}}[$__rate_interval])
              )
              or 0 * sum by (http_route) (rate(${jaeger.httpDuration}_count{${chosen(QUERIES)}}[$__rate_interval]))
            )
            / (sum by (http_route) (rate(${jaeger.httpDuration}_count{${chosen(QUERIES)}}[$__rate_interval])) > 0)
          `,
          "{{http_route}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(queryErrors(target), "ratio")],
      whenEmpty: "Nobody asks",
      ...THIRD,
    }),
    timeSeries("Questions for traces by duration", {
      description: "95th percentile of the requests to the query API.",
      queries: [
        query(
          promql`
            histogram_quantile(
              0.95,
              sum by (http_route, le) (rate(${jaeger.httpDuration}_bucket{${chosen(QUERIES)}}[$__rate_interval]))
            )
          `,
          "{{http_route}}",
        ),
      ],
      unit: "seconds",
      thresholds: [alertLine(querySlow(target), "seconds")],
      whenEmpty: "Nobody asks",
      ...THIRD,
    }),
    ...((target.sampling ?? true) ? strategies(target, chosen) : []),
  ]);
