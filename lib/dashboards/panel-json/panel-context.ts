/** What a panel must know of its dashboard and of the installation to become JSON. */
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import type { Panel as PanelJson } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel } from "../../model";
import type { AddressContext } from "../addresses";
import type { KnownAlerts } from "../known-alerts";

export interface PanelContext extends AddressContext {
  /** As they are deployed: where thresholds lie, which runbooks there are. */
  readonly alerts: KnownAlerts;
  /** What answers PromQL. */
  readonly prometheus: DataSourceRef;
}

/** Makes what is a type's own: how values are drawn. */
export type Drawing<Kind extends Panel> = (panel: Kind, context: PanelContext) => PanelJson;
