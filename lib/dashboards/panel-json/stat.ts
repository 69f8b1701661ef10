/** Single figures. */
import { BigValueColorMode, BigValueGraphMode } from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import type { StatPanel } from "../../model";
import type { Drawing } from "./panel-context";
import { reducedBy } from "./reduced";

const COLOR_MODES: Readonly<Record<StatPanel["colored"], BigValueColorMode>> = {
  value: BigValueColorMode.Value,
  background: BigValueColorMode.Background,
  nothing: BigValueColorMode.None,
};

export const stat: Drawing<StatPanel> = ({ calculation, sparkline, colored }) =>
  new PanelBuilder()
    .reduceOptions(reducedBy(calculation))
    .graphMode(sparkline ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .colorMode(COLOR_MODES[colored])
    .build();
