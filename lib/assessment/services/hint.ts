/** What one place of a project says of one program; many hints make one service. */
import type { Confidence, Evidence, Seen, ServiceKind } from "../assessment";

/** Who says it; the first of them names the service. */
export const SOURCES = ["kubernetes", "helm", "nomad", "cloud", "compose", "hosting", "processes", "code"] as const;
export type Source = (typeof SOURCES)[number];

/** A text in which others may be named: a value of the environment, an address, the name of what must start before. */
export interface Mention {
  /** Name of the variable that holds it: `ORDERS_URL`. */
  readonly variable?: string;
  readonly text: string;
  /** The text is nothing but a name: of a service, of a host, or of what Terraform calls `aws_sqs_queue.orders`. */
  readonly name?: boolean;
  readonly confidence?: Confidence;
  /** Counts only where the program reads this variable. */
  readonly ifRead?: string;
  readonly evidence: Evidence;
}

export interface ServiceHint {
  readonly source: Source;
  readonly name: string;
  /** Other names that others call it by. */
  readonly aliases?: readonly string[];
  readonly evidence: Evidence;
  readonly confidence: Confidence;
  /** Adds to a service that somebody else has found, and is none by itself. */
  readonly onlyAdds?: boolean;
  /** Folder that it is built from. */
  readonly folder?: string;
  readonly dockerfile?: string;
  /** The file that it starts with, without its ending: others of the folder belong to others. */
  readonly entry?: string;
  readonly image?: string;
  /** What is run, as far as the place says it. */
  readonly command?: string;
  readonly kind?: Seen<ServiceKind>;
  readonly language?: Seen<string>;
  readonly framework?: Seen<string>;
  readonly ports?: readonly Seen<number>[];
  readonly health?: readonly Seen<string>[];
  /** It is asked whether it is well by other means than a path. */
  readonly probe?: Seen<string>;
  readonly replicas?: Seen<number>;
  readonly namespace?: Seen<string>;
  readonly owner?: Seen<string>;
  readonly mentions?: readonly Mention[];
}

const SURENESS: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

export const surer = (one: { readonly confidence: Confidence }, other: { readonly confidence: Confidence }): number =>
  SURENESS[one.confidence] - SURENESS[other.confidence];

export const seen = <Value>(value: Value, confidence: Confidence, evidence: Evidence): Seen<Value> => ({
  value,
  confidence,
  evidence: [evidence],
});

const LONGEST = 100;

/** What stands at a place, cut to a length that fits a line, without the user and password of an address. */
export const evidence = (file: string, line: number | undefined, sees: string): Evidence => {
  const plain = withoutSecrets(sees.replace(/\s+/g, " ").trim());
  const short = plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
  return line === undefined ? { file, sees: short } : { file, line, sees: short };
};

const withoutSecrets = (words: string): string => words.slice(0, 1000).replace(/:\/\/[^\s/@]{1,300}@/g, "://…@");

const inOrder = (one: Evidence, other: Evidence): number =>
  compare(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0) || compare(one.sees, other.sees);

/** By code units, the same on every machine. */
export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** How many places are shown for one statement. */
const PLACES = 5;

/** One statement of many: the surest word, and the best places, surest first. */
export const combined = <Value>(statements: readonly Seen<Value>[]): readonly Seen<Value>[] => {
  const values = [...new Set(statements.map(({ value }) => value))];
  return values.map((value) => {
    const same = statements.filter((statement) => statement.value === value).sort(surer);
    const places = same.flatMap(({ evidence, confidence }) => evidence.map((place) => ({ place, confidence })));
    const sorted = places.sort((one, other) => surer(one, other) || inOrder(one.place, other.place));
    const distinct = new Map(sorted.map(({ place }) => [`${place.file}:${place.line ?? 0}:${place.sees}`, place]));
    return { value, confidence: same[0]?.confidence ?? "possible", evidence: [...distinct.values()].slice(0, PLACES) };
  });
};

/** The statement that holds where only one can: the surest; of equals the one that came first. */
export const strongest = <Value>(statements: readonly (Seen<Value> | undefined)[]): Seen<Value> | undefined => {
  const [best] = statements.filter((statement) => statement !== undefined).toSorted(surer);
  return best === undefined
    ? undefined
    : combined(statements.filter((statement) => statement?.value === best.value) as readonly Seen<Value>[])[0];
};
