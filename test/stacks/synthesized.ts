/** The app as `main.ts` builds it, synthesized into a folder of its own. */
import { App } from "cdktf";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verify, type Environment, type Finding } from "../../lib";
import { ContentStack } from "../../stacks/content-stack";
import { PlatformStack } from "../../stacks/platform-stack";

export interface Synthesized {
  readonly outdir: string;
  readonly findings: readonly Finding[];
  /** Of each stack, in the order of deployment. */
  readonly stacks: Readonly<Record<string, StackJson>>;
}

export interface StackJson {
  readonly terraform: { readonly required_version?: string; readonly backend?: Readonly<Record<string, unknown>> };
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone when the test file is done. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "observability-"));
  folders.push(folder);
  return folder;
};

export const synthesized = (...environments: readonly Environment[]): Synthesized => {
  const outdir = temporaryFolder();
  const app = new App({ outdir });
  const names = environments.flatMap((environment) => {
    const platform = new PlatformStack(app, environment);
    return [platform, new ContentStack(app, environment, platform)].map(({ node }) => node.id);
  });
  const findings = verify(app);
  app.synth();
  const stacks = names.map(
    (name) => [name, JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"))] as const,
  );
  return { outdir, findings, stacks: Object.fromEntries(stacks) };
};
