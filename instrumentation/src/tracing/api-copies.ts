/** Copies of OpenTelemetry's API: they share one process-wide state, which refuses copies that are later than the one that made it. */
import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const NAME = "@opentelemetry/api";

/** A copy that does not work together with ours. */
export interface StrangeApi {
  readonly version: string;
  /** Whose `require` finds it: a file or a folder. */
  readonly from: string;
}

const ours = folderFrom(__filename);

/** Of our copy. */
export const API_VERSION = ours === undefined ? "1.9" : versionIn(ours);

/** Where the application begins, and what instruments its requests. */
export function placesOfApplication(): readonly string[] {
  const [, main] = process.argv;
  const auto = resolved(__filename, "@opentelemetry/auto-instrumentations-node");
  const http = auto === undefined ? undefined : resolved(auto, "@opentelemetry/instrumentation-http");
  return [join(process.cwd(), "package.json"), main, http].filter((place) => place !== undefined);
}

/** Each copy once, that one of these files would load and that ours would refuse. */
export function strangeApis(files: readonly string[]): readonly StrangeApi[] {
  const found = new Map<string, StrangeApi>();
  for (const from of files) {
    const folder = folderFrom(from);
    if (folder === undefined || folder === ours || found.has(folder)) continue;
    const version = versionIn(folder);
    if (!worksWith(version, API_VERSION)) found.set(folder, { version, from });
  }
  return [...found.values()];
}

/** By OpenTelemetry's own rule: the same major version, and a minor one that is not later. */
function worksWith(version: string, others: string): boolean {
  const [major, minor = 0] = version.split(".").map(Number);
  const [othersMajor, othersMinor = 0] = others.split(".").map(Number);
  return major === othersMajor && minor <= othersMinor;
}

/** The folder of the package, links followed, as `require` in that file would find it. */
function folderFrom(file: string): string | undefined {
  const entry = resolved(file, NAME);
  if (entry === undefined) return undefined;
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder))
    if (manifestIn(folder)?.name === NAME) return folder;
  return undefined;
}

function resolved(file: string, name: string): string | undefined {
  try {
    return realpathSync(createRequire(file).resolve(name));
  } catch {
    return undefined;
  }
}

function versionIn(folder: string): string {
  return manifestIn(folder)?.version ?? "";
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

function manifestIn(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
