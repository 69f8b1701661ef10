/** Units, thresholds, texts, names and overrides, applied to frames by Grafana's own code: its registries are empty outside of Grafana, so they are filled here. */
import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  displayNameOverrideProcessor,
  FieldColorModeId,
  FieldConfigOptionsRegistry,
  FieldType,
  numberOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  ThresholdsMode,
  thresholdsOverrideProcessor,
  transformDataFrame,
  type DataFrame,
  type DataTransformerConfig,
  type Field,
  type FieldConfigSource,
  type GrafanaTheme2,
  type InterpolateFunction,
} from "@grafana/data";
import { lastValueFrom } from "rxjs";
import type { PanelJson } from "../data/dashboard-json";

// The list of transformers has one of them twice.
standardTransformersRegistry.setInit(() =>
  [...new Map(Object.values(standardTransformers).map((each) => [each.id, each])).values()].map((each) => ({
    id: each.id,
    name: each.name,
    transformation: () => Promise.resolve(each),
    editor: () => null,
    imageDark: "",
    imageLight: "",
  })),
);

type Process = (value: unknown, context: never, settings: never) => unknown;
const asItIs: Process = (value) => value;

const STANDARD: Readonly<Record<string, Process>> = {
  displayName: displayNameOverrideProcessor,
  unit: asItIs,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  decimals: numberOverrideProcessor,
  thresholds: thresholdsOverrideProcessor as Process,
  mappings: asItIs,
  noValue: asItIs,
  color: asItIs,
  links: asItIs,
  filterable: asItIs,
  fieldMinMax: asItIs,
};

/** What each panel draws with where its JSON says nothing. */
const CUSTOM: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  timeseries: {
    drawStyle: "line",
    lineInterpolation: "linear",
    lineWidth: 1,
    fillOpacity: 0,
    gradientMode: "none",
    showPoints: "auto",
    pointSize: 5,
    spanNulls: false,
    insertNulls: false,
    barAlignment: 0,
    barWidthFactor: 0.6,
    axisPlacement: "auto",
    axisColorMode: "text",
    scaleDistribution: { type: "linear" },
    stacking: { mode: "none", group: "A" },
    thresholdsStyle: { mode: "off" },
    hideFrom: { tooltip: false, viz: false, legend: false },
  },
  table: { align: "auto", inspect: false },
  "state-timeline": { fillOpacity: 70, lineWidth: 0 },
};

const COLORS: Readonly<Record<string, FieldColorModeId>> = {
  timeseries: FieldColorModeId.PaletteClassic,
  heatmap: FieldColorModeId.PaletteClassic,
};

const GREEN = { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: "green" }] };

/** Times and texts have no axes and no lines. */
const isDrawn = ({ type }: Field): boolean => type !== FieldType.time;

const register = (registry: FieldConfigOptionsRegistry, key: string, process: Process, custom: boolean): void =>
  registry.register({
    id: custom ? `custom.${key}` : key,
    path: key,
    name: key,
    isCustom: custom,
    process,
    settings: {},
    shouldApply: (field: Field) => !custom || isDrawn(field),
    editor: () => null,
    override: () => null,
  } as unknown as Parameters<FieldConfigOptionsRegistry["register"]>[0]);

export const fieldConfigOf = ({ type, fieldConfig }: PanelJson): FieldConfigSource => {
  const { defaults = {}, overrides = [] } = fieldConfig ?? {};
  return {
    defaults: {
      ...defaults,
      color: defaults["color"] ?? { mode: COLORS[type] ?? FieldColorModeId.Thresholds },
      thresholds: defaults["thresholds"] ?? GREEN,
      custom: { ...CUSTOM[type], ...(defaults["custom"] as object | undefined) },
    },
    overrides,
  } as FieldConfigSource;
};

/** @param replace fills in the variables of links */
export const prepare = async (
  panel: PanelJson,
  data: readonly DataFrame[],
  theme: GrafanaTheme2,
  replace: InterpolateFunction,
): Promise<DataFrame[]> => {
  const transformations = panel.transformations as DataTransformerConfig[] | undefined;
  const transformed = transformations?.length
    ? await lastValueFrom(transformDataFrame(transformations, [...data], { interpolate: replace }))
    : [...data];
  const fieldConfig = fieldConfigOf(panel);
  const registry = new FieldConfigOptionsRegistry();
  for (const [key, process] of Object.entries(STANDARD)) register(registry, key, process, false);
  const custom = new Set([
    ...Object.keys((fieldConfig.defaults.custom ?? {}) as object),
    ...fieldConfig.overrides.flatMap(({ properties }) =>
      properties.filter(({ id }) => id.startsWith("custom.")).map(({ id }) => id.slice("custom.".length)),
    ),
  ]);
  for (const key of custom) register(registry, key, asItIs, true);
  const applied = applyFieldOverrides({
    data: transformed,
    fieldConfig,
    theme,
    timeZone: "utc",
    replaceVariables: replace,
    fieldConfigRegistry: registry,
  });
  cacheFieldDisplayNames(applied);
  return applied;
};
