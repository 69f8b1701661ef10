/** Reads a page of metrics as a program exposes it: Prometheus's text format 0.0.4 or 1.0.0, or OpenMetrics 1.0. Names, types and labels; no values. */
import type { Finding } from "../model";

export interface ExposedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `metrics.txt:12` */
  readonly place: string;
}

export interface Exposition {
  /** What `# TYPE` says, by the name that it says it of. */
  readonly types: ReadonlyMap<string, string>;
  readonly series: readonly ExposedSeries[];
  /** The first line that Prometheus would refuse, and with it the whole page: nothing behind it was read. */
  readonly findings: readonly Finding[];
}

/** `source` begins the places of all that is found: a file or an address. */
export const readExposition = (text: string, source: string): Exposition => {
  const types = new Map<string, string>();
  const series: ExposedSeries[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = `${source}:${index + 1}`;
    const read = readLine(line);
    if (read === undefined) return { types, series, findings: [refused(place, line)] };
    if ("type" in read) types.set(read.name, read.type);
    else if ("labels" in read) series.push({ ...read, place });
  }
  return { types, series, findings: [] };
};

/** Several pages as one: what a product exposes on all of its ports and pods. */
export const allOf = (pages: readonly Exposition[]): Exposition => ({
  types: new Map(pages.flatMap(({ types }) => [...types])),
  series: pages.flatMap(({ series }) => series),
  findings: pages.flatMap(({ findings }) => findings),
});

const refused = (path: string, line: string): Finding => ({
  check: "metrics/syntax",
  severity: "error",
  path,
  problem: `is no line of the text format: ${line.length > 60 ? `${line.slice(0, 60)}…` : line}`,
  mend: "give the page as the program answers it: curl --silent <address>/metrics",
});

type Line =
  | { readonly name: string; readonly type: string }
  | { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly nothing: true };

const NOTHING: Line = { nothing: true };
const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`;
const NUMBER = String.raw`[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|0[xX][\da-fA-F]+|[iI]nf(?:inity)?|[nN]a[nN])`;

const TYPE = new RegExp(String.raw`^#[ \t]+TYPE[ \t]+(?:${QUOTED}|(\S+))[ \t]+(\w+)[ \t]*$`);
const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
/** A label with its value, or the quoted name of the metric itself. */
const LABEL = new RegExp(
  String.raw`[ \t]*(?:(?:([a-zA-Z_][a-zA-Z0-9_]*)|${QUOTED})[ \t]*=[ \t]*${QUOTED}|${QUOTED})[ \t]*(,|(?=\}))`,
  "y",
);
/** The value, a time stamp, an exemplar. */
const REST = new RegExp(String.raw`^[ \t]*${NUMBER}(?:[ \t]+${NUMBER})?(?:[ \t]+#[ \t]*\{.*)?[ \t]*$`);

/** Undefined for what is none of the format's lines. */
const readLine = (line: string): Line | undefined => {
  if (line.trim() === "") return NOTHING;
  if (line.startsWith("#")) return readComment(line);
  NAME.lastIndex = 0;
  const name = NAME.exec(line)?.[0] ?? "";
  const opening = /^[ \t]*\{/.exec(line.slice(name.length));
  if (opening === null) return name !== "" && isRest(line, name.length) ? { name, labels: {} } : undefined;
  return readLabels(line, name, name.length + opening[0].length);
};

const readComment = (line: string): Line | undefined => {
  const [found, quoted, plain = "", type = ""] = TYPE.exec(line) ?? [];
  if (found !== undefined) return { name: quoted === undefined ? plain : unescaped(quoted), type };
  return /^#[ \t]+TYPE\b/.test(line) ? undefined : NOTHING;
};

const readLabels = (line: string, before: string, start: number): Line | undefined => {
  const labels: Record<string, string> = {};
  let name = before;
  let position = start;
  for (;;) {
    const closing = /^[ \t]*\}/.exec(line.slice(position));
    if (closing !== null) {
      const end = position + closing[0].length;
      return name !== "" && isRest(line, end) ? { name, labels } : undefined;
    }
    LABEL.lastIndex = position;
    const [found, plain, quoted, value, quotedName] = LABEL.exec(line) ?? [];
    if (found === undefined) return undefined;
    const label = plain ?? (quoted === undefined ? undefined : unescaped(quoted));
    if (label !== undefined) labels[label] = unescaped(value ?? "");
    else if (name === "") name = unescaped(quotedName ?? "");
    else return undefined;
    position += found.length;
  }
};

/** After a name without braces there must be a space. */
const isRest = (line: string, position: number): boolean =>
  /[}\s]/.test(line[position - 1] ?? "") || /[ \t]/.test(line[position] ?? "")
    ? REST.test(line.slice(position))
    : false;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", '"': '"', "\\": "\\" };

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (whole, character: string) => ESCAPES[character] ?? whole);
