/** What all panels that ask something say about their values: unit, bounds, thresholds, texts, links. */
import { FieldColorModeId, type FieldConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Color, FixedLine, PanelLink, PanelUnit, QueryPanel, Threshold, ValueText } from "../../model";
import { panelLink } from "../links";
import { mappings } from "../mappings";
import { resolved, steps } from "../thresholds";
import { grafanaUnit, scaleOf } from "../units";
import type { PanelContext } from "./panel-context";

/** What panels and columns of tables say alike. */
export interface ValueProps {
  readonly unit?: PanelUnit;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
}

export const bounds = ({ unit, decimals, min, max }: ValueProps): FieldConfig => ({
  ...(unit === undefined ? {} : { unit: grafanaUnit(unit) }),
  ...(decimals === undefined ? {} : { decimals }),
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

/** Steps of colour, of which `good` is the one where nothing is wrong. */
export const thresholdsOf = (
  thresholds: readonly Threshold[],
  unit: PanelUnit,
  { alerts }: PanelContext,
  good?: Color | "transparent",
): FieldConfig["thresholds"] => {
  const lines: readonly FixedLine[] = resolved(thresholds, alerts);
  return steps(lines, { scale: scaleOf(unit), ...(good === undefined ? {} : { good }) });
};

export const textsOf = (texts: readonly ValueText[]): FieldConfig =>
  texts.length === 0 ? {} : { mappings: mappings(texts) };

export const linksOf = (links: readonly PanelLink[], context: PanelContext): FieldConfig =>
  links.length === 0 ? {} : { links: links.map((each) => panelLink(each, context)) };

/** The colour of a value is that of its threshold or text. */
export const fields = (panel: QueryPanel, context: PanelContext): FieldConfig => ({
  ...bounds(panel),
  color: { mode: FieldColorModeId.Thresholds },
  thresholds: thresholdsOf(panel.thresholds, panel.unit, context),
  ...textsOf(panel.texts),
  ...linksOf(panel.dataLinks, context),
  ...(panel.whenEmpty === undefined ? {} : { noValue: panel.whenEmpty }),
});
