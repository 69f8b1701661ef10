/** Labels as Alertmanager has them once an alert has arrived. */
import type { Labels } from "../matchers";
import type { ResolvedRoute } from "./decision";

/** A label that is missing is empty. */
export const labelOf = (labels: Labels, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";

/** The labels that its group has. Empty ones are dropped when the alert arrives, missing ones are not made up. */
export const groupLabelsOf = ({ groupBy }: ResolvedRoute, labels: Labels): Labels =>
  Object.fromEntries(
    (groupBy === "all" ? Object.keys(labels).sort() : groupBy)
      .map((name) => [name, labelOf(labels, name)] as const)
      .filter(([, value]) => value !== ""),
  );
