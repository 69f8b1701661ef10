/** Buckets over time: the y axis has the unit of the buckets, a cell says how many per second. */
import { AxisPlacement, TooltipDisplayMode } from "@grafana/grafana-foundation-sdk/common";
import {
  CellValuesBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapTooltipBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";
import type { HeatmapPanel } from "../../model";
import { grafanaUnit } from "../units";
import type { Drawing } from "./panel-context";

export const heatmap: Drawing<HeatmapPanel> = ({ unit }) =>
  new PanelBuilder()
    .calculate(false)
    .color(
      // Few slow requests among many fast ones must be seen: the exponent lifts what is rare.
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme("Oranges")
        .fill("dark-orange")
        .exponent(0.5)
        .steps(64),
    )
    .yAxis(new YAxisConfigBuilder().unit(grafanaUnit(unit)).axisPlacement(AxisPlacement.Left))
    .cellValues(new CellValuesBuilder().unit(grafanaUnit("per second")))
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true))
    .build();
