/** Files for the preview's server: one of all that is shown, a folder of the samples of the world. */
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { hours, minutes, textOf, type RecordingRule } from "../model";
import { openMetrics, syntheticSeries, type SyntheticSeries } from "../testing";
import type { PreviewContent } from "./preview-content";
import { plural } from "./say";

/** The world stands still at this moment, so that pictures of it are the same every day. */
const NOW = Date.UTC(2026, 5, 17, 15, 30) / 1_000;
const SPAN = minutes(390).milliseconds / 1_000;
const STEP = minutes(1).milliseconds / 1_000;

interface Written {
  readonly dashboards: number;
  readonly series: number;
}

/** @param path where a file of this name goes */
export const writePreview = (content: PreviewContent, path: (name: string) => string): Written => {
  const { environment, packs, dashboards } = content;
  const series = syntheticSeries({ packs, clock: NOW });
  const layers = content.layers.map((layer) => layer.map(ruleOf));
  const world = worldOf(series, layers);
  const samples = path(`samples-${world}`);
  if (!existsSync(samples) && !existsSync(path(`worlds/${world}`))) writeSamples(series, samples);
  const shown = {
    environment,
    cluster: environment,
    about: `${plural(dashboards.length, "dashboard")} of ${environment} over ${series.length.toLocaleString("en")} synthetic series and ${plural(layers.flat().length, "recording rule")}; it is always 17 June 2026, 15:30 UTC.`,
    now: NOW * 1_000,
    from: (NOW - SPAN) * 1_000,
    scrapeInterval: STEP * 1_000,
    dashboards,
    layers,
    world,
  };
  writeFileSync(path("preview.json"), JSON.stringify(shown));
  return { dashboards: dashboards.length, series: series.length };
};

type Rule = ReturnType<typeof ruleOf>;
const ruleOf = ({ name, expr, labels }: RecordingRule) => ({ record: name, expr: textOf(expr), labels });

/** Names the world: the same series that move in the same way, and the same rules, are the same world. */
const worldOf = (series: readonly SyntheticSeries[], layers: readonly (readonly Rule[])[]): string => {
  const hash = createHash("sha256").update(JSON.stringify([NOW, SPAN, STEP, layers]));
  for (const { name, labels, samples } of series)
    hash.update(JSON.stringify([name, labels, samples({ from: NOW - SPAN, step: SPAN / 3, count: 4 })]));
  return hash.digest("hex").slice(0, 16);
};

/** Prometheus keeps two hours in a block; a file that holds more is read once for each of them. */
const BLOCK = hours(2).milliseconds / 1_000;

/** One file for each block, each a portion at a time: all at once is more than one text can hold. */
const writeSamples = (series: readonly SyntheticSeries[], folder: string): void => {
  // Under its final name the folder is always whole.
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  for (let from = NOW - SPAN; from <= NOW; from = nextBlock(from)) {
    const count = Math.floor((Math.min(nextBlock(from) - 1, NOW) - from) / STEP) + 1;
    const output = openSync(join(partial, `${from}.openmetrics`), "w");
    for (let index = 0; index < series.length; index += PORTION)
      writeSync(
        output,
        openMetrics(series.slice(index, index + PORTION), { from, step: STEP, count }).replace(END, ""),
      );
    writeSync(output, "# EOF\n");
    closeSync(output);
  }
  renameSync(partial, folder);
};

const nextBlock = (time: number): number => (Math.floor(time / BLOCK) + 1) * BLOCK;
/** Series that are written at a time. */
const PORTION = 500;
const END = /# EOF\n$/;
