/** Whether applications learn which traces to begin. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { samplingErrorsRunbook } from "../runbooks/sampling-errors";
import { of, othersThan, podOf, serviceOf, type JaegerTarget } from "../target";

/** SDKs ask and get no answer: new ones sample as they like, old ones as they did. */
export const samplingErrors = (target: JaegerTarget) =>
  alert("JaegerSamplingErrors", {
    parameters: { ratio: 0.05 },
    // Where none was ever answered, the answers have no series.
    expr: ({ ratio }) => promql`
      sum by (namespace, service) (rate(${jaeger.strategyErrors}{${of(target, { status: "5xx" })}}[15m]))
      / (
        sum by (namespace, service) (rate(${jaeger.strategyErrors}{${of(target, { status: "5xx" })}}[15m]))
        + (
          sum by (namespace, service) (rate(${jaeger.strategiesServed}{${of(target)}}[15m]))
          or
          0 * sum by (namespace, service) (rate(${jaeger.strategyErrors}{${of(target, { status: "5xx" })}}[15m]))
        )
        > 0
      )
      > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the SDKs that ask {{ $labels.namespace }}/{{ $labels.service }} how to sample get no answer",
    description: ({ ratio }) =>
      `Jaeger fails more than ${humanizePercentage(ratio)} of the requests for sampling strategies over HTTP.`,
    runbook: samplingErrorsRunbook,
    tests: ({ ratio, for: pending }) => {
      const failed = (labels: Readonly<Record<string, string>>, status = "5xx") =>
        series(jaeger.strategyErrors, { ...labels, status, source: "collector-proxy" });
      const served = (labels: Readonly<Record<string, string>>) =>
        series(jaeger.strategiesServed, { ...labels, type: "sampling" });
      const summary = (value: number): string =>
        `${humanizePercentage(value)} of the SDKs that ask ${target.namespace}/${target.job} how to sample get no answer`;
      return [
        ...limitTests({
          limit: ratio,
          pending,
          ratio: true,
          window: minutes(15),
          given: (value, time) => [
            failed(podOf(target)).ratePerSecond(0.5 * value, time),
            failed(podOf(target), "4xx").ratePerSecond(9, time),
            served(podOf(target)).ratePerSecond(0.25 * (1 - value), time),
            served(podOf(target, "jaeger-1")).ratePerSecond(0.25 * (1 - value), time),
            ...othersThan(target).flatMap((labels) => [
              failed(labels).ratePerSecond(9, time),
              served(labels).ratePerSecond(1, time),
            ]),
          ],
          expect: (value) => [{ labels: serviceOf(target), summary: summary(value) }],
        }),
        ...limitTests({
          // All of them, whatever the limit is.
          limit: 1 / 1.2,
          pending,
          window: minutes(15),
          given: (_, time) => [failed(podOf(target)).ratePerSecond(0.5, time)],
          expect: () => [{ labels: serviceOf(target), summary: summary(1) }],
        }).filter(({ kind }) => kind === "fires"),
      ];
    },
  });
