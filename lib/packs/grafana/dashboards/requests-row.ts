/** What people and programs ask of Grafana, and how soon they get it. */
import { alertLine, heatmap, highest, query, row, timeSeries } from "../../../dashboards";
import type { Row } from "../../../model";
import { matches, notMatches, promql, type Matchers } from "../../../query";
import { loginFailures, proxyErrors, requestErrors, slow, WAITS_FOR_OTHERS } from "../alerts/requests";
import { grafana } from "../metrics";
import { of, type GrafanaTarget } from "../target";

const TEN_MINUTES = 600;

/** Share of the requests that failed; 0 where none did. */
export const failedShare = (target: GrafanaTarget, which: Matchers, failed: Matchers) => {
  const rate = (also: Matchers) =>
    promql`sum(rate(${grafana.requestDuration}_count{${of(target, { pod: matches("$pod"), ...also })}}[$__rate_interval]))`;
  return promql`(${rate({ ...which, ...failed })} or 0 * ${rate(which)}) / (${rate(which)} > 0)`;
};

export const ITS_OWN_FAULT: Matchers = { status_code: matches("5.."), status_source: "server" };

/** 95th percentile, without what waits for data sources or for people. */
export const p95 = (target: GrafanaTarget) => {
  const prompt = of(target, { pod: matches("$pod"), handler: notMatches(WAITS_FOR_OTHERS) });
  return promql`
    histogram_quantile(
      0.95, sum by (le) (rate(${grafana.requestDuration}_bucket{${prompt}}[$__rate_interval]))
    )
  `;
};

export const requests = (target: GrafanaTarget): Row => {
  const chosen = of(target, { pod: matches("$pod") });
  const logins = of(target, {
    pod: matches("$pod"),
    handler: "/login",
    method: "POST",
    status_code: matches("4.."),
  });
  return row("Requests", [
    timeSeries("Requests by status", {
      description: "Requests of browsers and programs by the code of the answer.",
      queries: [
        query(
          promql`sum by (status_code) (rate(${grafana.requestDuration}_count{${chosen}}[$__rate_interval]))`,
          "{{status_code}}",
        ),
      ],
      unit: "per second",
      stacked: true,
      styles: [{ series: "/^5/", color: "red" }],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Requests that failed", {
      description:
        "Share of the requests that failed by Grafana's own fault, and of those that it passed on to data sources.",
      queries: [
        query(failedShare(target, {}, ITS_OWN_FAULT), "Grafana's fault"),
        query(
          failedShare(target, { handler: matches("/api/datasources/proxy/.+") }, { status_code: matches("5..") }),
          "passed on",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(requestErrors(target), "errorRatio"), alertLine(proxyErrors(target), "errorRatio")],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Requests by duration", {
      description:
        "What the slowest of twenty requests took; those that wait for data sources or for people are left out.",
      queries: [query(p95(target), "p95")],
      unit: "seconds",
      thresholds: [alertLine(slow(target), "p95")],
      min: 0,
      width: 8,
      height: 7,
    }),
    heatmap("Durations of requests", {
      description: "How many requests took how long. A second band far up is a group of users that waits.",
      queries: [
        query(promql`sum by (le) (rate(${grafana.requestDuration}_bucket{${chosen}}[$__rate_interval]))`, "{{le}}"),
      ],
      unit: "seconds",
      height: 7,
      width: 8,
    }),
    timeSeries("Slowest handlers", {
      description: "95th percentile of the ten slowest handlers.",
      queries: [
        query(
          highest(
            10,
            promql`
              histogram_quantile(
                0.95, sum by (handler, le) (rate(${grafana.requestDuration}_bucket{${chosen}}[$__rate_interval]))
              )
            `,
          ),
          "{{handler}}",
        ),
      ],
      unit: "seconds",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Logins refused in ten minutes", {
      description: "Logins with a wrong name or password, at the pace of now. Many of them are somebody who guesses.",
      queries: [
        query(
          promql`${TEN_MINUTES} * sum(rate(${grafana.requestDuration}_count{${logins}}[$__rate_interval]))`,
          "refused",
        ),
      ],
      unit: "count",
      thresholds: [alertLine(loginFailures(target), "failures")],
      min: 0,
      whenEmpty: "No login was refused",
      width: 8,
      height: 7,
    }),
  ]);
};
