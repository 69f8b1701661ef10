/** An environment after synthesis, as tests ask about it: its model, its releases with their values as Helm gets them, its resources. */
import { App } from "cdktf";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Environment } from "../../lib";
import type { Model } from "../../lib/model";
import { modelsOf, verify } from "../../lib/terraform";
import { ContentStack } from "../../stacks/content-stack";
import { PlatformStack } from "../../stacks/platform-stack";
import type { Services } from "../../stacks/services";
import { temporaryFolder } from "../stacks/synthesized";

type Json = Readonly<Record<string, unknown>>;

export interface InstalledRelease {
  /** As resources name it in `depends_on`. */
  readonly address: string;
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version?: string;
  readonly repository?: string;
  readonly depends_on: readonly string[];
  /** What Helm gets, Terraform's escapes undone. */
  readonly chartValues: Json;
}

export interface Installed {
  readonly model: Model;
  readonly platformFolder: string;
  readonly releases: readonly InstalledRelease[];
  readonly release: (name: string) => InstalledRelease;
  /** Resources of one type, of both stacks, with their addresses. */
  readonly resources: (type: string) => readonly Json[];
  /** Of all resources, each once. */
  readonly types: readonly string[];
}

/** @param watched its services @default none */
export const installed = (environment: Environment, watched: Services = []): Installed => {
  const app = new App({ outdir: temporaryFolder() });
  const platform = new PlatformStack(app, environment, watched);
  const content = new ContentStack(app, environment, platform);
  verify(app);
  app.synth();
  const folder = (stack: string): string => join(app.outdir, "stacks", stack);
  const resources = [platform, content].map(
    ({ node }) =>
      (
        JSON.parse(readFileSync(join(folder(node.id), "cdk.tf.json"), "utf8")) as {
          readonly resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
        }
      ).resource,
  );
  const [model] = modelsOf(app);
  if (model === undefined) throw new Error("no model");
  const releases = Object.entries(resources[0]?.["helm_release"] ?? {}).map(([id, json]) => {
    const { values = [] } = json as { readonly values?: readonly string[] };
    const release = json as unknown as Omit<InstalledRelease, "address" | "chartValues">;
    return { ...release, address: `helm_release.${id}`, chartValues: parse(unescaped(values[0] ?? "{}")) as Json };
  });
  return {
    model,
    platformFolder: folder(platform.node.id),
    releases,
    release: (name) => {
      const found = releases.find((release) => release.name === name);
      if (found === undefined)
        throw new Error(`no release ${name} among ${releases.map((each) => each.name).join(", ")}`);
      return found;
    },
    types: [...new Set(resources.flatMap((each) => Object.keys(each)))],
    resources: (type) =>
      resources.flatMap((each) =>
        Object.entries(each[type] ?? {}).map(([id, json]) => ({ address: `${type}.${id}`, ...json })),
      ),
  };
};

const unescaped = (text: string): string => text.replaceAll(/([$%])\1\{/g, "$1{");

/** What stands at a path of keys: `at(values, "prometheus.prometheusSpec.replicas")`. */
export const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);

/** All values of one key, however deep. */
export const everywhere = (value: unknown, key: string): readonly unknown[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([name, child]) => [
        ...(name === key ? [child as unknown] : []),
        ...everywhere(child, key),
      ]);
