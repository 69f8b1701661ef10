/** package.json and composer.json: tables of names and versions. */
import type { Dependency } from "../project";
import { tableOf, textOf, type Reader } from "./asked";

/** Tables, and whether what they name is there for development only. */
type Tables = Readonly<Record<string, boolean>>;

const reader =
  (ecosystem: Dependency["ecosystem"], tables: Tables, counts: (name: string) => boolean): Reader =>
  (file, { structured }) =>
    structured(file).flatMap(({ value, lineOf }) =>
      Object.entries(tables).flatMap(([table, development]) =>
        Object.entries(tableOf(tableOf(value)[table]))
          .filter(([name]) => counts(name))
          .map(([name, version]) => ({
            file,
            ecosystem,
            name,
            version: textOf(version),
            development,
            line: lineOf([table, name]),
          })),
      ),
    );

export const npm = reader(
  "npm",
  { dependencies: false, optionalDependencies: false, peerDependencies: false, devDependencies: true },
  () => true,
);

/** `php` and `ext-json` are no packages. */
export const composer = reader("packagist", { require: false, "require-dev": true }, (name) => name.includes("/"));
