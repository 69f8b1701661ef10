/** `npm run bench:synth`: how long the synthesis of an environment takes with more and more services, whole process each time. */
import Table from "cli-table3";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";

const USAGE = `usage: npm run bench:synth [-- options]

  --services 0,50,100,200  how many are registered
  --runs 3                 of which the one in the middle counts
  --limit 5                seconds that the largest may take; more is a failure
  --node                   an option of Node for these processes; may be given several times
  --help                   print this`;

interface Figure {
  readonly services: number;
  readonly seconds: number;
  readonly mebibytes: number;
}

const folderSize = (folder: string): number =>
  readdirSync(folder, { encoding: "utf8", recursive: true })
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);

/** Node's start, imports, building, all checks, and writing. */
const synthesis = (services: number, node: readonly string[]): Figure => {
  const outdir = mkdtempSync(path.join(tmpdir(), "observability-bench-"));
  try {
    const started = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [...node, path.join(__dirname, "installation.js"), String(services)],
      { env: { ...process.env, CDKTF_OUTDIR: outdir }, encoding: "utf8", maxBuffer: 2 ** 28 },
    );
    const seconds = (performance.now() - started) / 1000;
    if (status !== 0) throw new Error(`the synthesis of ${services} services failed:\n${stderr.slice(0, 2000)}`);
    return { services, seconds, mebibytes: folderSize(outdir) / 2 ** 20 };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

const median = (services: number, runs: number, node: readonly string[]): Figure => {
  const all = Array.from({ length: runs }, () => synthesis(services, node)).sort((a, b) => a.seconds - b.seconds);
  return all[Math.floor(runs / 2)] ?? { services, seconds: Number.NaN, mebibytes: Number.NaN };
};

const main = (): number => {
  const { values } = parseArgs({
    options: {
      services: { type: "string", default: "0,50,100,200" },
      runs: { type: "string", default: "3" },
      limit: { type: "string", default: "5" },
      node: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const figures = values.services.split(",").map((count) => median(Number(count), Number(values.runs), values.node));
  const table = new Table({
    head: ["services", "seconds", "per further service", "MiB written"],
    colAligns: ["right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  figures.forEach(({ services, seconds, mebibytes }, index) => {
    const before = figures[index - 1];
    const each = before === undefined ? undefined : ((seconds - before.seconds) / (services - before.services)) * 1000;
    table.push([
      services,
      seconds.toFixed(2),
      each === undefined ? "-" : `${each.toFixed(1)} ms`,
      mebibytes.toFixed(1),
    ]);
  });
  console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, ${values.runs} runs each\n`);
  console.log(table.toString());
  const largest = figures.at(-1);
  return largest !== undefined && largest.seconds > Number(values.limit) ? 1 : 0;
};

process.exitCode = main();
