/** The objectives that every service with HTTP begins with: that it answers, and how fast. */
import { days, milliseconds, prometheusDuration, type Duration, type Slo, type SloWindow } from "../../model";
import { matchers, matches, promql, type Matchers } from "../../query";
import { availability, latency, slo, type SloProps } from "../../slo";
import { standardHttp, type HttpMetrics } from "./http-metrics";

export interface HttpObjectivesProps {
  /** The label `service` of its metrics. */
  readonly service: string;
  /** The label `namespace` of its metrics. @default services of that name in all namespaces are one */
  readonly namespace?: string;
  /** What its metrics are called. @default ours */
  readonly metrics?: HttpMetrics;
  /** Team that owns both. @default the pack's */
  readonly owner?: string;
  /** @default days(30) */
  readonly window?: SloWindow;
  /** Share of requests that are not answered with 5xx. @default "99.9%" */
  readonly availability?: string;
  /** Share of requests that are answered within `threshold`. @default "99%" */
  readonly latency?: string;
  /** Must be a bound of the buckets: `DURATION_BUCKETS`, where the metrics are ours. @default milliseconds(500) */
  readonly threshold?: Duration;
  /** @default as `slo` has it */
  readonly alerting?: SloProps["alerting"];
  /** Requests per second on average. @default not asked */
  readonly expectedTraffic?: number;
}

/**
 * `sloPack("checkout-objectives", { metrics: http, slos: httpObjectives({ service: "checkout" }) })`; of a service whose metrics do not say how
 * long requests take, the first alone.
 */
export const httpObjectives = ({
  service,
  namespace,
  metrics: { requests, duration, labels } = standardHttp,
  window = days(30),
  availability: available = "99.9%",
  latency: fast = "99%",
  threshold = milliseconds(500),
  ...rest
}: HttpObjectivesProps): readonly [Slo, ...Slo[]] => {
  const where: Matchers = { service, ...(namespace === undefined ? {} : { namespace }) };
  const common = { ...rest, service, namespace, window };
  return [
    slo({
      ...common,
      name: `${service}-availability`,
      alertPrefix: "HttpAvailability",
      description: `Requests to ${service} are answered.`,
      objective: available,
      sli: availability({
        total: promql`${requests}{${matchers(where)}}`,
        bad: promql`${requests}{${matchers({ ...where, [labels.status]: matches("5..") })}}`,
        badMeans: "are answered with 5xx",
      }),
    }),
    ...(duration === undefined
      ? []
      : [
          slo({
            ...common,
            name: `${service}-latency`,
            alertPrefix: "HttpLatency",
            description: `Requests to ${service} are answered within ${prometheusDuration(threshold)}.`,
            objective: fast,
            sli: latency({ histogram: duration, where, threshold }),
          }),
        ]),
  ];
};
