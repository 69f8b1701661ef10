/** Courses over time, with what happened as lines over them. */
import { dateTimeFormat, FieldType, type DataFrame, type Field, type LinkModel } from "@grafana/data";
import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from "@grafana/schema";
import { TimeSeries } from "@grafana/ui";
import { useMemo } from "react";
import { EventLines } from "../event-lines";
import { Hover } from "../hover";
import { optionsOf, shapeOf, type Draw, type View } from "./view";

interface Options {
  readonly legend: VizLegendOptions;
  readonly tooltip: VizTooltipOptions;
}

const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: "bottom",
  calcs: [],
};

export const timeSeries: Draw = (view) => <Courses key={shapeOf(view.frames)} {...view} />;

const Courses = ({ panel, frames, width, height, timeRange, happened, zoom }: View) => {
  const { legend, tooltip } = optionsOf<Options>(panel);
  // The library looks at the identity of its options to know whether to begin anew.
  const options = useMemo(() => panel.options ?? {}, [panel]);
  const whole = useMemo(() => ({ ...LEGEND, ...legend }), [legend]);
  return (
    <TimeSeries
      frames={frames}
      structureRev={1}
      timeRange={timeRange}
      timeZone="utc"
      width={width}
      height={height}
      legend={whole}
      options={options}
    >
      {(config, aligned) => (
        <>
          <Hover
            config={config}
            zoom={zoom}
            mode={tooltip?.mode ?? TooltipDisplayMode.Single}
            sort={tooltip?.sort ?? SortOrder.None}
            fields={aligned.fields}
            titleOf={(index) => timeText(aligned, index)}
            linksOf={(series, index) => linksAt(aligned.fields[series], index)}
          />
          <EventLines config={config} happened={happened} />
        </>
      )}
    </TimeSeries>
  );
};

const timeText = ({ fields }: DataFrame, index: number): string => {
  const time: unknown = fields.find(({ type }) => type === FieldType.time)?.values[index];
  return typeof time === "number" ? dateTimeFormat(time, { timeZone: "utc" }) : "";
};

const linksAt = (field: Field | undefined, index: number): LinkModel[] =>
  field?.getLinks?.({ valueRowIndex: index }) ?? [];
