/** Variables of dotenv, ini and properties files, with their lines. */
import { parse as parseDotenv } from "dotenv";
import { parse as parseIni } from "ini";
import { PARSED } from "./limits";
import type { ProjectFile, Setting } from "./project";

type Format = "dotenv" | "ini" | "properties";

const FORMATS: readonly (readonly [RegExp, Format])[] = [
  [/^\.env(?:$|[.\-_])|\.env(?:\.[\w-]{1,40})?$|^env\.[\w-]{1,40}$|^\.flaskenv$/i, "dotenv"],
  [/\.properties$/i, "properties"],
  [/\.(?:ini|cfg|cnf|conf|service|timer|socket|toml\.ini)$|^\.(?:pypirc|npmrc|coveragerc)$|^pip\.conf$/i, "ini"],
];

/** Settings within sections within sections: deeper is nobody's. */
const DEPTH = 8;

/** None where the name of the file says nothing of the format. */
export const settingsOf = (file: ProjectFile, text: string): readonly Setting[] => {
  const format = FORMATS.find(([name]) => name.test(file.name))?.[1];
  if (format === undefined || text.length > PARSED.settings) return [];
  if (format === "properties") return properties(text);
  const pairs = format === "dotenv" ? dotenv(text) : ini(text);
  const lines = linesOf(text, format === "ini");
  const taken = new Map<string, number>();
  return pairs.map(([name, value]) => {
    const all = lines.get(name);
    const index = format === "dotenv" ? (all?.length ?? 1) - 1 : (taken.get(name) ?? 0);
    taken.set(name, index + 1);
    return { name, value, line: all?.[Math.min(index, all.length - 1)] ?? 1 };
  });
};

type Pairs = readonly (readonly [name: string, value: string])[];

const dotenv = (text: string): Pairs => {
  try {
    return Object.entries(parseDotenv(text, { fast: true }));
  } catch {
    return [];
  }
};

const ini = (text: string): Pairs => {
  try {
    // A key that stands several times, as in units of systemd, becomes a list.
    return flat(parseIni(text, { bracketedArray: false }), "", 0);
  } catch {
    return [];
  }
};

const flat = (value: unknown, name: string, depth: number): Pairs => {
  if (Array.isArray(value)) return value.flatMap((each) => flat(each, name, depth));
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  if (depth > DEPTH) return [];
  return Object.entries(value).flatMap(([key, each]) => flat(each, name === "" ? key : `${name}.${key}`, depth + 1));
};

/** Where each name stands, by the words before the first `=` or `:`; neither library tells. */
const linesOf = (text: string, sections: boolean): ReadonlyMap<string, readonly number[]> => {
  const lines = new Map<string, number[]>();
  let section = "";
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (sections && line.startsWith("[") && line.includes("]")) {
      section = `${line.slice(1, line.indexOf("]")).trim()}.`;
      continue;
    }
    const end = sections ? line.indexOf("=") : line.search(/[=:]/);
    const key = (end === -1 ? line : line.slice(0, end)).trim().replace(/^export +/, "");
    if (key === "" || key.startsWith("#") || key.startsWith(";")) continue;
    const name = section + key;
    const known = lines.get(name);
    if (known === undefined) lines.set(name, [index + 1]);
    else known.push(index + 1);
  }
  return lines;
};

/** `key=value` and `key: value`; what Java escapes in them is left as it is, for nobody here asks for it. */
const properties = (text: string): readonly Setting[] =>
  text.split("\n").flatMap((raw, index) => {
    const line = raw.trim();
    const end = line.search(/[=:]/);
    if (end < 1 || line.startsWith("#") || line.startsWith("!")) return [];
    return [{ name: line.slice(0, end).trim(), value: line.slice(end + 1).trim(), line: index + 1 }];
  });
