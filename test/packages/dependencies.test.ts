/** What a package imports it must declare, in the very version that it is tested with: an application has nothing else installed. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { inModules, root } from "./installed";

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = (...path: readonly string[]): Manifest =>
  JSON.parse(readFileSync(join(...path, "package.json"), "utf8")) as Manifest;

const builtin = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

/** `@opentelemetry/api/experimental` → `@opentelemetry/api` */
const packageOf = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** What it imports and requires, by the compiler's own reading. */
const imported = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => ts.preProcessFile(readFileSync(join(root, folder, path), "utf8"), true, true).importedFiles)
      .map(({ fileName }) => fileName)
      .filter((specifier) => !specifier.startsWith(".") && !builtin.has(specifier))
      .map(packageOf),
  );

test.each(["contract", "instrumentation", "examples/shop-api"])(
  "%s declares what it imports, and nothing else",
  (path) => {
    const { dependencies = {}, peerDependencies = {} } = manifest(root, path);
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    expect([...imported(join(path, "src"))].sort()).toEqual(declared.sort());
  },
);

test("the library declares the contract", () => {
  expect(manifest(root).dependencies).toHaveProperty("@cdktf-observability/contract");
  expect(imported("lib")).toContain("@cdktf-observability/contract");
});

test.each(["instrumentation", "examples/shop-api"])("%s pins the versions that it is tested with", (path) => {
  const { dependencies = {} } = manifest(root, path);
  const installed = Object.keys(dependencies).map((name) => [name, manifest(inModules(name)).version]);
  expect(dependencies).toEqual(Object.fromEntries(installed));
});

test("the API of OpenTelemetry is the application's, in the versions that the SDK works with", () => {
  const api = "@opentelemetry/api";
  const { peerDependencies = {}, devDependencies = {} } = manifest(root, "instrumentation");
  expect(devDependencies).toEqual({ [api]: manifest(inModules(api)).version });
  // The narrowest of what the SDK is made of.
  const ranges = ["sdk-node", "sdk-trace", "sdk-metrics"].map(
    (name) => manifest(inModules("@opentelemetry", name)).peerDependencies?.[api] ?? "",
  );
  expect(ranges).toContain(peerDependencies[api]);
  expect(new Set(ranges.map((range) => range.split(" ")[1]))).toEqual(new Set(["<1.10.0"]));
});

test("what the lockfile says of the workspaces is what they say", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, Manifest>>;
  };
  for (const path of ["contract", "instrumentation", "examples/shop-api"])
    for (const kind of ["dependencies", "peerDependencies", "devDependencies"] as const)
      expect(packages[path]?.[kind] ?? {}).toEqual(manifest(root, path)[kind] ?? {});
});
