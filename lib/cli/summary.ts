/** What was synthesized, counted in what was written. */
import type { App, TerraformStack } from "cdktf";
import Table from "cli-table3";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DashboardFact, Finding, Model } from "../model";
import type { Watch } from "./watched";

interface StackSummary {
  readonly environment: string;
  readonly stack: string;
  readonly releases: readonly string[];
  readonly kubernetes: number;
  readonly grafana: number;
  /** Of all packs; undefined for a stack that deploys none. */
  readonly alerts?: number;
  readonly recordingRules?: number;
  /** Undefined for a stack that has none. */
  readonly dashboards?: { readonly dashboards: number; readonly panels: number; readonly queries: number };
  readonly errors: number;
  readonly warnings: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

interface StackFile {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ReleaseJson>>>>;
}

export const summarize = (
  app: App,
  models: readonly Model[],
  environment: string,
  stack: TerraformStack,
  findings: readonly Finding[],
  watch: Watch,
): StackSummary => {
  const seen = watch.get(stack);
  const { resource = {} } = (seen?.json ?? {}) as StackFile;
  const count = (provider: string): number =>
    Object.entries(resource)
      .filter(([type]) => type.startsWith(`${provider}_`))
      .reduce((sum, [, resources]) => sum + Object.keys(resources).length, 0);
  // Findings and packs belong to an environment as a whole; they are counted once, in the row of the platform.
  const isPlatform = stack.node.id.endsWith("-platform");
  const own = findings.filter(({ path }) => isPlatform && path.startsWith(`${environment}.`));
  const model = models.find(({ name }) => name === environment);
  const packs = isPlatform ? model?.packs : undefined;
  // ConfigMaps travel with the platform, and there is no stack of content then.
  const shows = !isPlatform || app.node.tryFindChild(`${environment}-content`) === undefined;
  return {
    environment,
    stack: stack.node.id,
    releases: releaseNames(resource["helm_release"] ?? {}),
    kubernetes: count("kubernetes"),
    grafana: count("grafana"),
    alerts: packs?.reduce((sum, { pack }) => sum + pack.alerts.length, 0),
    recordingRules: packs?.reduce((sum, { pack }) => sum + pack.recordingRules.length, 0),
    dashboards: shows ? shownBy(model?.dashboards ?? []) : undefined,
    errors: own.filter(({ severity }) => severity === "error").length,
    warnings: own.filter(({ severity }) => severity === "warning").length,
    bytes: fs.statSync(path.join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath)).size,
    milliseconds: seen?.milliseconds ?? 0,
  };
};

const shownBy = (facts: readonly DashboardFact[]): StackSummary["dashboards"] => {
  const panels = facts.flatMap(({ dashboard }) => dashboard.rows.flatMap((row) => row.panels));
  const queries = panels.flatMap((panel) => (panel.type === "text" ? [] : panel.queries));
  return facts.length === 0 ? undefined : { dashboards: facts.length, panels: panels.length, queries: queries.length };
};

interface ReleaseJson {
  readonly chart?: string;
  readonly version?: string;
}

/** Charts with their versions; of the small releases of our own chart, which travel with the stack, their number. */
const releaseNames = (releases: Readonly<Record<string, ReleaseJson>>): readonly string[] => {
  const all = Object.values(releases);
  const own = all.filter(({ version }) => version === undefined).length;
  return [
    ...all
      .flatMap(({ chart = "", version }) => (version === undefined ? [] : [`${path.basename(chart)} ${version}`]))
      .sort(),
    ...(own === 0 ? [] : [`${own} of our own objects`]),
  ];
};

/** Kubernetes, Grafana, alerts, recordings, dashboards, panels, queries. */
const NUMBERS = Array<"right">(7).fill("right");

export const summaryTable = (summaries: readonly StackSummary[]): string => {
  const table = new Table({
    head: [
      "environment",
      "stack",
      "Helm releases",
      "Kubernetes",
      "Grafana",
      "alerts",
      "recordings",
      "dashboards",
      "panels",
      "queries",
      "findings",
      "bytes",
      "ms",
    ],
    colAligns: ["left", "left", "left", ...NUMBERS, "left", "right", "right"],
    style: { head: [], border: [], compact: false },
  });
  for (const each of summaries) {
    const { environment, stack, releases, kubernetes, grafana, errors, warnings, bytes, milliseconds } = each;
    table.push([
      environment,
      stack,
      releases.join("\n") || "-",
      kubernetes,
      grafana,
      each.alerts ?? "-",
      each.recordingRules ?? "-",
      ...(["dashboards", "panels", "queries"] as const).map(
        (key) => each.dashboards?.[key].toLocaleString("en") ?? "-",
      ),
      errors + warnings === 0 ? "none" : `${errors} errors, ${warnings} warnings`,
      bytes.toLocaleString("en"),
      Math.round(milliseconds),
    ]);
  }
  return table.toString();
};
