/** When scrapes, targets or samples are refused, one alert for each reason: they are mended in different places. */
import { alert, minutes, type Metric, type Runbook } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { recurringTests } from "../../failure-tests";
import { prometheus } from "../metrics";
import { prometheusBodySizeLimitHitRunbook } from "../runbooks/prometheus-body-size-limit-hit";
import { prometheusBucketLimitHitRunbook } from "../runbooks/prometheus-bucket-limit-hit";
import { prometheusDuplicateSamplesRunbook } from "../runbooks/prometheus-duplicate-samples";
import { prometheusLabelLimitHitRunbook } from "../runbooks/prometheus-label-limit-hit";
import { prometheusOutOfBoundSamplesRunbook } from "../runbooks/prometheus-out-of-bound-samples";
import { prometheusOutOfOrderSamplesRunbook } from "../runbooks/prometheus-out-of-order-samples";
import { prometheusSampleLimitHitRunbook } from "../runbooks/prometheus-sample-limit-hit";
import { prometheusTargetLimitHitRunbook } from "../runbooks/prometheus-target-limit-hit";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

/** Something is refused in every window, as long as the alert waits. */
const refused = <const Name extends string>(
  self: PrometheusSelf,
  name: Name,
  {
    metric,
    texts,
    runbook,
  }: {
    readonly metric: Metric;
    readonly texts: (replica: string) => { readonly summary: string; readonly description: string };
    readonly runbook: Runbook;
  },
) =>
  alert(name, {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`increase(${ofSelf(self, metric)}[${window}]) > 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA),
    runbook,
    tests: ({ window, for: pending }) =>
      recurringTests({
        counted: series(metric, replica(self)),
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });

export const targetLimitHit = (self: PrometheusSelf) =>
  refused(self, "PrometheusTargetLimitHit", {
    metric: prometheus.targetLimitHits,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses targets of a job with too many`,
      description: "A scrape job has discovered more targets than its `targetLimit`: none of its targets is scraped.",
    }),
    runbook: prometheusTargetLimitHitRunbook,
  });

export const labelLimitHit = (self: PrometheusSelf) =>
  refused(self, "PrometheusLabelLimitHit", {
    metric: prometheus.labelLimitHits,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses targets with too many labels`,
      description: "A scrape job has targets with more or longer labels than its limits allow: these are not scraped.",
    }),
    runbook: prometheusLabelLimitHitRunbook,
  });

export const sampleLimitHit = (self: PrometheusSelf) =>
  refused(self, "PrometheusSampleLimitHit", {
    metric: prometheus.sampleLimitHits,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses scrapes with too many samples`,
      description:
        "A target exposes more samples than its job's `sampleLimit`: all of its samples are refused, not only those above.",
    }),
    runbook: prometheusSampleLimitHitRunbook,
  });

export const bodySizeLimitHit = (self: PrometheusSelf) =>
  refused(self, "PrometheusBodySizeLimitHit", {
    metric: prometheus.bodySizeLimitHits,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses pages that are too large`,
      description:
        "A target's page of metrics is larger than its job's `bodySizeLimit`: none of its samples is stored.",
    }),
    runbook: prometheusBodySizeLimitHitRunbook,
  });

export const bucketLimitHit = (self: PrometheusSelf) =>
  refused(self, "PrometheusBucketLimitHit", {
    metric: prometheus.bucketLimitHits,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses histograms with too many buckets`,
      description: "A native histogram has more buckets than its job's limit: all samples of that scrape are refused.",
    }),
    runbook: prometheusBucketLimitHitRunbook,
  });

export const duplicateSamples = (self: PrometheusSelf) =>
  refused(self, "PrometheusDuplicateSamples", {
    metric: prometheus.duplicateSamples,
    texts: (name) => ({
      summary: `Prometheus ${name} gets two values for one moment`,
      description: "Samples are refused because there is another value of the same series with the same time.",
    }),
    runbook: prometheusDuplicateSamplesRunbook,
  });

export const outOfOrderSamples = (self: PrometheusSelf) =>
  refused(self, "PrometheusOutOfOrderSamples", {
    metric: prometheus.outOfOrderSamples,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses samples out of order`,
      description: "Samples are refused because a later one of the same series is there already.",
    }),
    runbook: prometheusOutOfOrderSamplesRunbook,
  });

export const outOfBoundSamples = (self: PrometheusSelf) =>
  refused(self, "PrometheusOutOfBoundSamples", {
    metric: prometheus.outOfBoundSamples,
    texts: (name) => ({
      summary: `Prometheus ${name} refuses samples of another time`,
      description: "Samples are refused because their own time lies too far in the past or in the future.",
    }),
    runbook: prometheusOutOfBoundSamplesRunbook,
  });
