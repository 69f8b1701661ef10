/** Dashboards of all objectives, whoever promised them. */
import { pack } from "../../model";
import { sloDetail } from "./detail";
import { sloOverview } from "./overview";

export { BUDGET_LINES, BURN_LINES, EXHAUSTION_TEXTS } from "./lines";
export { ofRow, ofSeries } from "./recorded";

export interface ObjectivesPackProps {
  /** Whether any objective is about a namespace. @default true */
  readonly namespaces?: boolean;
}

/** Reads what the packs of `sloPack` record; without any, there is nothing to show. */
export const objectivesPack = ({ namespaces = true }: ObjectivesPackProps = {}) =>
  pack("objectives", {
    metrics: {},
    dashboards: [sloOverview(namespaces), sloDetail],
    dashboard: "slo-overview",
  });
