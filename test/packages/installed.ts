/** An empty project into which packages have been installed as they would be published. */
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(__dirname, "..", "..");
export const inModules = (...path: readonly string[]): string => join(root, "node_modules", ...path);

/** In milliseconds: a registry that does not answer is a test that fails, not one that waits. */
const PATIENCE = 240_000;

const within = (folder: string): ExecFileSyncOptionsWithStringEncoding => ({
  cwd: folder,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "pipe"],
  timeout: PATIENCE,
});

export const node = (folder: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, args, within(folder));

export const npm = (folder: string, ...args: readonly string[]): string => {
  // What started the tests knows where npm is; Windows has no program of that name.
  const script = process.env["npm_execpath"] ?? "";
  return script.endsWith("npm-cli.js")
    ? execFileSync(process.execPath, [script, ...args], within(folder))
    : execFileSync("npm", args, { ...within(folder), shell: process.platform === "win32" });
};

export interface Packed {
  readonly name: string;
  readonly filename: string;
  /** Paths in the package. */
  readonly files: readonly { readonly path: string }[];
}

/** @param workspaces folders with a package each; the project itself is `.` */
export const packed = (folder: string, workspaces: readonly string[]): readonly Packed[] =>
  workspaces.flatMap((path) => {
    const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
    return JSON.parse(npm(join(root, path), ...args)) as readonly Packed[];
  });

interface Locked {
  readonly version?: string;
  readonly link?: boolean;
}

/**
 * The versions that this repository is built with: those that npm has already fetched, so that nothing new has to come from a registry, and what
 * is tested is what the lockfile says.
 */
const locked = (): Readonly<Record<string, string>> => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, Locked>>;
  };
  return Object.fromEntries(
    Object.entries(packages).flatMap(([path, { version, link }]) => {
      const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
      return name === undefined || version === undefined || link === true ? [] : [[name, version]];
    }),
  );
};

/** A project that depends on the packages alone, and asks its users for nothing else. */
export const install = (folder: string, packages: readonly Packed[], more: readonly string[] = []): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name: "empty",
      private: true,
      dependencies: Object.fromEntries(packages.map(({ name, filename }) => [name, `file:../${filename}`])),
      overrides: locked(),
    }),
  );
  npm(folder, "install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", ...more);
};
