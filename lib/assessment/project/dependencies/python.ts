/** What Python's many manifests ask for. */
import { parse as parseIni } from "ini";
import type { Dependency, ProjectFile } from "../project";
import { below, listOf, tableOf, textOf, versionOf, type Asked, type Reader } from "./asked";

/** The name and the version of a requirement as PEP 508 writes it: `uvicorn[standard]>=0.30 ; python_version > "3.9"`. */
const REQUIREMENT = /^([A-Za-z0-9][A-Za-z0-9._-]{0,100})[ \t]{0,20}(?:\[[^\]\n]{0,200}\])?[ \t]{0,20}([^;#\n]{0,100})/;
const DEVELOPMENT = /dev|test|lint|docs?|typing|mypy|ci\b/i;

interface Place {
  readonly file: ProjectFile;
  readonly development: boolean;
  readonly line: number;
}

const required = (text: string, { file, development, line }: Place): readonly Dependency[] => {
  const match = REQUIREMENT.exec(text.trim());
  if (match?.[1] === undefined) return [];
  return [{ file, ecosystem: "pypi", name: pep503(match[1]), version: textOf(match[2]?.trim()), development, line }];
};

/** As the index spells it. */
const pep503 = (name: string): string => name.toLowerCase().replaceAll(/[._-]{1,100}/g, "-");

export const requirements: Reader = (file, { text }) => {
  const development = DEVELOPMENT.test(file.path.replace(/^.*requirements\//, ""));
  return (text(file) ?? "")
    .split("\n")
    .flatMap((line, index) =>
      /^[ \t]*[A-Za-z0-9]/.test(line) ? required(line, { file, development, line: index + 1 }) : [],
    );
};

/** Requirements in lists, looked up by their words: TOML tells no lines. */
const inLists = (file: ProjectFile, list: unknown, development: boolean, { lineOf }: Asked): readonly Dependency[] =>
  listOf(list).flatMap((each) =>
    typeof each === "string" ? required(each, { file, development, line: lineOf(file, each) }) : [],
  );

const inGroups = (file: ProjectFile, groups: unknown, asked: Asked, always = false): readonly Dependency[] =>
  Object.entries(tableOf(groups)).flatMap(([name, list]) =>
    inLists(file, list, always || DEVELOPMENT.test(name), asked),
  );

/** `fastapi = "^0.110"`, `sqlalchemy = { version = "2", extras = ["asyncio"] }` */
const inTable = (file: ProjectFile, table: unknown, development: boolean, { lineOf }: Asked): readonly Dependency[] =>
  Object.entries(tableOf(table))
    .filter(([name]) => name.toLowerCase() !== "python")
    .map(([name, version]) => ({
      file,
      ecosystem: "pypi",
      name: pep503(name),
      version: versionOf(version),
      development,
      line: lineOf(file, `\n${name}`) === 1 ? lineOf(file, name) : lineOf(file, `\n${name}`) + 1,
    }));

export const pyproject: Reader = (file, asked) => {
  const values = asked.toml(file);
  const poetry = below(values, "tool", "poetry");
  return [
    ...inLists(file, below(values, "project", "dependencies"), false, asked),
    ...inGroups(file, below(values, "project", "optional-dependencies"), asked),
    ...inGroups(file, below(values, "dependency-groups"), asked, true),
    ...inLists(file, below(values, "tool", "uv", "dev-dependencies"), true, asked),
    ...inTable(file, below(poetry, "dependencies"), false, asked),
    ...inTable(file, below(poetry, "dev-dependencies"), true, asked),
    ...Object.entries(tableOf(below(poetry, "group"))).flatMap(([name, group]) =>
      inTable(file, below(group, "dependencies"), DEVELOPMENT.test(name), asked),
    ),
  ];
};

export const pipfile: Reader = (file, asked) => {
  const values = asked.toml(file);
  return [
    ...inTable(file, below(values, "packages"), false, asked),
    ...inTable(file, below(values, "dev-packages"), true, asked),
  ];
};

export const setupCfg: Reader = (file, asked) => {
  const text = asked.text(file);
  if (text === undefined || text.length > 262_144) return [];
  const lines = (value: unknown): readonly string[] => (textOf(value) ?? "").split("\n");
  // The library reads one line of each value; what is indented below it are keys of their own to it.
  const values = parseIni(text.replaceAll(/^(install_requires)[ \t]*=[ \t]*$/gm, "[$1]"));
  return [
    ...Object.keys(tableOf(values["install_requires"])),
    ...lines(below(values, "options", "install_requires")),
  ].flatMap((each) => required(each, { file, development: false, line: asked.lineOf(file, each) }));
};
