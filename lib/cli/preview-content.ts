/** What the preview of an environment is made of: its dashboards as Grafana would get them, its rules in the order in which they read each other. */
import { alertsFor, dashboardJson, type DashboardJson } from "../dashboards";
import { textOf, type DeployedPack, type Model, type RecordingRule } from "../model";

export interface PreviewContent {
  readonly environment: string;
  readonly packs: readonly DeployedPack[];
  readonly dashboards: readonly DashboardJson[];
  /** Each layer reads the ones before. */
  readonly layers: readonly (readonly RecordingRule[])[];
}

export const previewOf = (model: Model): PreviewContent => {
  const packs = model.packs.map(({ pack }) => pack);
  const dashboards = model.dashboards.map(({ dashboard }) => {
    const own = packs.find((pack) => pack.dashboards.includes(dashboard));
    const alerts = own === undefined ? packs.flatMap((pack) => pack.alerts) : alertsFor(own, packs);
    return dashboardJson(dashboard, { alerts });
  });
  const rules = packs.flatMap(({ recordingRules }) => recordingRules);
  return { environment: model.name, packs, dashboards, layers: layered(rules) };
};

const NAME = /[a-zA-Z_:][\w:]*/g;

/** A rule comes after all that it reads. */
export const layered = (rules: readonly RecordingRule[]): readonly (readonly RecordingRule[])[] => {
  const depths = new Map<string, number>();
  const names = new Set(rules.map(({ name }) => name));
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    // A rule that reads itself would never end.
    depths.set(name, 0);
    const read = rules
      .filter((rule) => rule.name === name)
      .flatMap(({ expr }) => textOf(expr).match(NAME) ?? [])
      .filter((each) => each !== name && names.has(each));
    const depth = Math.max(0, ...read.map((each) => depthOf(each) + 1));
    depths.set(name, depth);
    return depth;
  };
  const found: RecordingRule[][] = [];
  for (const rule of rules) (found[depthOf(rule.name)] ??= []).push(rule);
  return found;
};
