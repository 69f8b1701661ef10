/** What is wrong with props or variables: told all at once, each with where it stands and what to write instead. */

export interface Finding {
  /** The prop (`tracing.sampleRatio`) or the variable (`OTEL_BSP_MAX_QUEUE_SIZE`). */
  readonly path: string;
  /** What is wrong, in the middle of a sentence: "1.5 is no share". */
  readonly problem: string;
  /** What to write instead: "write a number from 0 to 1". */
  readonly mend: string;
}

/** One text of all findings, one to a line. */
export function reportOf(findings: readonly Finding[]): string {
  return findings.map(({ path, problem, mend }) => `  ${path}: ${problem}; ${mend}`).join("\n");
}

/** A value as a message may show it: short, on one line, without the credentials of a URL, and never an exception. */
export function shown(value: unknown): string {
  try {
    if (typeof value === "function") return "a function";
    const text = isObject(value) ? (JSON.stringify(value) ?? "an object") : String(value);
    const quoted = (typeof value === "string" ? JSON.stringify(text) : text).replace(
      /[^\s"/:@]+:[^\s"/@]+@/g,
      "REDACTED@",
    );
    return quoted.length > 60 ? `${quoted.slice(0, 59)}…` : quoted;
  } catch {
    return `a value of type ${typeof value}`;
  }
}

export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Says what to write instead of a value that does not fit; undefined where it fits. */
export type Check = (value: unknown) => string | undefined;

export const text: Check = (value) =>
  typeof value === "string" && value.trim() !== "" ? undefined : "write a text that is not empty";

export const flag: Check = (value) => (typeof value === "boolean" ? undefined : "write true or false");

export const share: Check = (value) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : "write a number from 0 to 1";

export const count: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? undefined : "write a whole number above 0";

export function secondsUpTo(most: number): Check {
  return (value) =>
    typeof value === "number" && value > 0 && value <= most
      ? undefined
      : `write seconds, more than 0 and at most ${most}`;
}

export function oneOf(words: readonly string[]): Check {
  return (value) =>
    typeof value === "string" && words.includes(value) ? undefined : `write one of ${words.join(", ")}`;
}

export const address: Check = (value) => {
  const mend = "write the address of an OTLP receiver, like http://jaeger:4318";
  if (typeof value !== "string") return mend;
  try {
    return ["http:", "https:"].includes(new URL(value).protocol) ? undefined : mend;
  } catch {
    return mend;
  }
};

export const listener: Check = (value) => (typeof value === "function" ? undefined : "write a function");

export const object: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : "write an object";

/** Any value at all: it is for somebody else to check. */
export const anything: Check = () => undefined;

export function listOf(check: Check, mend: string): Check {
  return (value) => (Array.isArray(value) && value.every((each) => check(each) === undefined) ? undefined : mend);
}

/** What is left of an object when the props that do not fit are left out, and why they do not. */
export interface Checked<Props> {
  readonly props: Partial<Props>;
  readonly findings: readonly Finding[];
}

/** Checks each prop by its check. A prop that nobody knows is a finding too: a typing error would else be a setting without effect. */
export function checked<Props extends object>(
  value: unknown,
  checks: Readonly<Record<keyof Props & string, Check>>,
  path = "",
): Checked<Props> {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return {
      props: {},
      findings: [{ path: path || "props", problem: `${shown(value)} is no object`, mend: "write an object" }],
    };
  const known = new Map<string, Check>(Object.entries<Check>(checks));
  const findings: Finding[] = [];
  const entries = entriesOf(value).filter(([name, given]) => {
    const check = known.get(name);
    if (!check) {
      findings.push({
        path: at(name),
        problem: "nobody knows this prop",
        mend: `there are ${[...known.keys()].join(", ")}`,
      });
      return false;
    }
    const mend = check(given);
    if (mend !== undefined) findings.push({ path: at(name), problem: `${shown(given)} does not fit`, mend });
    return mend === undefined;
  });
  return { props: Object.fromEntries(entries) as Partial<Props>, findings };
}

/** The props that are set; one whose getter throws counts as not set, and an object that does not tell its props has none. */
function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return keysOf(value).flatMap((name) => {
    try {
      const given: unknown = Reflect.get(value, name);
      return given === undefined ? [] : [[name, given] as const];
    } catch {
      return [];
    }
  });
}

function keysOf(value: object): readonly string[] {
  try {
    return Object.keys(value);
  } catch {
    return [];
  }
}
