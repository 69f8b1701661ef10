/** What was synthesized, counted in the files themselves. */
import type { App, TerraformStack } from "cdktf";
import Table from "cli-table3";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Finding } from "../model";
import type { Stopwatch } from "./timed";

interface StackSummary {
  readonly environment: string;
  readonly stack: string;
  readonly releases: readonly string[];
  readonly kubernetes: number;
  readonly grafana: number;
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
  environment: string,
  stack: TerraformStack,
  findings: readonly Finding[],
  watch: Stopwatch,
): StackSummary => {
  const text = fs.readFileSync(path.join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath), "utf8");
  const { resource = {} } = JSON.parse(text) as StackFile;
  const count = (provider: string): number =>
    Object.entries(resource)
      .filter(([type]) => type.startsWith(`${provider}_`))
      .reduce((sum, [, resources]) => sum + Object.keys(resources).length, 0);
  // A finding belongs to an environment as a whole; it is counted once, in the row of the platform.
  const own = findings.filter(({ path }) => stack.node.id.endsWith("-platform") && path.startsWith(`${environment}.`));
  return {
    environment,
    stack: stack.node.id,
    releases: releaseNames(resource["helm_release"] ?? {}),
    kubernetes: count("kubernetes"),
    grafana: count("grafana"),
    errors: own.filter(({ severity }) => severity === "error").length,
    warnings: own.filter(({ severity }) => severity === "warning").length,
    bytes: Buffer.byteLength(text),
    milliseconds: watch.get(stack) ?? 0,
  };
};

interface ReleaseJson {
  readonly name?: string;
  readonly chart?: string;
  readonly version?: string;
}

/** A chart that travels with the stack has no version that says anything; its release's name does. */
const releaseNames = (releases: Readonly<Record<string, ReleaseJson>>): readonly string[] =>
  Object.values(releases)
    .map(({ name = "", chart = "", version }) => (version === undefined ? name : `${path.basename(chart)} ${version}`))
    .sort();

export const summaryTable = (summaries: readonly StackSummary[]): string => {
  const table = new Table({
    head: ["environment", "stack", "Helm releases", "Kubernetes", "Grafana", "findings", "bytes", "ms"],
    colAligns: ["left", "left", "left", "right", "right", "left", "right", "right"],
    style: { head: [], border: [], compact: false },
  });
  for (const { environment, stack, releases, kubernetes, grafana, errors, warnings, bytes, milliseconds } of summaries)
    table.push([
      environment,
      stack,
      releases.join("\n") || "-",
      kubernetes,
      grafana,
      errors + warnings === 0 ? "none" : `${errors} errors, ${warnings} warnings`,
      bytes.toLocaleString("en"),
      Math.round(milliseconds),
    ]);
  return table.toString();
};
