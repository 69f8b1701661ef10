/** The world of the preview as Prometheus's blocks: made once from the samples, all recording rules evaluated over its whole time, then kept. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./programs";
import { startPrometheus, type Prometheus } from "./prometheus";
import { samplesFolder, type Emitted, type Project, type Rule } from "./project";

export interface Programs {
  readonly prometheus: string;
  readonly promtool: string;
}

/** A Prometheus that answers from this world. */
export const openWorld = async (
  programs: Programs,
  project: Project,
  emitted: Emitted,
  report: (line: string) => void,
): Promise<Prometheus> => {
  const worlds = join(project.folder, "worlds");
  const folder = join(worlds, emitted.world);
  if (!existsSync(folder)) {
    for (const old of existsSync(worlds) ? readdirSync(worlds) : []) rmSync(join(worlds, old), { recursive: true });
    // Under its final name a world is always whole.
    const partial = `${folder}.partial`;
    mkdirSync(join(partial, "data"), { recursive: true });
    await fill(programs, project, emitted, partial, report);
    renameSync(partial, folder);
  }
  return startPrometheus(programs.prometheus, folder);
};

const fill = async (
  programs: Programs,
  project: Project,
  emitted: Emitted,
  folder: string,
  report: (line: string) => void,
): Promise<void> => {
  const started = Date.now();
  const seconds = (): string => `${((Date.now() - started) / 1_000).toFixed(1)} s`;
  const data = join(folder, "data");
  const samples = samplesFolder(project, emitted.world);
  for (const name of readdirSync(samples).sort())
    await promtool(
      programs,
      ["tsdb", "create-blocks-from", "openmetrics", "--quiet", join(samples, name), data],
      folder,
    );
  report(`samples: stored (${seconds()})`);
  for (const [index, rules] of emitted.layers.entries()) {
    const prometheus = await startPrometheus(programs.prometheus, folder);
    try {
      await evaluate(programs, prometheus, emitted, rules, folder);
    } finally {
      await prometheus.stop();
    }
    report(`rules: ${rules.length} of layer ${index + 1} of ${emitted.layers.length} evaluated (${seconds()})`);
  }
  rmSync(samples, { recursive: true });
};

const evaluate = async (
  programs: Programs,
  { url }: Prometheus,
  { from, now, scrapeInterval }: Emitted,
  rules: readonly Rule[],
  folder: string,
): Promise<void> => {
  const interval = `${scrapeInterval / 1_000}s`;
  const file = join(folder, "rules.json");
  // What is YAML for Prometheus may be written as JSON.
  writeFileSync(file, JSON.stringify({ groups: [{ name: "preview", interval, rules }] }));
  await promtool(
    programs,
    [
      "tsdb",
      "create-blocks-from",
      "rules",
      `--start=${from / 1_000}`,
      `--end=${now / 1_000}`,
      `--eval-interval=${interval}`,
      `--output-dir=${join(folder, "data")}`,
      `--url=${url}`,
      file,
    ],
    folder,
  );
};

const promtool = async ({ promtool }: Programs, args: readonly string[], folder: string): Promise<void> => {
  const { status, output } = await run(promtool, args, folder);
  if (status !== 0) throw new Error(`promtool ${args.slice(0, 3).join(" ")} failed:\n${output.trim()}`);
};
