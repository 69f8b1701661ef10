/**
 * Synthesized stacks through the real Terraform, offline: init, validate, plan, apply, plan again, destroy, in the order of their
 * dependencies. The providers are schemas only (provider-server.mjs): what they cannot know, they accept.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { providerSchema as grafanaSchema } from "../../../lib/terraform/grafana/provider-schema";
import { tool } from "../tool";
import { quietSettings } from "./console";
import { helmSchema } from "./helm-schema";
import { kubernetesSchema } from "./kubernetes-schema";
import { prepared, type PreparedStack } from "./prepared-stacks";

/** A plan as `terraform show -json` prints it, as far as tests read it. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly after: Readonly<Record<string, unknown>> | null };
  }[];
}

export interface Plan {
  readonly json: PlanJson;
  /** The whole plan file's JSON, in which a secret would show. */
  readonly jsonText: string;
  /** What Terraform prints for people. */
  readonly text: string;
}

/** One stack in its folder. Each command fails with what Terraform says. */
export interface Stack {
  readonly name: string;
  readonly folder: string;
  init(): Promise<string>;
  validate(): Promise<string>;
  plan(): Promise<Plan>;
  /** Applies the last plan. */
  apply(): Promise<string>;
  /** The state, as it stands in its file. */
  state(): Promise<string>;
  /** Plans again; fails when anything would change. */
  replan(): Promise<string>;
  destroy(): Promise<string>;
}

export interface Terraform {
  /** In the order in which they can be applied. */
  readonly stacks: readonly Stack[];
  stack(name: string): Stack;
  /** All of it for all stacks: applied in order, planned again, destroyed in reverse. */
  everything(): Promise<ReadonlyMap<string, Lived>>;
}

/** What is left of a stack that was applied and destroyed. */
export interface Lived {
  readonly plan: Plan;
  readonly state: string;
}

export interface TerraformOptions {
  /** Values of variables, by name. @default `value-of-<name>` for each that has no default */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Runs stacks that cdktf has written to a folder (`cdktf.out`) in a copy of it, with states in files. Everything that it starts has ended
 * when the promise settles.
 */
export const withTerraform = async <T>(
  output: string,
  use: (terraform: Terraform) => Promise<T>,
  { variables = {} }: TerraformOptions = {},
): Promise<T> => {
  const folder = mkdtempSync(path.join(tmpdir(), "tf-"));
  let providers: Providers | undefined;
  try {
    const stacks = prepared(output, folder);
    providers = await startProviders(folder, stacks);
    const environment = { ...process.env, ...quietSettings(folder), TF_REATTACH_PROVIDERS: providers.reattach };
    return await use(terraformOf(stacks, environment, variables));
  } finally {
    if (providers !== undefined) await stop(providers.process);
    rmSync(folder, { recursive: true });
  }
};

const terraformOf = (
  prepared: readonly PreparedStack[],
  environment: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
): Terraform => {
  const stacks = prepared.map((stack) => stackOf(stack, { ...environment, ...variablesOf(stack, variables) }));
  return {
    stacks,
    stack: (name) => {
      const found = stacks.find((stack) => stack.name === name);
      if (found === undefined)
        throw new Error(`no stack ${name} among ${stacks.map((stack) => stack.name).join(", ")}`);
      return found;
    },
    everything: async () => {
      const lived = new Map<string, Lived>();
      for (const stack of stacks) {
        await stack.init();
        await stack.validate();
        const plan = await stack.plan();
        await stack.apply();
        lived.set(stack.name, { plan, state: await stack.state() });
        await stack.replan();
      }
      for (const stack of [...stacks].reverse()) await stack.destroy();
      return lived;
    },
  };
};

const PLAN = "plan.bin";
const QUIET = ["-input=false", "-no-color"] as const;

const stackOf = ({ name, folder }: PreparedStack, environment: NodeJS.ProcessEnv): Stack => {
  const run = async (...args: readonly string[]): Promise<string> => {
    const { status, output } = await execute(args, folder, environment);
    if (status !== 0) throw new Error(`${name}: terraform ${args.join(" ")} gave ${status}\n${output}`);
    return output;
  };
  return {
    name,
    folder,
    init: () => run("init", ...QUIET),
    validate: () => run("validate", "-no-color"),
    plan: async () => {
      const text = await run("plan", ...QUIET, `-out=${PLAN}`);
      const jsonText = await run("show", "-json", PLAN);
      return { text, jsonText, json: JSON.parse(jsonText) as PlanJson };
    },
    apply: () => run("apply", ...QUIET, PLAN),
    state: () => run("state", "pull"),
    replan: () => run("plan", ...QUIET, "-detailed-exitcode"),
    destroy: () => run("destroy", ...QUIET, "-auto-approve"),
  };
};

const variablesOf = ({ variables }: PreparedStack, given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(variables.map((name) => [`TF_VAR_${name}`, given[name] ?? `value-of-${name}`]));

const execute = async (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) => {
  const child = spawn(tool("terraform") ?? "terraform", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, output: Buffer.concat(chunks).toString("utf8") };
};

interface Providers {
  readonly process: ChildProcess;
  /** The value of TF_REATTACH_PROVIDERS. */
  readonly reattach: string;
}

/** The providers' process reads schemas from files and ends with its standard input, so it cannot outlive this one. */
const startProviders = async (folder: string, stacks: readonly PreparedStack[]): Promise<Providers> => {
  const types = stacks.flatMap((stack) => stack.resourceTypes);
  const files = [grafanaSchema(), helmSchema, kubernetesSchema(types)].map((schema, index) => {
    const file = path.join(folder, `schema-${index}.json`);
    writeFileSync(file, JSON.stringify(schema));
    return file;
  });
  const server = path.join(__dirname, "provider-server.mjs");
  const child = spawn(process.execPath, [server, folder, ...files], { stdio: ["pipe", "pipe", "inherit"] });
  const [reattach] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(([status]) => Promise.reject(new Error(`the providers ended with ${String(status)}`))),
  ])) as [string];
  return { process: child, reattach };
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.end();
  const patience = setTimeout(() => child.kill("SIGKILL"), 2_000);
  await ended;
  clearTimeout(patience);
};
