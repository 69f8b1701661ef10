/** Which addresses the dashboard shows, and which of the exporter's own figures. */
import { cluster, labelVariable } from "../../../../dashboards";
import type { Expression, Variable } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const addressVariables: readonly Variable[] = [
  cluster,
  labelVariable("namespace", "Namespace", promql`${blackbox.success}`),
  labelVariable("instance", "Address", promql`${blackbox.success}{namespace=~"$namespace"}`),
];

/** The series of the chosen addresses. */
export const HERE: Expression = promql`{namespace=~"$namespace",instance=~"$instance"}`;
