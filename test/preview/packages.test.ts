/** What the preview is drawn with is pinned, there once, and named without the address that it was fetched from. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const text = (name: string): string => readFileSync(join(__dirname, "..", "..", "preview", name), "utf8");

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const { packages } = JSON.parse(text("package-lock.json")) as Lock;

test("every version is exact", () => {
  const { dependencies, devDependencies } = JSON.parse(text("package.json")) as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(\d+\.\d+\.\d+|file:stubs\/\w+)$/.test(version),
  );
  expect(loose).toEqual([]);
});

test.each([
  "@grafana/data",
  "@grafana/ui",
  "@grafana/schema",
  "@grafana/i18n",
  "react",
  "react-dom",
  "moment",
  "uplot",
])("there is one copy of %s: with two, themes, registries and clocks would be two as well", (name) => {
  expect(Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([
    `node_modules/${name}`,
  ]);
});

test("Grafana's packages are of one version", () => {
  const versions = ["data", "ui", "schema", "i18n"].map((name) => packages[`node_modules/@grafana/${name}`]?.version);
  expect(new Set(versions)).toEqual(new Set(["13.2.2"]));
});

test("the lockfile names no registry", () => {
  expect(text("package-lock.json").match(/"resolved": "https?:[^"]*"/g) ?? []).toEqual([]);
});
