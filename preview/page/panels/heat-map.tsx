/** Buckets over time: one cell for each bucket and moment, the hotter the more fell into it. */
import { dateTimeFormat, formattedValueToString, getValueFormat, type GrafanaTheme2 } from "@grafana/data";
import { UPlotChart } from "@grafana/ui";
import { useMemo } from "react";
import { Pointer } from "../pointer";
import { plotOf } from "./plot";
import { optionsOf, type Draw, type View } from "./view";

interface Options {
  readonly color: { readonly exponent?: number; readonly scheme?: string };
  readonly yAxis: { readonly unit?: string; readonly decimals?: number };
  readonly cellValues: { readonly unit?: string };
}

export const heatMap: Draw = (view) => <HeatMap {...view} />;

const HeatMap = (view: View) => {
  const { panel, frames, width, height, theme, timeRange } = view;
  const { color, yAxis, cellValues } = optionsOf<Options>(panel);
  const cells = useMemo(() => {
    const [time, ...rows] = frames[0]?.fields ?? [];
    const times = (time?.values ?? []) as number[];
    const step = time?.config.interval ?? (times[1] ?? 0) - (times[0] ?? 0);
    const most = Math.max(0, ...rows.flatMap(({ values }) => values.filter((each) => typeof each === "number")));
    const format = getValueFormat(yAxis?.unit ?? "short");
    const bounds = rows.map(({ name }) => Number(name));
    const texts = bounds.map((bound) =>
      bound === Infinity ? "+Inf" : formattedValueToString(format(bound, yAxis?.decimals)),
    );
    return { times, step, rows, most, texts };
  }, [frames, yAxis]);

  const config = useMemo(() => {
    const { times, step, rows, most, texts } = cells;
    const shades = palette(theme);
    const every = Math.max(1, Math.ceil((texts.length * 18) / Math.max(height - 40, 1)));
    return plotOf({
      view,
      range: () => [timeRange.from.valueOf(), timeRange.to.valueOf()],
      rows: rows.length,
      ticks: texts.map((text, index) => ({ at: index + 1, text })).filter((_, index) => (index + 1) % every === 0),
      draw: (plot) => {
        for (const [row, { values }] of rows.entries()) {
          const [bottom, top] = [plot.valToPos(row, "y", true), plot.valToPos(row + 1, "y", true)];
          for (const [index, time] of times.entries()) {
            const count: unknown = values[index];
            if (typeof count !== "number" || count <= 0) continue;
            const shade = Math.min(
              shades.length - 1,
              Math.floor((count / most) ** (color?.exponent ?? 0.5) * shades.length),
            );
            const [left, right] = [plot.valToPos(time - step, "x", true), plot.valToPos(time, "x", true)];
            plot.ctx.fillStyle = shades[shade] ?? "";
            plot.ctx.fillRect(left, top + 0.5, Math.max(1, right - left - 0.5), Math.max(1, bottom - top - 1));
          }
        }
      },
    });
  }, [cells, theme, timeRange, height]);

  const data = useMemo(() => [cells.times, cells.times.map(() => 0)] as [number[], number[]], [cells]);
  return (
    <UPlotChart config={config} data={data} width={width} height={height}>
      <Pointer config={config}>
        {(time, at) => {
          const index = cells.times.findIndex((each) => each >= time);
          const row = Math.floor(at);
          const count: unknown = cells.rows[row]?.values[index];
          if (typeof count !== "number") return null;
          const unit = getValueFormat(cellValues?.unit ?? "short");
          return (
            <>
              <div>{dateTimeFormat(cells.times[index] ?? 0, { timeZone: "utc" })}</div>
              <div>
                {cells.texts[row - 1] ?? 0} to {cells.texts[row]}: <b>{formattedValueToString(unit(count, 2))}</b>
              </div>
            </>
          );
        }}
      </Pointer>
    </UPlotChart>
  );
};

const SHADES = 32;

/** From the background over orange to what stands out most. */
const palette = ({ isDark }: GrafanaTheme2): readonly string[] => {
  const stops = isDark
    ? [
        [70, 30, 12],
        [166, 68, 12],
        [240, 140, 40],
        [255, 226, 170],
      ]
    : [
        [255, 236, 214],
        [253, 186, 116],
        [234, 103, 24],
        [138, 44, 4],
      ];
  return Array.from({ length: SHADES }, (_, index) => {
    const position = (index / (SHADES - 1)) * (stops.length - 1);
    const [low, high] = [stops[Math.floor(position)] ?? [], stops[Math.ceil(position)] ?? []];
    const mixed = low.map((value, channel) => Math.round(value + ((high[channel] ?? value) - value) * (position % 1)));
    return `rgb(${mixed.join(",")})`;
  });
};
