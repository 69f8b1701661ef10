/** Libraries that a project asks for, from the manifests of all package managers. */
import type { Dependency } from "../project";
import type { Asked, Reader } from "./asked";
import { gradle, pom, versionCatalogue } from "./jvm";
import { composer, npm } from "./npm";
import { cargo, gemfile, goMod, mix, nuget } from "./others";
import { pipfile, pyproject, requirements, setupCfg } from "./python";

/** By the name of the file; Python's lists of requirements also by their folder. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/(?:^|\/)package\.json$/, npm],
  [/(?:^|\/)composer\.json$/, composer],
  [
    /(?:^|\/)(?:[\w-]{0,60}requirements[\w.-]{0,60}\.(?:txt|in)|requirements\/[\w.-]{1,60}\.(?:txt|in))$/i,
    requirements,
  ],
  [/(?:^|\/)pyproject\.toml$/, pyproject],
  [/(?:^|\/)Pipfile$/, pipfile],
  [/(?:^|\/)setup\.cfg$/, setupCfg],
  [/(?:^|\/)go\.mod$/, goMod],
  [/(?:^|\/)pom\.xml$/, pom],
  [/(?:^|\/)[\w.-]{0,60}\.gradle(?:\.kts)?$/, gradle],
  [/\.versions\.toml$/, versionCatalogue],
  [/(?:^|\/)Cargo\.toml$/, cargo],
  [/(?:^|\/)(?:Gemfile|gems\.rb|[\w-]{1,60}\.gemfile)$/, gemfile],
  [/(?:^|\/)mix\.exs$/, mix],
  [/\.(?:cs|fs|vb)proj$|(?:^|\/)Directory\.(?:Packages|Build)\.props$/, nuget],
];

export const dependenciesOf = (asked: Asked): readonly Dependency[] =>
  asked.files.flatMap((file) => READERS.find(([name]) => name.test(file.path))?.[1](file, asked) ?? []);
