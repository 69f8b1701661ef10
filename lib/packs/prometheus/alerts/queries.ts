/** When those who ask Prometheus wait, or get no answer. */
import { alert, minutes } from "../../../model";
import { matches, notMatches, promql } from "../../../query";
import { humanizeDuration, humanizePercentage, series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusApiErrorsRunbook } from "../runbooks/prometheus-api-errors";
import { prometheusQueryQueueFullRunbook } from "../runbooks/prometheus-query-queue-full";
import { prometheusSlowQueriesRunbook } from "../runbooks/prometheus-slow-queries";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

const SHARE = "{{ $value | humanizePercentage }}";

/** Further queries wait, those of rules too. */
export const queryQueueFull = (self: PrometheusSelf) => {
  const texts = (name: string, share: string) => ({
    summary: `Prometheus ${name} has hardly room for queries`,
    description: `${share} of the queries that can run at once are running or waiting.`,
  });
  return alert("PrometheusQueryQueueFull", {
    parameters: { ratio: 0.8 },
    expr: ({ ratio }) => promql`
      ${ofSelf(self, prometheus.queries)} / (${ofSelf(self, prometheus.queriesMax)} > 0) > ${ratio}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, SHARE),
    runbook: prometheusQueryQueueFullRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        given: (value, time) => [
          series(prometheus.queries, replica(self)).constant(value, time),
          series(prometheus.queriesMax, replica(self)).constant(1, time),
        ],
        expect: (value) => [{ labels: replica(self), ...texts(replicaName(self), humanizePercentage(value)) }],
      }),
  });
};

/** One query in a hundred takes so long that people give up. */
export const slowQueries = (self: PrometheusSelf) => {
  const texts = (name: string, time: string) => ({
    summary: `Queries to Prometheus ${name} take up to ${time}`,
    description: `One query in a hundred takes ${time} or longer to compute.`,
  });
  return alert("PrometheusSlowQueries", {
    parameters: { seconds: 10 },
    expr: ({ seconds }) =>
      promql`${ofSelf(self, prometheus.queryDuration, { slice: "inner_eval", quantile: "0.99" })} > ${seconds}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $value | humanizeDuration }}"),
    runbook: prometheusSlowQueriesRunbook,
    tests: ({ seconds, for: pending }) => {
      const labels = { ...replica(self), slice: "inner_eval", quantile: "0.99" };
      return limitTests({
        limit: seconds,
        pending,
        given: (value, time) => [
          series(prometheus.queryDuration, labels).constant(value, time),
          series(prometheus.queryDuration, { ...labels, slice: "queue_time" }).constant(10 * seconds, time),
          series(prometheus.queryDuration, { ...labels, quantile: "0.5" }).constant(10 * seconds, time),
        ],
        expect: (value) => [{ labels, ...texts(replicaName(self), humanizeDuration(value)) }],
      });
    },
  });
};

/** Dashboards stay empty, and so does whatever else asks. */
export const apiErrors = (self: PrometheusSelf) => {
  const texts = (name: string, share: string) => ({
    summary: `Prometheus ${name} fails to answer ${share} of its requests`,
    description: `${share} of the requests of the last five minutes were answered with a status of 5xx, health checks left out.`,
  });
  return alert("PrometheusApiErrors", {
    parameters: { ratio: 0.05, window: minutes(5) },
    expr: ({ ratio, window }) => {
      const requests = (also = {}) => ofSelf(self, prometheus.httpRequests, { handler: notMatches("/-/.*"), ...also });
      return promql`
        sum by (namespace, service, pod) (rate(${requests({ code: matches("5..") })}[${window}]))
        / (sum by (namespace, service, pod) (rate(${requests()}[${window}])) > 0)
        > ${ratio}
      `;
    },
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, SHARE),
    runbook: prometheusApiErrorsRunbook,
    tests: ({ ratio, window, for: pending }) => {
      const answered = (code: string, handler = "/api/v1/query") =>
        series(prometheus.httpRequests, { ...replica(self), code, handler });
      const { namespace, service, pod } = replica(self);
      return limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          answered("503").ratePerSecond(0.5 * value, time),
          answered("200").ratePerSecond(0.5 * (1 - value), time),
          answered("200", "/-/healthy").ratePerSecond(1, time),
          answered("503", "/-/ready").ratePerSecond(1, time),
        ],
        expect: (value) => [
          { labels: { namespace, service, pod }, ...texts(replicaName(self), humanizePercentage(value)) },
        ],
      });
    },
  });
};
