/** Which workloads are watched. */
import type { Expression, Metric } from "../../model";
import { matchers, promql, type Matchers } from "../../query";
import { anyOf } from "../jobs-down";

export interface WorkloadSettings {
  /** Namespaces whose workloads are watched. @default all */
  readonly namespaces?: readonly string[];
}

/** The series of a metric that belong to the watched namespaces and match whatever else is asked. */
export type Select = (metric: Metric, also?: Matchers) => Expression;

export const selection =
  ({ namespaces }: WorkloadSettings): Select =>
  (metric, also = {}) => {
    const all = { ...(namespaces === undefined ? {} : { namespace: anyOf(namespaces) }), ...also };
    return Object.keys(all).length === 0 ? promql`${metric}` : promql`${metric}{${matchers(all)}}`;
  };
