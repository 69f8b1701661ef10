/** Writes weeks of samples as Prometheus keeps them after weeks: in blocks of 54 hours, made by promtool. */
import { execFile } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { hours, inSeconds } from "../../lib/model";
import { ToolError } from "./tools";
import { HISTORY, NOW, type HistorySeries } from "./traffic";

/** With a retention of a month, Prometheus itself compacts to blocks of that length: three times as long as the step before, at most a tenth. */
const BLOCK = hours(54);
const STEP = 1_000;
/** Lines that are kept in memory. */
const AT_ONCE = 50_000;

/** @returns how many samples there are */
export const writeHistory = async (
  promtool: string,
  series: readonly HistorySeries[],
  data: string,
  scratch: string,
): Promise<number> => {
  let samples = 0;
  const size = BLOCK.milliseconds;
  for (let from = Math.floor((NOW - HISTORY.milliseconds) / size) * size; from <= NOW; from += size) {
    const file = join(scratch, `${from}.txt`);
    samples += writeBlock(series, file, Math.max(from, NOW - HISTORY.milliseconds), Math.min(from + size, NOW + 1));
    const command = [
      "tsdb",
      "create-blocks-from",
      "openmetrics",
      "--quiet",
      `--max-block-duration=${inSeconds(BLOCK)}s`,
    ];
    await promisify(execFile)(promtool, [...command, file, data]).catch((error: Error) => {
      throw new ToolError(`${promtool} made no blocks: ${error.message}`);
    });
    rmSync(file);
  }
  return samples;
};

/** All samples from one moment to before another, in the order of time, as promtool wants them. */
const writeBlock = (series: readonly HistorySeries[], path: string, from: number, to: number): number => {
  const written = series.map(({ name, labels, every, since, value }) => ({
    head: `${name}{${Object.entries(labels)
      .map(([label, text]) => `${label}=${JSON.stringify(text)}`)
      .join(",")}}`,
    every: every.milliseconds,
    since: NOW - since.milliseconds,
    value,
  }));
  const least = Math.min(...written.map(({ every }) => every));
  const file = openSync(path, "w");
  let lines: string[] = [];
  let count = 0;
  for (let at = Math.ceil(from / least) * least; at < to; at += least) {
    for (const { head, every, since, value } of written)
      if (at >= since && at % every === 0) lines.push(`${head} ${value((at - since) / every, at)} ${at / STEP}`);
    if (lines.length < AT_ONCE && at + least < to) continue;
    count += lines.length;
    writeSync(file, `${lines.join("\n")}\n`);
    lines = [];
  }
  writeSync(file, "# EOF\n");
  closeSync(file);
  return count;
};
