/** A dashboard on a page, for reviewers: what Grafana gets, a few lines for each panel. */
import type { Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type {
  DashboardLink,
  FieldConfigSource,
  Panel,
  RowPanel,
  ThresholdsConfig,
  VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardJson } from "./dashboard-json";

export const dashboardText = (json: DashboardJson): string =>
  [
    `${json.uid} "${json.title}"${listed(json.tags ?? [])}, ${json.time?.from} to ${json.time?.to}, every ${json.refresh}${json.editable === true ? ", editable" : ""}`,
    `  ${json.description}`,
    ...(json.templating.list ?? []).map((each) => `  $${variableText(each)}`),
    ...(json.annotations.list ?? []).map(
      ({ name, target, iconColor, titleFormat }) => `  | ${name} (${iconColor}) "${titleFormat}": ${asked(target)}`,
    ),
    ...(json.links ?? []).map((each) => `  → ${linkText(each)}`),
    ...(json.panels ?? []).flatMap((each) => ("panels" in each ? rowText(each) : panelText(each))),
    "",
  ].join("\n");

const listed = (values: readonly string[]): string => (values.length === 0 ? "" : ` [${values.join(", ")}]`);

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A query as its editor shows it. */
const asked = (query: Dataquery | undefined): string => {
  const { expr, query: other } = { expr: undefined, query: undefined, ...query };
  return text(expr ?? other ?? query).replace(/\s+/g, " ");
};

const variableText = ({ name, label, type, multi, query, current }: VariableModel): string => {
  const { query: values, stream } = typeof query === "object" ? query : { query, stream: undefined };
  const initial = current === undefined ? "" : `, at first ${text(current.text)}`;
  return `${name} "${label}"${multi === true ? " several" : ""}${initial}: ${type} ${text(values ?? stream)}`;
};

const linkText = ({ title, url, tags }: DashboardLink): string =>
  `${title}: ${url === undefined ? `all${listed(tags)}` : decoded(url)}`;

/** Explore's addresses hold JSON. */
const decoded = (url: string): string => {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
};

const rowText = ({ title, collapsed, repeat, panels }: RowPanel): readonly string[] => [
  `# ${title}${collapsed ? " (collapsed)" : ""}${repeat === undefined ? "" : ` for each $${repeat}`}`,
  ...panels.flatMap(panelText),
];

const panelText = (panel: Panel): readonly string[] => {
  const { type, title, gridPos, targets = [], links = [], fieldConfig, libraryPanel, repeat, timeFrom } = panel;
  const place = gridPos === undefined ? "" : `${gridPos.w}x${gridPos.h} at ${gridPos.x},${gridPos.y} `;
  const { unit, thresholds, links: dataLinks = [] } = fieldConfig?.defaults ?? {};
  return [
    [
      `- ${place}${type} "${title}"`,
      unit === undefined ? "" : ` [${unit}]`,
      thresholdText(thresholds),
      timeFrom === undefined ? "" : `, the last ${timeFrom}`,
      repeat === undefined ? "" : ` for each $${repeat}`,
      libraryPanel === undefined ? "" : ` = library panel ${libraryPanel.uid}`,
    ].join(""),
    ...targets.map(targetText),
    ...overrideTexts(fieldConfig),
    ...[...links, ...dataLinks].map((each) => `    → ${linkText(each)}`),
  ];
};

const targetText = (target: Dataquery): string => {
  const { refId, legendFormat, instant, exemplar } = {
    refId: undefined,
    legendFormat: undefined,
    instant: undefined,
    exemplar: undefined,
    ...target,
  };
  const how = [instant === true ? "now" : "", exemplar === true ? "exemplars" : ""].filter((each) => each !== "");
  return `    ${text(refId)}${legendFormat === undefined || legendFormat === "__auto" ? "" : ` ${text(legendFormat)}`}${how.length === 0 ? "" : ` (${how.join(", ")})`}: ${asked(target)}`;
};

const thresholdText = (thresholds: ThresholdsConfig | undefined): string => {
  const [base, ...steps] = thresholds?.steps ?? [];
  return base === undefined || steps.length === 0
    ? ""
    : `, ${base.color}${steps.map(({ value, color }) => ` ≥ ${value} ${color}`).join("")}`;
};

/** What fields are told one by one; their links stand below. */
const overrideTexts = (fieldConfig: FieldConfigSource | undefined): readonly string[] =>
  (fieldConfig?.overrides ?? []).flatMap(({ matcher, properties }) => [
    `    · ${[
      text(matcher.options),
      properties.flatMap(({ id, value }) => (id === "links" ? [] : [`${id} ${propertyText(value)}`])).join(", "),
    ]
      .filter((each) => each !== "")
      .join(": ")}`,
    ...properties.flatMap(({ id, value }) =>
      isLinks(id, value) ? value.map((each) => `      → ${linkText(each)}`) : [],
    ),
  ]);

const isLinks = (id: string, value: unknown): value is readonly DashboardLink[] =>
  id === "links" && Array.isArray(value);

const LONGEST = 200;

/** What is long is told by its length. */
const propertyText = (value: unknown): string => {
  const json = text(value);
  return json.length > LONGEST ? `(${json.length} characters)` : json;
};
