/** go.mod, Cargo.toml, Gemfile, *.csproj and mix.exs. */
import type { Dependency } from "../project";
import { below, listOf, tableOf, textOf, versionOf, type Reader } from "./asked";

/** Characters of a line that are looked at. */
const LINE = 400;

type Match = readonly (string | undefined)[];

/** Formats that are programs, or that no library reads: one declaration on a line. */
const lineByLine =
  (
    ecosystem: Dependency["ecosystem"],
    pattern: RegExp,
    development: (match: Match, before: readonly string[]) => boolean,
  ): Reader =>
  (file, { text }) => {
    const lines = (text(file) ?? "").split("\n").map((line) => line.slice(0, LINE));
    return lines.flatMap((line, index): readonly Dependency[] => {
      const match = pattern.exec(line);
      if (match?.[1] === undefined) return [];
      const before = lines.slice(Math.max(0, index - NEAR), index);
      return [
        {
          file,
          ecosystem,
          name: match[1],
          version: match[2],
          development: development(match, before),
          line: index + 1,
        },
      ];
    });
  };

/** Lines above a gem among which its group opens. */
const NEAR = 40;

/** Without those that are there for others only: they tell nothing of the program. */
export const goMod = lineByLine(
  "go",
  /^[ \t]{0,20}(?:require[ \t]{1,20})?([a-z0-9][\w.-]{0,100}\.[a-z]{2,20}(?:\/[\w.~-]{1,100}){1,12})[ \t]{1,20}(v[\w.+-]{1,100})[ \t]{0,20}(?:\/\/(?! ?indirect).{0,200})?\r?$/,
  () => false,
);

const opensTests = (before: readonly string[]): boolean => {
  const opened = before.findLastIndex((line) => /^[ \t]{0,20}group\b.{0,200}\bdo\b/.test(line));
  if (opened === -1 || before.slice(opened).some((line) => /^end\b/.test(line))) return false;
  return !/:production/.test(before[opened] ?? "") && /:(?:test|development)/.test(before[opened] ?? "");
};

export const gemfile = lineByLine(
  "rubygems",
  /^[ \t]{0,40}gem[ (\t]{1,4}["']([\w.-]{1,100})["'](?:,[ \t]{0,10}["']([^"']{1,60})["'])?([^\n]{0,200})/,
  (match, before) =>
    /group:? {0,4}(?:=> {0,4})?\[? {0,2}:(?:test|development)/.test(match[3] ?? "") || opensTests(before),
);

export const mix = lineByLine(
  "hex",
  /^[ \t]{0,40}\{:([a-z][a-z0-9_]{0,80}),[ \t]{0,10}(?:"([^"]{1,60})")?([^\n]{0,200})/,
  (match) => /only: {0,4}\[? {0,2}:(?:dev|test)/.test(match[3] ?? ""),
);

const CARGO: Readonly<Record<string, boolean>> = {
  dependencies: false,
  "dev-dependencies": true,
  "build-dependencies": true,
};

export const cargo: Reader = (file, { toml, lineOf }) => {
  const values = toml(file);
  return [values, below(values, "workspace")].flatMap((root) =>
    Object.entries(CARGO).flatMap(([table, development]) =>
      Object.entries(tableOf(below(root, table))).map(([name, version]) => ({
        file,
        ecosystem: "cargo" as const,
        name: textOf(below(version, "package")) ?? name,
        version: versionOf(version),
        development,
        line: lineOf(file, `\n${name}`) + 1,
      })),
    ),
  );
};

const TESTS = /\.tests?$|xunit|nunit|mstest|moq|coverlet|microsoft\.net\.test\.sdk|fluentassertions/;

/** Projects of .NET and their central versions. */
export const nuget: Reader = (file, { xml, lineOf }) => {
  const project = below(xml(file), "Project");
  const packages = listOf(below(project, "ItemGroup")).flatMap((group) =>
    [below(group, "PackageReference"), below(group, "PackageVersion")].flatMap(listOf),
  );
  const sdk = textOf(below(project, "@Sdk"));
  const named = packages.flatMap((each): readonly Dependency[] => {
    const name = textOf(below(each, "@Include"));
    if (name === undefined) return [];
    return [
      {
        file,
        ecosystem: "nuget",
        name: name.toLowerCase(),
        version: textOf(below(each, "@Version")) ?? textOf(below(each, "Version")),
        development: TESTS.test(name.toLowerCase()) || TESTS.test(file.name.toLowerCase().replace(/\.csproj$/, "")),
        line: lineOf(file, `"${name}"`),
      },
    ];
  });
  // `<Project Sdk="Microsoft.NET.Sdk.Web">` says as much as a package would.
  return sdk === undefined
    ? named
    : [{ file, ecosystem: "nuget", name: sdk.toLowerCase(), development: false, line: lineOf(file, sdk) }, ...named];
};
