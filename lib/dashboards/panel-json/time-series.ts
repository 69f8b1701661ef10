/** Courses over time. Thresholds are dashed lines, because the colours tell the series apart. */
import {
  AxisPlacement,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  GraphTransform,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  FieldColorModeId,
  type DynamicConfigValue,
  type FieldConfigSource,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { SeriesStyle, TimeSeriesPanel } from "../../model";
import { grafanaUnit } from "../units";
import { thresholdsOf } from "./fields";
import type { Drawing } from "./panel-context";
import { calculationId } from "./reduced";

/** In percent. Bars are looked at whole, lines must not hide one another. */
const FILL: Readonly<Record<TimeSeriesPanel["style"], number>> = { lines: 10, bars: 80, points: 0 };
const STACKED_FILL = 40;

const STYLES: Readonly<Record<TimeSeriesPanel["style"], GraphDrawStyle>> = {
  lines: GraphDrawStyle.Line,
  bars: GraphDrawStyle.Bars,
  points: GraphDrawStyle.Points,
};

export const timeSeries: Drawing<TimeSeriesPanel> = (panel, context) => {
  const { style, stacked, styles, thresholds, unit } = panel;
  const lines = thresholdsOf(thresholds, unit, context, "transparent");
  const json = new PanelBuilder()
    .drawStyle(STYLES[style])
    .lineWidth(1)
    .fillOpacity(stacked && style === "lines" ? STACKED_FILL : FILL[style])
    .showPoints(style === "points" ? VisibilityMode.Always : VisibilityMode.Never)
    .stacking(new StackingConfigBuilder().mode(stacked ? StackingMode.Normal : StackingMode.None).group("A"))
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        (lines?.steps.length ?? 0) > 1 ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off,
      ),
    )
    .legend(legend(panel))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .build();
  return {
    ...json,
    fieldConfig: {
      defaults: {
        ...json.fieldConfig?.defaults,
        color: { mode: FieldColorModeId.PaletteClassic },
        ...(lines === undefined ? {} : { thresholds: lines }),
      },
      overrides: styles.map(override),
    },
  };
};

const legend = ({ legendAt, legendValues }: TimeSeriesPanel): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder()
    .showLegend(legendAt !== "hidden")
    .displayMode(legendValues.length === 0 ? LegendDisplayMode.List : LegendDisplayMode.Table)
    .placement(legendAt === "right" ? LegendPlacement.Right : LegendPlacement.Bottom)
    .calcs(legendValues.map(calculationId));

const override = (style: SeriesStyle): FieldConfigSource["overrides"][number] => ({
  matcher: { id: /^\/.*\/$/.test(style.series) ? "byRegexp" : "byName", options: style.series },
  properties: propertiesOf(style),
});

const propertiesOf = ({ color, dashed, unit, rightAxis, negative }: SeriesStyle): DynamicConfigValue[] => [
  ...(color === undefined ? [] : [{ id: "color", value: { mode: FieldColorModeId.Fixed, fixedColor: color } }]),
  ...(dashed === true ? [{ id: "custom.lineStyle", value: { fill: "dash", dash: [8, 8] } }] : []),
  ...(unit === undefined ? [] : [{ id: "unit", value: grafanaUnit(unit) }]),
  ...(rightAxis === true ? [{ id: "custom.axisPlacement", value: AxisPlacement.Right }] : []),
  ...(negative === true ? [{ id: "custom.transform", value: GraphTransform.NegativeY }] : []),
];
