/** How each type of panel is drawn; a type that is not here says so in its place. */
import { heatMap } from "./heat-map";
import { logs } from "./logs";
import { barGauge, gauge, stat } from "./single";
import { stateTimeline } from "./state-timeline";
import { table } from "./table";
import { timeSeries } from "./time-series";
import type { Draw } from "./view";

/** Text asks nothing, so it is drawn elsewhere. */
export const drawings: Readonly<Record<string, Draw>> = {
  timeseries: timeSeries,
  stat,
  gauge,
  bargauge: barGauge,
  table,
  logs,
  heatmap: heatMap,
  "state-timeline": stateTimeline,
};

export { Text } from "./text";
export type { Draw, View } from "./view";
