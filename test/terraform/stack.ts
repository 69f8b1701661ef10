/** A stack to put constructs into, and what cdktf makes of it. */
import { App, TerraformStack } from "cdktf";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface StackJson {
  readonly terraform: {
    readonly backend: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly required_version?: string;
    readonly required_providers?: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
  };
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly variable?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The Terraform JSON of stacks, by name, once `define` has made them in an app that is gone afterwards. */
export const synthesized = (define: (app: App) => void): Readonly<Record<string, StackJson>> => {
  const outdir = mkdtempSync(path.join(tmpdir(), "stacks-"));
  try {
    const app = new App({ outdir, skipValidation: true });
    define(app);
    app.synth();
    const stacks = app.node.findAll().filter((node) => TerraformStack.isStack(node));
    return Object.fromEntries(
      stacks.map(({ node: { id } }) => [
        id,
        JSON.parse(readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8")) as StackJson,
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** The Terraform JSON of one stack. */
export const stackJson = (define: (stack: TerraformStack) => void): StackJson => {
  const { stack } = synthesized((app) => define(new TerraformStack(app, "stack")));
  if (stack === undefined) throw new Error("no stack was written");
  return stack;
};
