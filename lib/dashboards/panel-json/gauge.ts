/** Figures between two bounds. */
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/gauge";
import type { GaugePanel } from "../../model";
import type { Drawing } from "./panel-context";
import { reducedBy } from "./reduced";

export const gauge: Drawing<GaugePanel> = ({ calculation }) =>
  new PanelBuilder().reduceOptions(reducedBy(calculation)).build();
