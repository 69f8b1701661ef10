/** What the readers of manifests ask of a project. */
import type { Values } from "../../../model";
import type { Dependency, ProjectFile, Structured } from "../project";

export interface Asked {
  readonly files: readonly ProjectFile[];
  readonly text: (file: ProjectFile) => string | undefined;
  readonly structured: (file: ProjectFile) => readonly Structured[];
  readonly toml: (file: ProjectFile) => Values | undefined;
  readonly xml: (file: ProjectFile) => Values | undefined;
  readonly lineOf: (file: ProjectFile, text: string) => number;
}

/** What one manifest asks for. */
export type Reader = (file: ProjectFile, asked: Asked) => readonly Dependency[];

/** Of a value that ought to be a table. */
export const tableOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

/** Of a value that ought to be a list; XML gives the only element without one. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value)
    ? (value as readonly unknown[])
    : value === undefined || value === null || value === ""
      ? []
      : [value];

/** What stands below names, one after the other. */
export const below = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((inner, name) => {
    const table = tableOf(inner);
    return Object.hasOwn(table, name) ? table[name] : undefined;
  }, value);

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;

/** `{ name: "1.2" }`, `{ name: { version: "1.2" } }` */
export const versionOf = (value: unknown): string | undefined => textOf(value) ?? textOf(below(value, "version"));
