/** Asks the real Terraform what it makes of synthesized text, hundreds of cases in one process and without any provider. */
import { TerraformLocal, TerraformStack, Testing } from "cdktf";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../tool";

type Locals = Readonly<Record<string, unknown>>;

/** Settings of Terraform for a run that asks nobody and reads no configuration of this machine. */
export const quietSettings = (folder: string): Readonly<Record<string, string>> => {
  const config = path.join(folder, "terraform.rc");
  writeFileSync(config, "disable_checkpoint = true\n");
  return { CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: config, TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
};

/** The texts that Terraform makes of the strings in `local.cases`. */
export const textsOf = (locals: Locals): readonly string[] =>
  // jsonencode would normalize its own escapes: the `n` of `\n` merges with an accent behind it.
  (ask(locals, "[for text in local.cases : base64encode(text)]") as readonly string[]).map((text) =>
    Buffer.from(text, "base64").toString("utf8"),
  );

/** The texts that Terraform makes of a list of strings, once cdktf has synthesized them. */
export const evaluatedTexts = (define: (stack: TerraformStack) => readonly string[]): readonly string[] =>
  textsOf(localsOf(define));

/** What Terraform makes of `local.cases`, once cdktf has synthesized the locals that `define` made. */
export const evaluated = (define: (stack: TerraformStack) => unknown, expression = "local.cases"): unknown =>
  ask(localsOf(define), expression);

const localsOf = (define: (stack: TerraformStack) => unknown): Locals => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new TerraformLocal(stack, "cases", define(stack));
  stack.prepareStack();
  return (stack.toTerraform() as { readonly locals: Locals }).locals;
};

const ask = (locals: Locals, expression: string): unknown => {
  const folder = mkdtempSync(path.join(tmpdir(), "console-"));
  try {
    writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify({ locals }));
    const input = `base64encode(jsonencode(${expression}))\n`;
    const { status, stdout, stderr } = run("terraform", ["console"], {
      cwd: folder,
      env: quietSettings(folder),
      input,
    });
    if (status !== 0) throw new Error(`terraform console: ${stderr}`);
    return JSON.parse(Buffer.from(stdout.trim().replaceAll('"', ""), "base64").toString("utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
