/** Figures: large ones, gauges, bars. One for each series, drawn as large as there is room. */
import { getDisplayValueAlignmentFactors, getFieldDisplayValues, type FieldDisplay } from "@grafana/data";
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  BigValueTextMode,
  VizOrientation,
  type BigValueColorMode,
  type BigValueGraphMode,
  type BigValueJustifyMode,
  type ReduceDataOptions,
} from "@grafana/schema";
import { BarGauge, BigValue, DataLinksContextMenu, VizRepeater } from "@grafana/ui";
import type { ReactElement } from "react";
import { fieldConfigOf } from "../field-config";
import { Dial } from "./dial";
import { optionsOf, type Draw, type View } from "./view";

interface Options {
  readonly reduceOptions: ReduceDataOptions;
  readonly orientation: VizOrientation;
  readonly colorMode: `${BigValueColorMode}`;
  readonly graphMode: `${BigValueGraphMode}`;
  readonly justifyMode: `${BigValueJustifyMode}`;
  readonly textMode: `${BigValueTextMode}`;
  readonly displayMode: BarGaugeDisplayMode;
  readonly valueMode: BarGaugeValueMode;
  readonly namePlacement: BarGaugeNamePlacement;
}

const figures = ({ panel, frames, theme }: View, sparkline: boolean): FieldDisplay[] =>
  getFieldDisplayValues({
    fieldConfig: fieldConfigOf(panel),
    reduceOptions: { calcs: ["lastNotNull"], ...optionsOf<Options>(panel).reduceOptions },
    replaceVariables: (text) => text,
    theme,
    data: frames,
    sparkline,
    timeZone: "utc",
  });

const linked = (value: FieldDisplay, drawn: (open?: (event: never) => void) => ReactElement): ReactElement => {
  const links = value.getLinks?.() ?? [];
  if (!value.hasLinks || links.length === 0) return drawn();
  return <DataLinksContextMenu links={() => links}>{({ openMenu }) => drawn(openMenu)}</DataLinksContextMenu>;
};

export const stat: Draw = (view) => {
  const { panel, width, height, theme } = view;
  const options = optionsOf<Options>(panel);
  const values = figures(view, (options.graphMode ?? "area") !== "none");
  return (
    <VizRepeater
      width={width}
      height={height}
      itemSpacing={3}
      source={view.frames}
      renderCounter={0}
      orientation={options.orientation ?? VizOrientation.Auto}
      getValues={() => values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, width, height, alignmentFactors, count }) =>
        linked(value, (open) => (
          <BigValue
            value={named(value, count, options.textMode)}
            sparkline={value.sparkline}
            width={width}
            height={height}
            theme={theme}
            count={count}
            alignmentFactors={alignmentFactors}
            colorMode={(options.colorMode ?? "value") as BigValueColorMode}
            graphMode={(options.graphMode ?? "area") as BigValueGraphMode}
            justifyMode={(options.justifyMode ?? "auto") as BigValueJustifyMode}
            textMode={(options.textMode ?? "auto") as BigValueTextMode}
            onClick={open}
          />
        ))
      }
    />
  );
};

/** A single figure is named by its panel's title. */
const named = ({ display }: FieldDisplay, count: number | undefined, mode: string = BigValueTextMode.Auto) =>
  (count ?? 1) > 1 || mode !== "auto" ? display : { ...display, title: undefined };

export const gauge: Draw = (view) => (
  <VizRepeater
    width={view.width}
    height={view.height}
    itemSpacing={8}
    source={view.frames}
    renderCounter={0}
    orientation={VizOrientation.Auto}
    getValues={() => figures(view, false)}
    renderValue={({ value, width, height, count }) =>
      linked(value, (open) => (
        <Dial value={value} width={width} height={height} theme={view.theme} named={(count ?? 1) > 1} open={open} />
      ))
    }
  />
);

export const barGauge: Draw = (view) => {
  const { panel, width, height, theme } = view;
  const options = optionsOf<Options>(panel);
  return (
    <VizRepeater
      width={width}
      height={height}
      itemSpacing={8}
      autoGrid
      minVizHeight={16}
      source={view.frames}
      renderCounter={0}
      orientation={options.orientation ?? VizOrientation.Horizontal}
      getValues={() => figures(view, false)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, width, height, alignmentFactors, orientation }) =>
        linked(value, (open) => (
          <BarGauge
            value={value.display}
            field={value.field}
            display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
            width={width}
            height={height}
            orientation={orientation}
            theme={theme}
            itemSpacing={8}
            alignmentFactors={alignmentFactors}
            displayMode={options.displayMode ?? BarGaugeDisplayMode.Gradient}
            valueDisplayMode={options.valueMode ?? BarGaugeValueMode.Color}
            namePlacement={options.namePlacement ?? BarGaugeNamePlacement.Auto}
            showUnfilled
            onClick={open}
          />
        ))
      }
    />
  );
};
