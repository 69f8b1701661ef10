/** Settings and values of a Prometheus as tests want them: from props, defaults filled in. */
import { prometheusProps, prometheusValues, type PrometheusProps } from "../../../lib/components/prometheus";
import { parse, type Endpoint, type Values } from "../../../lib/model";

export const settings = (props: PrometheusProps = {}) => parse(prometheusProps, props, "prometheus");

export const valuesOf = (props: PrometheusProps = {}, alertmanagers?: readonly (readonly Endpoint[])[]): Values =>
  prometheusValues(settings(props), alertmanagers);

/** The value at a path such as `prometheus.prometheusSpec.replicas`; keys hold no dots here. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (found, key) => (typeof found === "object" && found !== null ? (found as Values)[key] : undefined),
      value,
    );
