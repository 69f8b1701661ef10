/** How the panels about traces select spans and compute their figures, from what Jaeger counts of them. */
import type { Expression } from "../../../model";
import { matchers, matches, promql, type MatcherList, type Matchers } from "../../../query";
import { jaeger } from "../../jaeger";

/** Spans whose service answered somebody: a request, or a message from a queue. */
export const ANSWERED: Matchers = { span_kind: matches("SPAN_KIND_SERVER|SPAN_KIND_CONSUMER") };
/** Spans whose service waited for somebody. */
export const ASKED: Matchers = { span_kind: matches("SPAN_KIND_CLIENT|SPAN_KIND_PRODUCER") };
export const FAILED: Matchers = { status_code: "STATUS_CODE_ERROR" };

export const chosen = (...more: readonly Matchers[]): MatcherList =>
  matchers(Object.assign({ service_name: matches("$service"), span_name: matches("$operation") }, ...more) as Matchers);

export const rate = (by: readonly string[], ...which: readonly Matchers[]): Expression =>
  promql`sum by (${by}) (rate(${jaeger.calls}{${chosen(...which)}}[$__rate_interval]))`;

/** 0 where nothing failed. */
export const failedShare = (by: readonly string[], which: Matchers): Expression =>
  promql`(${rate(by, which, FAILED)} or 0 * ${rate(by, which)}) / (${rate(by, which)} > 0)`;

/** In milliseconds, as single traces beside it are. */
export const quantile = (share: number, by: readonly string[], which: Matchers): Expression =>
  promql`
    histogram_quantile(
      ${share}, sum by (${[...by, "le"]}) (rate(${jaeger.durations}_bucket{${chosen(which)}}[$__rate_interval]))
    )
  `;

export const SERVICE = ["service_name"];
export const OPERATION = ["service_name", "span_name"];
