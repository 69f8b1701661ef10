/** What a library of a manifest proves about the project that asks for it. */
import type { Dependency } from "../project";
import type { ServiceKind } from "../assessment";
import { CLIENTS } from "./clients";
import { FRAMEWORKS, LANGUAGES, TOOLS } from "./frameworks";
import { words, type KnownServer } from "./known";

export interface KnownLibrary {
  readonly infrastructure?: KnownServer;
  readonly cloud?: string;
  readonly framework?: string;
  readonly language?: string;
  /** Of monitoring. */
  readonly tool?: string;
  readonly serviceKind?: ServiceKind;
}

type Ecosystem = Dependency["ecosystem"];

/** Nothing for a library that proves nothing, such as an object-relational mapper alone. */
export const libraryOf = ({ ecosystem, name }: Pick<Dependency, "ecosystem" | "name">): KnownLibrary => {
  const known = TABLES.get(ecosystem);
  if (known === undefined) return {};
  const spelled = normal(ecosystem, name);
  return known.get(spelled) ?? prefixed(known, ecosystem, spelled) ?? {};
};

/** PyPI takes `_`, `.` and `-` for the same, and extras come after; Go's major versions end the path. */
const normal = (ecosystem: Ecosystem, name: string): string => {
  const lower = name.toLowerCase();
  if (ecosystem === "pypi") return (lower.split("[", 1)[0] ?? "").replace(/[_.]/g, "-");
  if (ecosystem === "go") return lower.replace(/\/v\d{1,3}$/, "");
  return lower;
};

/** `@aws-sdk/*`, `github.com/aws/aws-sdk-go-v2/*`: everything below a name that ends so; the longest such name decides. */
const prefixed = (
  known: ReadonlyMap<string, KnownLibrary>,
  ecosystem: Ecosystem,
  name: string,
): KnownLibrary | undefined => {
  const bounds = ecosystem === "nuget" ? /[.]/ : ecosystem === "npm" || ecosystem === "go" ? /[/-]/ : /[:/-]/;
  for (let end = name.length - 1; end > 0; end -= 1) {
    if (!bounds.test(name[end] ?? "")) continue;
    const found = known.get(`${name.slice(0, end + 1)}*`);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** All that the tables say, merged by the library's name. */
const TABLES: ReadonlyMap<Ecosystem, ReadonlyMap<string, KnownLibrary>> = (() => {
  const tables = new Map<Ecosystem, Map<string, KnownLibrary>>();
  const tell = (ecosystem: Ecosystem, spellings: string, fact: KnownLibrary): void => {
    const table = tables.get(ecosystem) ?? new Map<string, KnownLibrary>();
    tables.set(ecosystem, table);
    for (const spelling of words(spellings)) {
      const key = spelling.toLowerCase();
      table.set(key, { ...table.get(key), ...fact });
    }
  };
  for (const { kind, name, cloud, ...libraries } of CLIENTS)
    for (const [ecosystem, spellings] of Object.entries(libraries) as [Ecosystem, string][])
      tell(ecosystem, spellings, {
        ...(kind === undefined || name === undefined ? {} : { infrastructure: { kind, name } }),
        ...(cloud === undefined ? {} : { cloud }),
      });
  for (const { framework, kind, ...libraries } of FRAMEWORKS)
    for (const [ecosystem, spellings] of Object.entries(libraries) as [Ecosystem, string][])
      tell(ecosystem, spellings, { framework, ...(kind === undefined ? {} : { serviceKind: kind }) });
  for (const { tool, ...libraries } of TOOLS)
    for (const [ecosystem, spellings] of Object.entries(libraries) as [Ecosystem, string][])
      tell(ecosystem, spellings, { tool });
  for (const { language, ...libraries } of LANGUAGES)
    for (const [ecosystem, spellings] of Object.entries(libraries) as [Ecosystem, string][])
      tell(ecosystem, spellings, { language });
  return tables;
})();
