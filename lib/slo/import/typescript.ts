/** Imported objectives as source that a person keeps: what the package exports, and nothing of the import. */
import { days, hours, isDuration, minutes, type BurnLevel, type Duration, type SloWindow } from "../../model";
import type { ImportedObjective, ImportedSli } from "./imported";
import type { Hole, RangedQuery } from "./ranged-query";

interface SourceProps {
  /** What the objectives were read from, for people. */
  readonly from: readonly string[];
  /** Where the source finds this package. */
  readonly module: string;
}

/** Formatted as Prettier would at this width, so that a file of it is left alone. */
const WIDTH = 120;

export const typescriptOf = (objectives: readonly ImportedObjective[], { from, module }: SourceProps): string => {
  const constants = constantsOf(objectives);
  const written = objectives.map((each) => objectiveText(each, constants));
  const body = written.join("\n");
  return [
    `/** Objectives, imported from ${onOneLine(from.join(", ")).replaceAll("*/", "* /")}. */`,
    imports(body, module),
    "",
    ...written,
    declared("export const objectives = ", listText([...constants.values()], 0), ";"),
    "",
  ].join("\n");
};

const onOneLine = (text: string): string => text.replace(/\s+/g, " ");

/** What the source may use, and therefore no objective may be called. */
const EXPORTED = [
  "availability",
  "bounds",
  "calendarDay",
  "calendarMonth",
  "calendarQuarter",
  "calendarWeek",
  "calendarYear",
  "composite",
  "days",
  "hours",
  "minutes",
  "plus",
  "probeSuccess",
  "promql",
  "raw",
  "seconds",
  "slo",
  "times",
];

const imports = (body: string, module: string): string => {
  const used = EXPORTED.filter((name) => new RegExp(`(?<![\\w.-])${name}(?=[(\`])`).test(withoutTexts(body)));
  const line = `import { ${used.join(", ")} } from ${JSON.stringify(module)};`;
  return line.length <= WIDTH
    ? line
    : `import {\n${used.map((name) => `  ${name},\n`).join("")}} from ${JSON.stringify(module)};`;
};

/** Texts in quotes, and comments, may name anything. */
const withoutTexts = (body: string): string => body.replace(/"(?:\\.|[^"\\\n])*"|^\/\/.*$/gm, '""');

const RESERVED = new Set(
  (
    "abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do " +
    "else enum eval export extends false finally for from function get if implements import in instanceof interface is keyof let module " +
    "namespace never new null number object objectives of package private protected public readonly require return set static string super " +
    "switch symbol this throw true try type typeof undefined unique unknown var void while with yield range window exports"
  ).split(" "),
);

/** `requests-availability` → `requestsAvailability`; two names may be alike without their dashes. */
const constantsOf = (objectives: readonly ImportedObjective[]): ReadonlyMap<string, string> => {
  const constants = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name } of objectives) {
    const plain = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const base = RESERVED.has(plain) || EXPORTED.includes(plain) ? `${plain}Objective` : plain;
    let free = base;
    for (let number = 2; taken.has(free); number += 1) free = `${base}No${number}`;
    taken.add(free);
    constants.set(name, free);
  }
  return constants;
};

const objectiveText = (objective: ImportedObjective, constants: ReadonlyMap<string, string>): string => {
  const { name, service, description, owner, window, indicator, levels, place } = objective;
  const { sli, groupBy } = indicator;
  return [
    `// ${onOneLine(place)}`,
    `export const ${constants.get(name) ?? ""} = slo({`,
    `  name: ${text(name)},`,
    `  service: ${text(service)},`,
    property("description", text(description)),
    ...(owner === undefined ? [] : [`  owner: ${text(owner)},`]),
    `  objective: ${text(objective.objective)},`,
    `  window: ${windowText(window)},`,
    `  sli: ${sliText(sli, constants)},`,
    ...(groupBy.length === 0 ? [] : [`  groupBy: ${listText(groupBy.map(text), 2, "  groupBy: ".length)},`]),
    ...alertingText(levels),
    "});",
    "",
  ].join("\n");
};

/** A text that is too long for its line goes to the next one. */
const property = (key: string, value: string): string => {
  const line = `  ${key}: ${value},`;
  return line.length <= WIDTH ? line : `  ${key}:\n    ${value},`;
};

/** As Prettier quotes: with the quotes that the text has fewer of. */
const text = (value: string): string => {
  const double = JSON.stringify(value).replace(/[\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);
  const count = (quote: string): number => value.split(quote).length - 1;
  return count('"') <= count("'") ? double : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
};

const UNITS: readonly (readonly [string, (count: number) => Duration])[] = [
  ["days", days],
  ["hours", hours],
  ["minutes", minutes],
];

const durationText = ({ milliseconds }: Duration): string => {
  for (const [name, unit] of UNITS)
    if (Number.isInteger(milliseconds / unit(1).milliseconds)) return `${name}(${milliseconds / unit(1).milliseconds})`;
  return `seconds(${milliseconds / 1000})`;
};

const windowText = (window: SloWindow): string =>
  isDuration(window)
    ? durationText(window)
    : `calendar${window.unit.charAt(0).toUpperCase()}${window.unit.slice(1)}(${text(window.zone)})`;

/** A query in a tagged template: only its backquotes and what looks like a placeholder need a backslash. */
const queryText = (query: string): string => query.replaceAll("`", "\\`").replaceAll("${", "\\${");
const promqlText = (query: string): string => `promql\`${queryText(query)}\``;

const rangedText = (key: string, query: RangedQuery): string => {
  const holes = query.filter((part) => typeof part !== "string");
  const given = ["range", "window"].filter((name) => holes.some((hole) => NEEDED[hole.is].includes(name)));
  const head = `${key}: (${given.length === 0 ? "" : `{ ${given.join(", ")} }`}) =>`;
  const body = query.map((part) => (typeof part === "string" ? queryText(part) : `\${${holeText(part)}}`)).join("");
  const value = `promql\`${body}\``;
  const slice = holes.find((hole) => hole.is === "slice");
  if (slice !== undefined)
    return [
      `${head} {`,
      `      const slice = plus(${durationText(slice.slice)}, times(-1, window), range);`,
      `      return ${value};`,
      "    }",
    ].join("\n");
  // What is too long for its line begins on the next one.
  return `    ${head} ${value},`.length <= WIDTH ? `${head} ${value}` : `${head}\n      ${value}`;
};

const NEEDED: Readonly<Record<Hole["is"], readonly string[]>> = {
  range: ["range"],
  window: ["window"],
  seconds: ["window"],
  slice: ["range", "window"],
};

const holeText = (hole: Hole): string => {
  switch (hole.is) {
    case "seconds":
      return "window.milliseconds / 1000";
    default:
      return hole.is;
  }
};

const sliText = (sli: ImportedSli, constants: ReadonlyMap<string, string>): string => {
  switch (sli.kind) {
    case "availability":
      return call("availability", [
        `total: ${promqlText(sli.total)}`,
        `${sli.part}: ${promqlText(sli.counted)}`,
        ...(sli.unit === "requests" ? [] : [`unit: ${text(sli.unit)}`]),
        ...(sli.badMeans === undefined ? [] : [`badMeans: ${text(sli.badMeans)}`]),
      ]);
    case "bounds":
      return call("bounds", [`gauge: ${promqlText(sli.gauge)}`, `${sli.bound}: ${sli.value}`]);
    case "probe":
      return call("probeSuccess", [`probe: ${promqlText(sli.probe)}`]);
    case "raw":
      return call("raw", [
        rangedText("total", sli.total),
        rangedText("bad", sli.bad),
        ...(sli.unit === "events" ? [] : [`unit: ${text(sli.unit)}`]),
        ...(sli.badMeans === undefined ? [] : [`badMeans: ${text(sli.badMeans)}`]),
      ]);
    case "composite":
      return call("composite", [
        `parts: ${listText(
          sli.parts.map(({ slo, weight }) => `{ slo: ${constants.get(slo) ?? ""}, weight: ${weight} }`),
          4,
          Infinity,
        )}`,
      ]);
  }
};

const call = (name: string, props: readonly string[]): string =>
  `${name}({\n${props.map((prop) => `    ${prop},\n`).join("")}  })`;

const alertingText = (levels: readonly BurnLevel[] | undefined): readonly string[] =>
  levels === undefined
    ? []
    : [
        "  alerting: {",
        `    levels: ${listText(levels.map(levelText), 4, levels.length > 1 ? Infinity : 12)},`,
        "  },",
      ];

const levelText = ({ burnRate, long, short, severity }: BurnLevel): string =>
  `{ burnRate: ${burnRate}, long: ${durationText(long)}, short: ${durationText(short)}, severity: ${text(severity)} }`;

/** On one line where there is room. */
const listText = (items: readonly string[], indent: number, before = 0): string => {
  const line = `[${items.join(", ")}]`;
  if (items.length === 0 || before + line.length < WIDTH) return line;
  const space = " ".repeat(indent);
  return `[\n${items.map((item) => `${space}  ${item},\n`).join("")}${space}]`;
};

const declared = (before: string, list: string, after: string): string =>
  before.length + list.length + after.length <= WIDTH || list.includes("\n")
    ? `${before}${list}${after}`
    : `${before}[\n${list
        .slice(1, -1)
        .split(", ")
        .map((item) => `  ${item},\n`)
        .join("")}]${after}`;
