/** Figures of many series, as bars below one another. */
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/bargauge";
import { BarGaugeDisplayMode, VizOrientation } from "@grafana/grafana-foundation-sdk/common";
import type { BarGaugePanel } from "../../model";
import type { Drawing } from "./panel-context";
import { reducedBy } from "./reduced";

export const barGauge: Drawing<BarGaugePanel> = ({ calculation }) =>
  new PanelBuilder()
    .reduceOptions(reducedBy(calculation))
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .build();
