/** What comes in, what is refused, and which targets do not answer. */
import { alertLine, highest, now, query, row, table, timeSeries } from "../../../dashboards";
import { scrape, type Metric, type Row } from "../../../model";
import { promql } from "../../../query";
import { scrapeSlow, seriesChurn } from "../alerts/ingestion";
import { prometheus } from "../metrics";
import type { PrometheusSelf } from "../self";
import type { Selectors } from "./selectors";

const REFUSED: readonly (readonly [string, Metric])[] = [
  ["sample twice", prometheus.duplicateSamples],
  ["sample out of order", prometheus.outOfOrderSamples],
  ["sample too old or too new", prometheus.outOfBoundSamples],
  ["scrape above sample limit", prometheus.sampleLimitHits],
  ["scrape above body size limit", prometheus.bodySizeLimitHits],
  ["scrape above bucket limit", prometheus.bucketLimitHits],
  ["job above target limit", prometheus.targetLimitHits],
  ["job above label limit", prometheus.labelLimitHits],
];

const DISCOVERY: readonly (readonly [string, Metric])[] = [
  ["requests to the API server", prometheus.kubernetesFailures],
  ["lists of targets", prometheus.refreshFailures],
  ["targets made of what was found", prometheus.targetSyncFailures],
  ["jobs set up", prometheus.scrapePoolsFailed],
  ["jobs set up anew", prometheus.scrapePoolReloadsFailed],
];

const HOUR = 3_600;

export const comesIn = (self: PrometheusSelf, { mine }: Selectors): Row =>
  row("What comes in", [
    timeSeries("Samples stored", {
      description:
        "Samples that each pod appends. Steady is normal; a fall is a loss of targets, nothing at all is blindness.",
      queries: [query(promql`sum by (pod) (rate(${mine(prometheus.samplesAppended)}[$__rate_interval]))`, "{{pod}}")],
      unit: "per second",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Series in memory", {
      description: "Series in the head of each pod. They decide how much memory it needs.",
      queries: [query(promql`max by (pod) (${mine(prometheus.headSeries)})`, "{{pod}}")],
      unit: "count",
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("New series in an hour, of those in memory", {
      description:
        "How much of the series is replaced in an hour at the pace of now. Near 100 % some label never stays the same.",
      queries: [
        query(
          promql`
            ${HOUR} * sum by (pod) (rate(${mine(prometheus.seriesCreated)}[$__rate_interval]))
            / (sum by (pod) (${mine(prometheus.headSeries)}) > 0)
          `,
          "{{pod}}",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(seriesChurn(self), "ratio")],
      min: 0,
      width: 8,
      height: 7,
    }),
    timeSeries("Refused", {
      description:
        "Samples, scrapes and jobs that Prometheus refused, each second. None is normal: what is refused is lost.",
      queries: REFUSED.map(([legend, metric]) => query(promql`sum(rate(${mine(metric)}[$__rate_interval]))`, legend)),
      unit: "per second",
      style: "bars",
      stacked: true,
      min: 0,
    }),
    timeSeries("Failures to find targets", {
      description:
        "Failures of service discovery, each second. Targets that are not found are not missed by anybody else.",
      queries: [
        ...DISCOVERY.map(([legend, metric]) => query(promql`sum(rate(${mine(metric)}[$__rate_interval]))`, legend)),
        query(promql`sum(${mine(prometheus.discoveryFailedConfigs)})`, "discoveries that do not work at all"),
      ],
      unit: "per second",
      style: "bars",
      styles: [{ series: "discoveries that do not work at all", unit: "count", rightAxis: true, color: "red" }],
      min: 0,
    }),
  ]);

export const targets = (self: PrometheusSelf, { mine }: Selectors): Row =>
  row("Targets", [
    table("Targets that do not answer", {
      description:
        "Targets whose last scrape failed. The pod may be down, its port wrong, or a network policy in the way.",
      queries: [now(promql`max by (job, namespace, pod, instance) (${scrape.up}) == 0`)],
      columns: [
        { of: "job", title: "Job" },
        { of: "namespace", title: "Namespace" },
        {
          of: "pod",
          title: "Pod",
          links: [
            {
              title: "Logs of the pod",
              to: {
                dashboard: "logs",
                variables: { namespace: "${__data.fields.namespace}", pod: "${__value.text}" },
              },
            },
          ],
        },
        { of: "instance", title: "Instance" },
      ],
      whenEmpty: "All targets answer",
      width: 12,
    }),
    table("Slowest targets", {
      description: "How long the last scrape of the slowest targets took. Above the time-out their samples are lost.",
      queries: [now(promql`topk(10, max by (job, namespace, pod, instance) (${scrape.duration}))`)],
      columns: [
        { of: "job", title: "Job" },
        { of: "namespace", title: "Namespace" },
        { of: "pod", title: "Pod" },
        {
          of: 0,
          title: "Took",
          unit: "seconds",
          thresholds: [alertLine(scrapeSlow(self), "seconds")],
          shownAs: "colored text",
        },
      ],
      sortBy: { title: "Took", descending: true },
      width: 12,
    }),
    timeSeries("Targets by job", {
      description: "Targets that each job has. A job that falls to none has lost its labels, its Service or its pods.",
      queries: [query(promql`max by (scrape_job) (${mine(prometheus.scrapePoolTargets)})`, "{{scrape_job}}")],
      unit: "count",
      min: 0,
      legendAt: "right",
      legendValues: ["last"],
    }),
    timeSeries("Samples by job", {
      description:
        "The ten jobs with the most samples in a scrape of all their targets: where a flood of series comes from.",
      queries: [query(highest(10, promql`sum by (job) (${scrape.samplesAfterRelabelling})`), "{{job}}")],
      unit: "count",
      min: 0,
      legendAt: "right",
      legendValues: ["last"],
    }),
  ]);
