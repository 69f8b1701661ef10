/** Whether the store answers: object storage, and the upload of the index to it. */
import { alert, minutes, type Duration, type Metric } from "../../../model";
import { matches, promql, type Matchers } from "../../../query";
import { humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { loki, objectStores } from "../metrics";
import { cacheErrorsRunbook } from "../runbooks/cache-errors";
import { indexUploadFailingRunbook } from "../runbooks/index-upload-failing";
import { storeErrorsRunbook } from "../runbooks/store-errors";
import { storeSlowRunbook } from "../runbooks/store-slow";
import { of, podOf, serviceOf, type LokiTarget } from "../target";

interface ObjectStore {
  readonly duration: Metric;
  /** Seconds; a bucket of the histogram. */
  readonly slow: number;
  /** Operations whose failure means something: to ask for what is not there is none. */
  readonly operations: Matchers;
  /** One of them. */
  readonly example: string;
}

export const OBJECT_STORES: Readonly<Record<Exclude<LokiTarget["store"], "filesystem">, ObjectStore>> = {
  s3: {
    duration: objectStores.s3,
    slow: 1,
    operations: { operation: matches("S3\\.(GetObject|PutObject|DeleteObject|List)") },
    example: "S3.PutObject",
  },
  gcs: { duration: objectStores.gcs, slow: 1.28, operations: {}, example: "POST" },
  azure: {
    duration: objectStores.azure,
    slow: 1.28,
    operations: { operation: matches("azure\\.(GetObject|PutObject|DeleteObject|List)") },
    example: "azure.PutObject",
  },
};

/** Chunks and index cannot be written or read. */
export const storeErrors = (target: LokiTarget, { duration, operations, example }: ObjectStore) =>
  alert("LokiStoreErrors", {
    parameters: { errorRatio: 0.05 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, operation) (
        rate(${duration}_count{${of(target, { ...operations, status_code: matches("5..") })}}[5m])
      )
      / (sum by (namespace, operation) (rate(${duration}_count{${of(target, operations)}}[5m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of Loki's requests {{ $labels.operation }} to the object storage fail in {{ $labels.namespace }}",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the requests of one kind to the object storage failed over the last five minutes.`,
    runbook: storeErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => [
          asked(target, duration, example, "200", 0.5 * (1 - value), time),
          asked(target, duration, example, "500", 0.5 * value, time),
          asked(target, duration, "S3.ObjectExists", "200", 0.5, time),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, operation: example },
            summary: `${humanizePercentage(value)} of Loki's requests ${example} to the object storage fail in ${target.namespace}`,
          },
        ],
      }),
  });

const asked = (
  target: LokiTarget,
  duration: Metric,
  operation: string,
  status_code: string,
  perSecond: number,
  time: Duration,
) => series(`${duration.name}_count`, { ...podOf(target), operation, status_code }).ratePerSecond(perSecond, time);

/** Slow storage makes slow queries, and chunks that wait in memory. */
export const storeSlow = (target: LokiTarget, { duration, operations, example, slow }: ObjectStore) =>
  alert("LokiStoreSlow", {
    /** Seconds; a bucket of the histogram. */
    parameters: { p99: slow },
    expr: ({ p99 }) => promql`
      histogram_quantile(
        0.99,
        sum by (namespace, operation, le) (rate(${duration}_bucket{${of(target, operations)}}[5m]))
      )
      > ${p99}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "Requests {{ $labels.operation }} to the object storage take {{ $value | humanizeDuration }} in {{ $labels.namespace }}",
    description: ({ p99 }) =>
      `One request of Loki to the object storage in a hundred takes longer than ${humanizeDuration(p99)}.`,
    runbook: storeSlowRunbook,
    tests: ({ p99, for: pending }) =>
      limitTests({
        limit: p99,
        pending,
        window: minutes(5),
        given: (value, time) => [
          observations(duration, { ...podOf(target), operation: example, status_code: "200" }).perSecond(
            withQuantile(duration, { quantile: 0.99, is: value, perSecond: 10 }),
            time,
          ),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, operation: example },
            summary: `Requests ${example} to the object storage take ${humanizeDuration(value)} in ${target.namespace}`,
          },
        ],
      }),
  });

/** What is not in the index of the store cannot be found once the ingester has forgotten it. */
export const indexUploadFailing = (target: LokiTarget) =>
  alert("LokiIndexUploadFailing", {
    parameters: { failureRatio: 0.2 },
    expr: ({ failureRatio }) => promql`
      sum by (namespace, service, pod) (rate(${loki.indexUploads}{${of(target, { status: "failure" })}}[15m]))
      / (sum by (namespace, service, pod) (rate(${loki.indexUploads}{${of(target)}}[15m])) > 0)
      > ${failureRatio}
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the uploads of the index by {{ $labels.pod }} fail",
    description: ({ failureRatio }) =>
      `More than ${humanizePercentage(failureRatio)} of the attempts of a pod to write its part of the index to the store failed over a quarter of an hour.`,
    runbook: indexUploadFailingRunbook,
    tests: ({ failureRatio, for: pending }) =>
      limitTests({
        limit: failureRatio,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => {
          const uploads = (status: string) =>
            series(loki.indexUploads, { ...podOf(target), component: "index-store-tsdb-2024-04-01", status });
          return [
            uploads("success").ratePerSecond(0.5 * (1 - value), time),
            uploads("failure").ratePerSecond(0.5 * value, time),
          ];
        },
        expect: (value) => [
          {
            labels: { ...serviceOf(target), pod: "loki-0" },
            summary: `${humanizePercentage(value)} of the uploads of the index by loki-0 fail`,
          },
        ],
      }),
  });

/** Without its caches, Loki asks the store for everything. */
export const cacheErrors = (target: LokiTarget) =>
  alert("LokiCacheErrors", {
    parameters: { errorRatio: 0.1 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, name) (rate(${loki.memcacheDuration}_count{${of(target, { status_code: "500" })}}[5m]))
      / (sum by (namespace, name) (rate(${loki.memcacheDuration}_count{${of(target)}}[5m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the requests to Loki's cache {{ $labels.name }} fail",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the requests to memcached failed over the last five minutes.`,
    runbook: cacheErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const answered = (status_code: string, perSecond: number) =>
            series(`${loki.memcacheDuration.name}_count`, {
              ...podOf(target),
              name: "chunksfrontend",
              method: "Memcache.GetMulti",
              status_code,
            }).ratePerSecond(perSecond, time);
          return [answered("200", 0.5 * (1 - value)), answered("500", 0.5 * value)];
        },
        expect: (value) => [
          {
            labels: { namespace: target.namespace, name: "chunksfrontend" },
            summary: `${humanizePercentage(value)} of the requests to Loki's cache chunksfrontend fail`,
          },
        ],
      }),
  });
