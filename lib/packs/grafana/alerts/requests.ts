/** Whether Grafana serves people: requests that fail or take long, and logins that fail. */
import { alert, minutes } from "../../../model";
import { matches, notMatches, promql } from "../../../query";
import { humanize, humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { grafana } from "../metrics";
import { loginFailuresRunbook } from "../runbooks/login-failures";
import { proxyErrorsRunbook } from "../runbooks/proxy-errors";
import { requestErrorsRunbook } from "../runbooks/request-errors";
import { slowRunbook } from "../runbooks/slow";
import { of, podOf, serviceOf, type GrafanaTarget } from "../target";

/** Requests that last as long as a data source, or as somebody looks at a page. */
export const WAITS_FOR_OTHERS = "/api/(ds/query|datasources/.+|live/.+)|/apis/.+/query";

/** Grafana itself fails; failures of data sources are counted under another `status_source`. */
export const requestErrors = (target: GrafanaTarget) =>
  alert("GrafanaRequestErrors", {
    parameters: { errorRatio: 0.05 },
    expr: ({ errorRatio }) => {
      const requests = promql`${grafana.requestDuration}_count`;
      return promql`
        sum by (namespace, service) (
          rate(${requests}{${of(target, { status_code: matches("5.."), status_source: "server" })}}[5m])
        )
        / (sum by (namespace, service) (rate(${requests}{${of(target)}}[5m])) > 0)
        > ${errorRatio}
      `;
    },
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the requests to {{ $labels.namespace }}/{{ $labels.service }} fail",
    description: ({ errorRatio }) =>
      `Grafana answered more than ${humanizePercentage(errorRatio)} of the requests of the last five minutes with a status of 5xx, for reasons of its own.`,
    runbook: requestErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const answered = (status_code: string, status_source: string, perSecond: number) =>
            series(`${grafana.requestDuration.name}_count`, {
              ...podOf(target),
              handler: "/api/dashboards/uid/:uid",
              method: "GET",
              status_code,
              status_source,
            }).ratePerSecond(perSecond, time);
          return [
            answered("200", "server", 0.3 * (1 - value)),
            answered("502", "downstream", 0.2 * (1 - value)),
            answered("500", "server", 0.5 * value),
          ];
        },
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${humanizePercentage(value)} of the requests to ${target.namespace}/${target.job} fail`,
          },
        ],
      }),
  });

/** Pages are slow for reasons of Grafana's own: its database, its CPU. */
export const slow = (target: GrafanaTarget) =>
  alert("GrafanaSlow", {
    /** Seconds; a bucket of the histogram. */
    parameters: { p95: 2.5 },
    expr: ({ p95 }) => promql`
      histogram_quantile(
        0.95,
        sum by (namespace, service, le) (
          rate(${grafana.requestDuration}_bucket{${of(target, { handler: notMatches(WAITS_FOR_OTHERS) })}}[5m])
        )
      )
      > ${p95}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Requests to {{ $labels.namespace }}/{{ $labels.service }} take {{ $value | humanizeDuration }}",
    description: ({ p95 }) =>
      `One request in twenty takes longer than ${humanizeDuration(p95)}, though it waits for no data source.`,
    runbook: slowRunbook,
    tests: ({ p95, for: pending }) =>
      limitTests({
        limit: p95,
        pending,
        window: minutes(5),
        given: (value, time) => {
          const of = (handler: string, quantileValue: number) => [
            observations(grafana.requestDuration, {
              ...podOf(target),
              handler,
              method: "GET",
              status_code: "200",
              status_source: "server",
            }).perSecond(
              withQuantile(grafana.requestDuration, { quantile: 0.95, is: quantileValue, perSecond: 1 }),
              time,
            ),
          ];
          return [...of("/api/dashboards/uid/:uid", value), ...of("/api/ds/query", 20)];
        },
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `Requests to ${target.namespace}/${target.job} take ${humanizeDuration(value)}`,
          },
        ],
      }),
  });

/** What browsers ask of data sources through Grafana fails. */
export const proxyErrors = (target: GrafanaTarget) =>
  alert("GrafanaProxyErrors", {
    parameters: { errorRatio: 0.1 },
    expr: ({ errorRatio }) => {
      const requests = promql`${grafana.requestDuration}_count`;
      const proxy = { handler: matches("/api/datasources/proxy/.+") };
      return promql`
        sum by (namespace, service) (rate(${requests}{${of(target, { ...proxy, status_code: matches("5..") })}}[5m]))
        / (sum by (namespace, service) (rate(${requests}{${of(target, proxy)}}[5m])) > 0)
        > ${errorRatio}
      `;
    },
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the requests through {{ $labels.namespace }}/{{ $labels.service }} to data sources fail",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the requests that Grafana's proxy passes on to data sources ended with a status of 5xx over the last five minutes.`,
    runbook: proxyErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const answered = (handler: string, status_code: string, perSecond: number) =>
            series(`${grafana.requestDuration.name}_count`, {
              ...podOf(target),
              handler,
              method: "GET",
              status_code,
              status_source: "downstream",
            }).ratePerSecond(perSecond, time);
          return [
            answered("/api/datasources/proxy/uid/:uid/*", "200", 0.5 * (1 - value)),
            answered("/api/datasources/proxy/uid/:uid/*", "502", 0.5 * value),
            answered("/api/dashboards/uid/:uid", "200", 5),
          ];
        },
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${humanizePercentage(value)} of the requests through ${target.namespace}/${target.job} to data sources fail`,
          },
        ],
      }),
  });

/** Somebody tries passwords, or a program has an old one. */
export const loginFailures = (target: GrafanaTarget) =>
  alert("GrafanaLoginFailures", {
    /** Within ten minutes. */
    parameters: { failures: 30 },
    expr: ({ failures }) => promql`
      sum by (namespace, service) (
        increase(${grafana.requestDuration}_count{${of(target, { handler: "/login", method: "POST", status_code: matches("4..") })}}[10m])
      )
      > ${failures}
    `,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanize }} logins to {{ $labels.namespace }}/{{ $labels.service }} failed within ten minutes",
    description: ({ failures }) =>
      `More than ${failures} logins with a password were refused within ten minutes: somebody tries passwords, or a program has an old one.`,
    runbook: loginFailuresRunbook,
    tests: ({ failures, for: pending }) =>
      limitTests({
        limit: failures,
        pending,
        window: minutes(10),
        addsUp: true,
        given: (value, time) => {
          const tried = (handler: string, method: string, status_code: string, perSecond: number) =>
            series(`${grafana.requestDuration.name}_count`, {
              ...podOf(target),
              handler,
              method,
              status_code,
              status_source: "server",
            }).ratePerSecond(perSecond, time);
          return [
            tried("/login", "POST", "401", value / 600),
            tried("/login", "POST", "200", 1),
            tried("/login", "GET", "404", 1),
            tried("/api/user", "POST", "401", 1),
          ];
        },
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${humanize(value)} logins to ${target.namespace}/${target.job} failed within ten minutes`,
          },
        ],
      }),
  });
