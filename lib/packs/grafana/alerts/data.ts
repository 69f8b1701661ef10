/** Whether Grafana gets at data: its sources, its plug-ins, its own database. */
import { alert, hours, minutes } from "../../../model";
import { matches, promql } from "../../../query";
import { humanize, humanizeDuration, humanizePercentage, observations, series, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { grafana } from "../metrics";
import { databasePoolFullRunbook } from "../runbooks/database-pool-full";
import { databaseWaitsRunbook } from "../runbooks/database-waits";
import { dataSourceErrorsRunbook } from "../runbooks/data-source-errors";
import { dataSourcesMissingRunbook } from "../runbooks/data-sources-missing";
import { dataSourceSlowRunbook } from "../runbooks/data-source-slow";
import { pluginErrorsRunbook } from "../runbooks/plugin-errors";
import { of, podOf, serviceOf, type GrafanaTarget } from "../target";

/** A data source answers, but with errors. */
export const dataSourceErrors = (target: GrafanaTarget) =>
  alert("GrafanaDataSourceErrors", {
    parameters: { errorRatio: 0.1 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, service, datasource) (
        rate(${grafana.dataSourceRequests}{${of(target, { code: matches("5..") })}}[5m])
      )
      / (sum by (namespace, service, datasource) (rate(${grafana.dataSourceRequests}{${of(target)}}[5m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of Grafana's requests to {{ $labels.datasource }} fail",
    description: ({ errorRatio }) =>
      `A data source answered more than ${humanizePercentage(errorRatio)} of the requests of the last five minutes with a status of 5xx.`,
    runbook: dataSourceErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const answered = (datasource: string, code: string, perSecond: number) =>
            series(grafana.dataSourceRequests, { ...podOf(target), datasource, code, method: "post" }).ratePerSecond(
              perSecond,
              time,
            );
          return [
            answered("Prometheus", "200", 0.5 * (1 - value)),
            answered("Prometheus", "503", 0.5 * value),
            answered("Loki", "200", 0.5),
          ];
        },
        expect: (value) => [
          {
            labels: { ...serviceOf(target), datasource: "Prometheus" },
            summary: `${humanizePercentage(value)} of Grafana's requests to Prometheus fail`,
          },
        ],
      }),
  });

/** People wait for panels. */
export const dataSourceSlow = (target: GrafanaTarget) =>
  alert("GrafanaDataSourceSlow", {
    /** Seconds; a bucket of the histogram. */
    parameters: { p95: 10 },
    expr: ({ p95 }) => promql`
      histogram_quantile(
        0.95,
        sum by (namespace, service, datasource, le) (rate(${grafana.dataSourceDuration}_bucket{${of(target)}}[15m]))
      )
      > ${p95}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.datasource }} takes {{ $value | humanizeDuration }} to answer Grafana",
    description: ({ p95 }) => `One request to a data source in twenty takes longer than ${humanizeDuration(p95)}.`,
    runbook: dataSourceSlowRunbook,
    tests: ({ p95, for: pending }) =>
      limitTests({
        limit: p95,
        pending,
        window: minutes(15),
        given: (value, time) => [
          observations(grafana.dataSourceDuration, {
            ...podOf(target),
            datasource: "Loki",
            code: "200",
            method: "get",
          }).perSecond(withQuantile(grafana.dataSourceDuration, { quantile: 0.95, is: value, perSecond: 1 }), time),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), datasource: "Loki" },
            summary: `Loki takes ${humanizeDuration(value)} to answer Grafana`,
          },
        ],
      }),
  });

/** Queries fail, whether the plug-in is at fault, or what it asks does not answer at all. */
export const pluginErrors = (target: GrafanaTarget) =>
  alert("GrafanaPluginErrors", {
    parameters: { errorRatio: 0.1 },
    expr: ({ errorRatio }) => promql`
      sum by (namespace, service, plugin_id) (
        rate(${grafana.pluginRequests}{${of(target, { status: "error" })}}[5m])
      )
      / (sum by (namespace, service, plugin_id) (rate(${grafana.pluginRequests}{${of(target)}}[5m])) > 0)
      > ${errorRatio}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the requests to Grafana's plug-in {{ $labels.plugin_id }} fail",
    description: ({ errorRatio }) =>
      `More than ${humanizePercentage(errorRatio)} of the requests to a plug-in ended in an error over the last five minutes; data sources are plug-ins, too.`,
    runbook: pluginErrorsRunbook,
    tests: ({ errorRatio, for: pending }) =>
      limitTests({
        limit: errorRatio,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => {
          const asked = (plugin_id: string, status: string, perSecond: number) =>
            series(grafana.pluginRequests, {
              ...podOf(target),
              plugin_id,
              endpoint: "queryData",
              status,
              status_source: "downstream",
            }).ratePerSecond(perSecond, time);
          return [
            asked("prometheus", "ok", 0.4 * (1 - value)),
            asked("prometheus", "cancelled", 0.1 * (1 - value)),
            asked("prometheus", "error", 0.5 * value),
            asked("loki", "ok", 0.5),
          ];
        },
        expect: (value) => [
          {
            labels: { ...serviceOf(target), plugin_id: "prometheus" },
            summary: `${humanizePercentage(value)} of the requests to Grafana's plug-in prometheus fail`,
          },
        ],
      }),
  });

/** What was written down for Grafana's start did not get into its database. */
export const dataSourcesMissing = (target: GrafanaTarget) =>
  alert("GrafanaDataSourcesMissing", {
    parameters: { dataSources: target.dataSources },
    expr: ({ dataSources }) => promql`
      sum by (namespace, service) (
        max by (namespace, service, plugin_id) (${grafana.dataSources}{${of(target)}})
      )
      < ${dataSources}
    `,
    // Counted every half an hour.
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.namespace }}/{{ $labels.service }} has {{ $value | humanize }} data sources only",
    description: ({ dataSources }) => `Grafana is given ${dataSources} data sources at its start and has fewer.`,
    runbook: dataSourcesMissingRunbook,
    tests: ({ dataSources, for: pending }) =>
      limitTests({
        limit: dataSources,
        pending,
        beyond: "below",
        interval: minutes(5),
        given: (value, time) => {
          const counted = (plugin_id: string, pod: string, count: number) =>
            series(grafana.dataSources, { ...podOf(target, pod), plugin_id }).constant(count, time);
          return [
            counted("prometheus", "grafana-a", value / 2),
            counted("prometheus", "grafana-b", value / 2),
            counted("loki", "grafana-a", value / 2),
            counted("loki", "grafana-b", value / 2),
          ];
        },
        expect: (value) => [
          {
            labels: serviceOf(target),
            summary: `${target.namespace}/${target.job} has ${humanize(value)} data sources only`,
          },
        ],
      }),
  });

/** Requests wait for a connection to Grafana's own database. */
export const databaseWaits = (target: GrafanaTarget) =>
  alert("GrafanaDatabaseWaits", {
    /** Requests that wait at any moment, on average. */
    parameters: { waiting: 1 },
    expr: ({ waiting }) => promql`
      sum by (namespace, service, pod) (rate(${grafana.databaseWait}{${of(target)}}[5m])) > ${waiting}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanize }} requests of {{ $labels.pod }} wait for its database at any moment",
    description: ({ waiting }) =>
      `More than ${waiting} requests wait for a free connection to Grafana's database at any moment, on average over five minutes.`,
    runbook: databaseWaitsRunbook,
    tests: ({ waiting, for: pending }) =>
      limitTests({
        limit: waiting,
        pending,
        window: minutes(5),
        addsUp: true,
        given: (value, time) => [
          series(grafana.databaseWait, podOf(target)).ratePerSecond(value, time),
          series(grafana.databaseWait, podOf(target, "grafana-b")).constant(0, time),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), pod: "grafana-a" },
            summary: `${humanize(value)} requests of grafana-a wait for its database at any moment`,
          },
        ],
      }),
  });

/** Soon requests will wait. */
export const databasePoolFull = (target: GrafanaTarget) =>
  alert("GrafanaDatabasePoolFull", {
    parameters: { used: 0.9 },
    expr: ({ used }) => promql`
      max by (namespace, service, pod) (${grafana.databaseConnections}{${of(target)}})
      / (max by (namespace, service, pod) (${grafana.databaseLimit}{${of(target)}}) > 0)
      > ${used}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its connections to the database",
    description: ({ used }) =>
      `More than ${humanizePercentage(used)} of the connections to Grafana's database that may be open at once are in use.`,
    runbook: databasePoolFullRunbook,
    tests: ({ used, for: pending }) =>
      limitTests({
        limit: used,
        pending,
        ratio: true,
        given: (value, time) => [
          series(grafana.databaseConnections, podOf(target)).constant(value, time),
          series(grafana.databaseLimit, podOf(target)).constant(1, time),
          series(grafana.databaseConnections, podOf(target, "grafana-b")).constant(100, time),
          series(grafana.databaseLimit, podOf(target, "grafana-b")).constant(0, time),
        ],
        expect: (value) => [
          {
            labels: { ...serviceOf(target), pod: "grafana-a" },
            summary: `grafana-a uses ${humanizePercentage(value)} of its connections to the database`,
          },
        ],
      }),
  });
