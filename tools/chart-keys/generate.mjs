#!/usr/bin/env node
// Derives lib/charts/keys/<chart>.json, what each pinned chart understands, from a folder of unpacked charts `<chart>-<version>`.
//   node tools/chart-keys/generate.mjs <folder>           writes the files
//   node tools/chart-keys/generate.mjs --check <folder>   says where they differ from the folder, and then exits with 1
//   node tools/chart-keys/generate.mjs --print <chart>    prints what one unpacked chart understands, whatever chart it is
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readChart } from "./chart-folder.mjs";
import { nodeDecisions, tplDecisions } from "./decisions.mjs";
import { keyFileText } from "./key-file.mjs";
import { keyTree } from "./key-tree.mjs";
import { tplKeys } from "./tpl-keys.mjs";
import { trace } from "./trace.mjs";

const KEYS = join(dirname(fileURLToPath(import.meta.url)), "../../lib/charts/keys");

/** The charts that the library deploys; others that the folder holds are their subcharts or of no concern. */
const CHARTS = [
  "alertmanager",
  "fluentd",
  "grafana",
  "jaeger",
  "kube-prometheus-stack",
  "loki",
  "prometheus-blackbox-exporter",
  "prometheus-operator-crds",
  "prometheus-postgres-exporter",
  "prometheus-redis-exporter",
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean" }, print: { type: "boolean" } },
});
const [folder] = positionals;
if (!folder || !existsSync(folder))
  stop("name a folder of unpacked charts: node tools/chart-keys/generate.mjs [--check] <folder>");

if (options.print) process.stdout.write(keysOf(folder));
else writeOrCheck();

function writeOrCheck() {
  mkdirSync(KEYS, { recursive: true });
  const outdated = CHARTS.filter((name) => {
    const text = keysOf(folderOf(name));
    const file = join(KEYS, `${name}.json`);
    if (!options.check) writeFileSync(file, text);
    return options.check && !(existsSync(file) && readFileSync(file, "utf8") === text);
  });
  if (outdated.length > 0)
    stop(`lib/charts/keys is not what these charts say: ${outdated.join(", ")}. Generate it again.`);
}

function folderOf(name) {
  const versions = readdirSync(folder).filter((entry) => new RegExp(`^${name}-\\d`).test(entry));
  if (versions.length !== 1) stop(`${folder} holds ${versions.length} versions of ${name}: there must be one`);
  return join(folder, versions[0]);
}

function keysOf(path) {
  const chart = readChart(path);
  if (!chart.parts.some(({ templates }) => templates.length > 0))
    stop(`${path} has no templates: values alone do not tell what a chart reads. Unpack the whole chart.`);
  const { root, unfollowed } = trace(chart);
  for (const what of unfollowed) console.error(`${chart.name}: not followed: ${what}`);
  const { tpl, mixed } = tplKeys(root, tplDecisions[chart.name]);
  if (mixed.length > 0) stop(`${path} needs a decision in decisions.mjs:\n  ${mixed.join("\n  ")}`);
  return keyFileText({
    chart: chart.name,
    version: chart.version,
    tpl,
    keys: keyTree(chart, root, nodeDecisions[chart.name]),
  });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
