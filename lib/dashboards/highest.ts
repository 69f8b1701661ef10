/** The highest few over time. `topk` alone chooses anew at each step, so that lines come and go; these stay the same. */
import type { Expression } from "../model";
import { promql } from "../query";

/** `query(highest(10, promql`sum by (service) (…)`), "{{service}}")`: those that were highest at any time within the one that is looked at. */
export const highest = (count: number, expr: Expression): Expression =>
  promql`(${expr}) and topk(${count}, max_over_time((${expr})[$__range:$__rate_interval] @ end()))`;

/** Those that were lowest. */
export const lowest = (count: number, expr: Expression): Expression =>
  promql`(${expr}) and bottomk(${count}, min_over_time((${expr})[$__range:$__rate_interval] @ end()))`;
