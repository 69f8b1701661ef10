/** A logger that writes into a list, and a reader of lines that is stricter than `JSON.parse`: a name that comes twice is an error. */
import { StructuredLogger, type LoggerOptions } from "../../../instrumentation/src/logging";

export interface Written {
  readonly logger: StructuredLogger;
  /** As they reach the destination. */
  readonly raw: readonly string[];
  readonly lines: () => readonly Line[];
  /** The only one. */
  readonly line: () => Line;
}

export interface Line {
  readonly [name: string]: unknown;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly error?: Readonly<Record<string, unknown>>;
}

export function written(options: Partial<LoggerOptions> = {}): Written {
  const raw: string[] = [];
  const logger = new StructuredLogger({
    service: "shop",
    version: "1.2.3",
    environment: "test",
    level: "trace",
    destination: { write: (line) => raw.push(line) },
    ...options,
  });
  const lines = (): readonly Line[] => raw.map(lineOf);
  return {
    logger,
    raw,
    lines,
    line: () => {
      const [line, ...rest] = lines();
      if (line === undefined || rest.length > 0) throw new Error(`${raw.length} lines instead of one: ${raw.join("")}`);
      return line;
    },
  };
}

/** What a program reads that takes any character for the end of a line that some program takes for one. */
const END_OF_LINE = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** One line of JSON, in UTF-8 without loss, each name once in each object. */
export function lineOf(written: string): Line {
  if (!written.endsWith("\n")) throw new Error("a line without an end");
  const text = written.slice(0, -1);
  if (END_OF_LINE.test(text)) throw new Error(`more than one line: ${JSON.stringify(text)}`);
  if (Buffer.from(text).toString() !== text) throw new Error(`no Unicode: ${JSON.stringify(text)}`);
  const double = doubleName(text);
  if (double !== undefined) throw new Error(`${double} comes twice: ${text}`);
  return JSON.parse(text) as Line;
}

const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;

export function doubleName(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, isName] of json.matchAll(TOKENS)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (isName) {
      const name = JSON.parse(token.replace(/\s*:$/, "")) as string;
      if (open.at(-1)?.has(name)) return name;
      open.at(-1)?.add(name);
    }
  }
  return undefined;
}
