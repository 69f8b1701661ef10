/** Probes: the share of them that succeeded. */
import { inSeconds, type Expression, type Sli } from "../../model";
import { promql } from "../../query";
import { aggregated } from "./rates";
import { probeSeries } from "./time-series";

/** `probeSuccess({ probe: promql\`probe_success{instance="https://shop.example"}\` })` */
export const probeSuccess = ({
  probe,
}: {
  /** A gauge that is 1 after a probe that succeeded and 0 after one that failed. */
  readonly probe: Expression;
}): Sli => ({
  kind: "probe",
  unit: "probes",
  badMeans: "fail",
  rates: ({ window, groupBy }) => {
    const size = inSeconds(window);
    const done = promql`count_over_time(${probe}[${window}])`;
    return {
      total: promql`${aggregated("sum", groupBy, done)} / ${size}`,
      bad: promql`${aggregated("sum", groupBy, promql`${done} - sum_over_time(${probe}[${window}])`)} / ${size}`,
    };
  },
  reads: [probe],
  series: probeSeries(probe),
});
