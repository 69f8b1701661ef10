/** The frame of drawings that Grafana's packages have no component for: its axes, its time ticks, its colours; only the inside is ours. */
import type { GrafanaTheme2 } from "@grafana/data";
import { AxisPlacement, ScaleDirection, ScaleOrientation, ScaleDistribution } from "@grafana/schema";
import { UPlotConfigBuilder } from "@grafana/ui";
import type uPlot from "uplot";
import type { View } from "./view";

interface PlotProps {
  readonly view: Pick<View, "theme" | "zoom" | "width">;
  /** Milliseconds, read at each drawing. */
  readonly range: () => readonly [number, number];
  /** How many rows there are, from the bottom up. */
  readonly rows: number;
  /** Where the y axis has a text, and which. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly draw: (plot: uPlot) => void;
}

const FONT_SIZE = 12;

/** Of the panel. */
const WIDEST_AXIS = 0.35;

export const plotOf = ({ view, range, rows, ticks, draw }: PlotProps): UPlotConfigBuilder => {
  const config = new UPlotConfigBuilder("utc");
  const shown = ticks.map(({ at, text }) => ({ at, text: shortened(text, view.width * WIDEST_AXIS, view.theme) }));
  const { theme, zoom } = view;
  config.addScale({
    scaleKey: "x",
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [...range()] as [number, number],
  });
  config.addScale({
    scaleKey: "y",
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    distribution: ScaleDistribution.Linear,
    range: () => [0, Math.max(rows, 1)],
  });
  config.addAxis({
    scaleKey: "x",
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone: "utc",
    theme,
    grid: { show: false },
  });
  config.addAxis({
    scaleKey: "y",
    placement: AxisPlacement.Left,
    theme,
    grid: { show: false },
    size: 16 + Math.max(0, ...shown.map(({ text }) => textWidth(text, theme))),
    splits: () => shown.map(({ at }) => at),
    formatValue: (value: number) => shown.find(({ at }) => at === value)?.text ?? "",
  });
  config.addSeries({ scaleKey: "y", theme, pathBuilder: () => null, show: true, showPoints: "never" as never });
  config.setCursor({ drag: { x: true, y: false, setScale: false } });
  config.addHook("setSelect", (plot: uPlot) => {
    const { left, width } = plot.select;
    if (width > 2) zoom({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
  });
  config.addHook("draw", (plot: uPlot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    draw(plot);
    ctx.restore();
  });
  return config;
};

/** The end of an address tells more than its beginning. */
const shortened = (text: string, width: number, theme: GrafanaTheme2): string => {
  if (textWidth(text, theme) <= width) return text;
  let cut = text.replace(/^https?:\/\//, "");
  while (cut.length > 4 && textWidth(`…${cut}`, theme) > width) cut = cut.slice(1);
  return cut === text ? text : `…${cut}`;
};

const textWidth = (text: string, theme: GrafanaTheme2): number => {
  const context = (measuring ??= document.createElement("canvas").getContext("2d") ?? undefined);
  if (context === undefined) return text.length * 7;
  context.font = `${FONT_SIZE}px ${theme.typography.fontFamily}`;
  return context.measureText(text).width;
};
let measuring: CanvasRenderingContext2D | undefined;
