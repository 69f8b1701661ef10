/** What every type of panel is drawn from. */
import type { DataFrame, GrafanaTheme2, TimeRange } from "@grafana/data";
import type { ReactNode } from "react";
import type { PanelJson } from "../../data/dashboard-json";
import type { Happened } from "../panel-data";

export interface View {
  readonly panel: PanelJson;
  readonly frames: DataFrame[];
  readonly width: number;
  readonly height: number;
  readonly theme: GrafanaTheme2;
  readonly timeRange: TimeRange;
  readonly happened: readonly Happened[];
  /** Somebody marked a stretch of time. */
  readonly zoom: (range: { readonly from: number; readonly to: number }) => void;
}

export type Draw = (view: View) => ReactNode;

/** Changes with the series and columns that there are: the library keeps what it has set up for the ones before. */
export const shapeOf = (frames: readonly DataFrame[]): string =>
  JSON.stringify(frames.map(({ name, fields }) => [name, fields.map((field) => [field.name, field.labels])]));

/** The options of a panel, as its type has them. */
export const optionsOf = <Options extends object>({ options }: PanelJson): Partial<Options> =>
  (options ?? {}) as Partial<Options>;
