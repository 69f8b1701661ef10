/** Lines of logs, newest first. */
import { LogsSortOrder } from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/logs";
import type { LogsPanel } from "../../model";
import type { Drawing } from "./panel-context";

export const logs: Drawing<LogsPanel> = () =>
  new PanelBuilder()
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .showLogContextToggle(true)
    .sortOrder(LogsSortOrder.Descending)
    .build();
