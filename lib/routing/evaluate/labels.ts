/** Labels as Alertmanager has them once an alert has arrived. */
import { labelOf, type Labels } from "../matchers";
import type { ResolvedRoute } from "./decision";

/** The labels that its group has. Empty ones are dropped when the alert arrives, missing ones are not made up. */
export const groupLabelsOf = ({ groupBy }: ResolvedRoute, labels: Labels): Labels =>
  Object.fromEntries(
    (groupBy === "all" ? Object.keys(labels).sort() : groupBy)
      .map((name) => [name, labelOf(labels, name)] as const)
      .filter(([, value]) => value !== ""),
  );
