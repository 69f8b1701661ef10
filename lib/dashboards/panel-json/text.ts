/** Markdown. */
import { PanelBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";
import type { TextPanel } from "../../model";
import type { Drawing } from "./panel-context";

export const text: Drawing<TextPanel> = (panel) =>
  new PanelBuilder().mode(TextMode.Markdown).content(panel.text).build();
