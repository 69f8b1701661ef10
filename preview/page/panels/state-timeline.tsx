/** States over time: a line of bars for each series, as long as the state lasted. */
import { dateTimeFormat, FieldType, formattedValueToString, getFieldDisplayName, type Field } from "@grafana/data";
import { LegendDisplayMode, type VizLegendOptions } from "@grafana/schema";
import { UPlotChart, VizLayout, VizLegend, type VizLegendItem } from "@grafana/ui";
import { useMemo } from "react";
import { Pointer } from "../pointer";
import { plotOf } from "./plot";
import { optionsOf, type Draw, type View } from "./view";

interface Options {
  readonly rowHeight: number;
  readonly legend: VizLegendOptions;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly color: string;
}

interface Line {
  readonly name: string;
  readonly stretches: readonly Stretch[];
}

export const stateTimeline: Draw = (view) => <States {...view} />;

const States = (view: View) => {
  const { panel, frames, width, height, theme, timeRange } = view;
  const { rowHeight = 0.9, legend } = optionsOf<Options>(panel);
  const lines = useMemo(
    () =>
      frames.flatMap((frame) => {
        const times = (frame.fields.find(({ type }) => type === FieldType.time)?.values ?? []) as number[];
        const step = frame.fields[0]?.config.interval ?? 0;
        return frame.fields
          .filter(({ type }) => type === FieldType.number || type === FieldType.string)
          .map((field) => ({
            name: getFieldDisplayName(field, frame, frames),
            stretches: stretches(field, times, step),
          }));
      }),
    [frames],
  );
  const config = useMemo(() => {
    const rows = [...lines].reverse();
    return plotOf({
      view,
      range: () => [timeRange.from.valueOf(), timeRange.to.valueOf()],
      rows: rows.length,
      ticks: rows.map(({ name }, index) => ({ at: index + 0.5, text: name })),
      draw: (plot) => {
        const { ctx } = plot;
        ctx.textBaseline = "middle";
        ctx.textAlign = "left";
        for (const [row, { stretches }] of rows.entries()) {
          const middle = plot.valToPos(row + 0.5, "y", true);
          const size = (plot.bbox.height / rows.length) * rowHeight;
          for (const { from, to, text, color } of stretches) {
            const [left, right] = [plot.valToPos(from, "x", true), plot.valToPos(to, "x", true)];
            ctx.globalAlpha = 0.7;
            ctx.fillStyle = color;
            ctx.fillRect(left, middle - size / 2, Math.max(1, right - left), size);
            ctx.globalAlpha = 1;
            ctx.font = `${12 * devicePixelRatio}px ${theme.typography.fontFamily}`;
            const visible = Math.max(left, plot.bbox.left);
            if (size > 14 * devicePixelRatio && ctx.measureText(text).width + 12 < right - visible) {
              ctx.fillStyle = theme.colors.getContrastText(color);
              ctx.fillText(text, visible + 6, middle);
            }
          }
        }
      },
    });
  }, [lines, theme, timeRange, rowHeight]);
  const data = useMemo(
    () =>
      [
        [timeRange.from.valueOf(), timeRange.to.valueOf()],
        [0, 0],
      ] as [number[], number[]],
    [timeRange],
  );
  return (
    <VizLayout width={width} height={height} legend={legend?.showLegend === false ? null : legendOf(lines)}>
      {(innerWidth, innerHeight) => (
        <UPlotChart config={config} data={data} width={innerWidth} height={innerHeight}>
          <Pointer config={config}>
            {(time, at) => {
              const line = [...lines].reverse()[Math.floor(at)];
              const stretch = line?.stretches.find(({ from, to }) => from <= time && time < to);
              return stretch === undefined ? null : (
                <>
                  <b>{line?.name}</b>: {stretch.text}
                  <div>
                    {dateTimeFormat(stretch.from, { timeZone: "utc" })} to{" "}
                    {dateTimeFormat(stretch.to, { timeZone: "utc" })}
                  </div>
                </>
              );
            }}
          </Pointer>
        </UPlotChart>
      )}
    </VizLayout>
  );
};

/** An element and no component: the layout reads where its legend wants to stand. */
const legendOf = (lines: readonly Line[]) => {
  const colors = new Map(lines.flatMap(({ stretches }) => stretches.map(({ text, color }) => [text, color] as const)));
  const items: VizLegendItem[] = [...colors].map(([label, color]) => ({ label, color, yAxis: 1 }));
  return (
    <VizLayout.Legend placement="bottom">
      <VizLegend items={items} placement="bottom" displayMode={LegendDisplayMode.List} readonly />
    </VizLayout.Legend>
  );
};

/** Neighbours of one text are one stretch; what is missing is a gap. */
const stretches = (field: Field, times: readonly number[], step: number): readonly Stretch[] => {
  const found: Stretch[] = [];
  for (const [index, from] of times.entries()) {
    const value: unknown = field.values[index];
    if (value === null || value === undefined) continue;
    const shown = field.display?.(value);
    const text = shown === undefined ? JSON.stringify(value) : formattedValueToString(shown);
    const stretch = { from, to: times[index + 1] ?? from + step, text, color: shown?.color ?? "gray" };
    const last = found.at(-1);
    if (last !== undefined && last.text === text && last.to === from)
      found[found.length - 1] = { ...last, to: stretch.to };
    else found.push(stretch);
  }
  return found;
};
