/** A Helm release of a pinned chart, with the settings that production needs and every text escaped once, here. */
import { Release } from "@cdktf/provider-helm/lib/release";
import { App, dependable, Lazy, TerraformStack, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import * as path from "node:path";
import { mergeValues } from "../charts";
import { inSeconds, type ChartPin, type ChartSource, type Duration, type Values } from "../model";
import { escapeTpl } from "./helm-template-literal";
import { yamlLiteral } from "./literal";
import { register } from "./model-registry";

export interface ChartReleaseProps {
  /** Where its component stands in the input: findings begin with it. */
  readonly path: string;
  readonly chart: ChartPin;
  /** @default the chart's public repository */
  readonly source?: ChartSource;
  readonly name: string;
  readonly namespace: string;
  /** The component's values, read at synthesis so that later wiring counts. Plain text: nothing in them is escaped. */
  readonly values: () => Values;
  /** The user's own values, merged last the way Helm merges. @default none */
  readonly userValues?: Values;
  /** How long Helm waits until everything is ready; after that it rolls back. */
  readonly timeout: Duration;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Old revisions that Helm keeps for a rollback; each is a Secret. */
const HISTORY = 10;

export class ChartRelease extends Construct {
  readonly resource: Release;
  private readonly awaited: Set<ITerraformDependable>;

  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    const { chart, name, namespace, source, userValues = {} } = props;
    this.awaited = new Set(props.dependsOn);
    const withUsers = (own: Values): Values => mergeValues(own, userValues);
    this.resource = new Release(this, "Resource", {
      name,
      namespace,
      ...location(this, chart, source),
      values: [Lazy.stringValue({ produce: () => yamlLiteral(escapeTpl(withUsers(props.values()), chart.tpl)) })],
      // A failed upgrade leaves the running version in place instead of a half-changed one.
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      timeout: inSeconds(props.timeout),
      maxHistory: HISTORY,
      dependsOn: [...this.awaited],
    });
    register(this, () => {
      const ownValues = props.values();
      const values = withUsers(ownValues);
      return { releases: [{ path: props.path, name, namespace, chart, source, values, ownValues, userValues }] };
    });
  }

  /** This release waits until others stand. */
  dependOn(...others: readonly ITerraformDependable[]): void {
    const added = others.filter((other) => !this.awaited.has(other));
    for (const other of added) this.awaited.add(other);
    this.resource.dependsOn = [...(this.resource.dependsOn ?? []), ...added.map(dependable)];
  }
}

const location = (scope: Construct, chart: ChartPin, source: ChartSource | undefined) => {
  switch (source?.kind) {
    case "oci":
      return { chart: `${source.url.replace(/\/$/, "")}/${chart.name}`, version: chart.version };
    case "folder":
      return { chart: `${fromStackFolder(scope, source.path)}/${chart.name}-${chart.version}.tgz` };
    default:
      return { repository: source?.url ?? chart.repository, chart: chart.name, version: chart.version };
  }
};

/** Terraform runs inside the stack's folder; a path that a person writes is relative to the project. */
const fromStackFolder = (scope: Construct, folder: string): string => {
  if (path.isAbsolute(folder)) return folder;
  const stack = path.resolve(App.of(scope).outdir, "stacks", TerraformStack.of(scope).node.id);
  return path.relative(stack, path.resolve(folder));
};
