/** When samples do not come in, come in late, or are suddenly many more. */
import { alert, days, hours, inSeconds, minutes, plus, scrape } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizeDuration, humanizePercentage, series, silent } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusNotIngestingRunbook } from "../runbooks/prometheus-not-ingesting";
import { prometheusScrapeSlowRunbook } from "../runbooks/prometheus-scrape-slow";
import { prometheusSeriesChurnRunbook } from "../runbooks/prometheus-series-churn";
import { prometheusSeriesJumpRunbook } from "../runbooks/prometheus-series-jump";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

const subject = (self: PrometheusSelf) => {
  const { namespace, service, pod } = replica(self);
  return { namespace, service, pod };
};

/** It has targets, and stores nothing. */
export const notIngesting = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} stores no samples`,
    description: "Prometheus has targets, and not a single sample was stored within the last five minutes.",
  });
  return alert("PrometheusNotIngesting", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`
      sum by (namespace, service, pod) (rate(${ofSelf(self, prometheus.samplesAppended)}[${window}])) == 0
      and on (namespace, service, pod)
      sum by (namespace, service, pod) (${ofSelf(self, prometheus.scrapePoolTargets)}) > 0
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook: prometheusNotIngestingRunbook,
    tests: ({ window, for: pending }) => {
      const begin = plus(window, minutes(10));
      const time = plus(begin, window, pending, hours(1));
      const appended = (type: string) => series(prometheus.samplesAppended, { ...replica(self), type });
      const targets = (count: number, number = 0) =>
        series(prometheus.scrapePoolTargets, { ...replica(self, number), scrape_job: "shop" }).constant(count, time);
      const other = series(prometheus.samplesAppended, { ...replica(self, 1), type: "float" });
      return [
        fires("nothing more is stored", {
          given: [
            appended("float").ratePerSecond(1000, begin).ratePerSecond(0, time),
            appended("histogram").constant(0, time),
            targets(1),
            other.ratePerSecond(1000, time),
            targets(1, 1),
          ],
          after: plus(begin, window, pending),
          notBefore: plus(begin, window, pending, minutes(-1.5)),
          expect: [{ labels: subject(self), ...texts(replicaName(self)) }],
        }),
        silent("a sample now and then", {
          given: [appended("float").ratePerSecond(1 / 60, time), appended("histogram").constant(0, time), targets(1)],
          for: time,
        }),
        silent("nothing to scrape", { given: [appended("float").constant(0, time), targets(0)], for: time }),
      ];
    },
  });
};

/** A little more, and the scrape is given up. */
export const scrapeSlow = ({ scrapeTimeout }: PrometheusSelf) => {
  const texts = (job: string, instance: string, time: string) => ({
    summary: `Scraping ${instance} takes ${time}`,
    description: `The last scrape of ${instance} (${job}) took ${time}, and is given up after ${humanizeDuration(inSeconds(scrapeTimeout))}.`,
  });
  return alert("PrometheusScrapeSlow", {
    parameters: { seconds: 0.8 * inSeconds(scrapeTimeout) },
    expr: ({ seconds }) => promql`${scrape.duration} > ${seconds}`,
    for: minutes(15),
    severity: "info",
    onMissingData: "silent",
    ...texts("{{ $labels.job }}", "{{ $labels.instance }}", "{{ $value | humanizeDuration }}"),
    runbook: prometheusScrapeSlowRunbook,
    tests: ({ seconds, for: pending }) => {
      const labels = { job: "shop", instance: "10.0.0.7:8080", namespace: "shop", pod: "cart-0" };
      return limitTests({
        limit: seconds,
        pending,
        given: (value, time) => [series(scrape.duration, labels).constant(value, time)],
        expect: (value) => [{ labels, ...texts("shop", "10.0.0.7:8080", humanizeDuration(value)) }],
      });
    },
  });
};

/** Something has begun to make many more series: a label with a value for each user or request. */
export const seriesJump = (self: PrometheusSelf) => {
  const texts = (name: string, count: string) => ({
    summary: `Prometheus ${name} has many more series than yesterday`,
    description: `There are ${count} series in memory, many more than at this time yesterday.`,
  });
  return alert("PrometheusSeriesJump", {
    parameters: { growth: 1.5, series: 100_000, ago: days(1) },
    expr: ({ growth, series: floor, ago }) => promql`
      sum by (namespace, service, pod) (${ofSelf(self, prometheus.headSeries)})
      > ${growth} * sum by (namespace, service, pod) (${ofSelf(self, prometheus.headSeries)} offset ${ago})
      and on (namespace, service, pod)
      sum by (namespace, service, pod) (${ofSelf(self, prometheus.headSeries)}) > ${floor}
    `,
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $value | humanize }}"),
    runbook: prometheusSeriesJumpRunbook,
    tests: ({ growth, series: floor, ago, for: pending }) => {
      const interval = minutes(5);
      const head = series(prometheus.headSeries, replica(self));
      const time = plus(ago, pending, hours(3));
      return [
        fires("a fifth more growth than allowed, and a fifth more series than matter", {
          given: [
            head.constant((1.2 * floor) / (1.2 * growth), plus(ago, hours(1))).constant(1.2 * floor, time),
            series(prometheus.headSeries, replica(self, 1)).constant(10 * floor, plus(time, ago)),
          ],
          interval,
          after: plus(ago, hours(1), pending, minutes(10)),
          notBefore: plus(ago, hours(1), pending, minutes(-10)),
          expect: [{ labels: subject(self), ...texts(replicaName(self), humanize(1.2 * floor)) }],
        }),
        silent("a twentieth less growth than allowed", {
          given: [head.constant(10 * floor, plus(ago, hours(1))).constant(9.5 * growth * floor, time)],
          interval,
          for: plus(ago, time),
        }),
        silent("a twentieth fewer series than matter", {
          given: [head.constant((0.5 * floor) / growth, plus(ago, hours(1))).constant(0.95 * floor, time)],
          interval,
          for: plus(ago, time),
        }),
      ];
    },
  });
};

/** Series come and go: names of pods are one thing, request ids in labels another. */
export const seriesChurn = (self: PrometheusSelf) => {
  const texts = (name: string, share: string) => ({
    summary: `Series of Prometheus ${name} live for less than an hour`,
    description: `Within an hour ${share} of the series in memory were new: most of them do not live for long.`,
  });
  return alert("PrometheusSeriesChurn", {
    parameters: { ratio: 1, window: hours(1) },
    expr: ({ ratio, window }) => promql`
      increase(${ofSelf(self, prometheus.seriesCreated)}[${window}])
      / (${ofSelf(self, prometheus.headSeries)} > 0)
      > ${ratio}
    `,
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $value | humanizePercentage }}"),
    runbook: prometheusSeriesChurnRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        addsUp: true,
        given: (value, time) => [
          series(prometheus.seriesCreated, replica(self)).ratePerSecond(value / inSeconds(window), time),
          series(prometheus.headSeries, replica(self)).constant(1, time),
        ],
        expect: (value) => [{ labels: replica(self), ...texts(replicaName(self), humanizePercentage(value)) }],
      }),
  });
};
