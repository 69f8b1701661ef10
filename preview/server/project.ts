/** The project whose dashboards are shown: compiled, and asked for everything that the preview needs. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DashboardJson } from "../data/dashboard-json";
import { run } from "./programs";

/** `lib/cli/preview.ts` writes it. */
export interface Emitted {
  readonly environment: string;
  readonly cluster: string;
  readonly about: string;
  /** Milliseconds. */
  readonly now: number;
  readonly from: number;
  readonly scrapeInterval: number;
  readonly dashboards: readonly DashboardJson[];
  /** Recording rules that can be evaluated together; each layer reads the ones before. */
  readonly layers: readonly (readonly Rule[])[];
  /** What the series were made of: the same key, the same series. */
  readonly world: string;
}

export interface Rule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Project {
  readonly root: string;
  readonly environment: string | undefined;
  /** Where the project writes for the preview. */
  readonly folder: string;
}

export class BuildError extends Error {}

/** Of a world: its samples as text, a file for each block. */
export const samplesFolder = ({ folder }: Project, world: string): string => join(folder, `samples-${world}`);

/** @throws BuildError with what the compiler or the checks say */
export const emit = async (project: Project): Promise<Emitted> => {
  const { root, environment, folder } = project;
  mkdirSync(folder, { recursive: true });
  const args = ["preview", "--out", folder, ...(environment === undefined ? [] : ["--environment", environment])];
  await succeed(project, [join("dist", "main.js"), ...args]);
  const emitted = join(folder, "preview.json");
  if (!existsSync(emitted)) throw new BuildError(`${root} wrote no dashboards.`);
  return JSON.parse(readFileSync(emitted, "utf8")) as Emitted;
};

/** @throws BuildError with what the compiler says */
export const compile = (project: Project): Promise<void> =>
  succeed(project, [join("node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json", "--incremental"]);

const succeed = async ({ root }: Project, args: readonly string[]): Promise<void> => {
  const { status, output } = await run(process.execPath, args, root);
  if (status !== 0) throw new BuildError(output.trim());
};
