/** One place that speaks of one thing, and how the places of all readers become sightings. */
import {
  INFRASTRUCTURE,
  type Confidence,
  type Evidence,
  type Infrastructure,
  type InfrastructureKind,
} from "../assessment";
import { outsidePackages } from "../known-libraries";
import type { Project, ProjectFile, Structured } from "../project";

export interface Observation {
  readonly kind: InfrastructureKind;
  readonly name: string;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** Only an image or an object that runs it: what nobody but a tool of monitoring may use. */
  readonly run?: boolean;
}

/** A reader: from a project to what it sees of one kind of file. */
export type Reader = (project: Project) => readonly Observation[];

/** `databases postgres`: how tables name a thing. */
export interface Thing {
  readonly kind: InfrastructureKind;
  readonly name: string;
}

const MOST_WORDS = 120;
const PLACES = 5;

export const seen = (
  { kind, name }: Thing,
  confidence: Confidence,
  file: ProjectFile,
  line: number | undefined,
  sees: string,
): Observation => ({
  kind,
  name,
  confidence,
  evidence: { file: file.path, ...(line === undefined ? {} : { line }), sees: short(sees) },
});

/** One line, cut, and without what stands between `//` and `@` of an address. */
export const short = (text: string): string => {
  const line = withoutCredentials(text.slice(0, 1000)).replace(/\s+/g, " ").trim();
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS - 1)}…` : line;
};

const withoutCredentials = (text: string): string => text.replace(/:\/\/[^\s/@]{0,300}@/g, "://…@");

/** Tests, examples and documents say how a thing could be run, not how it is. */
export const aside = (path: string): boolean => ASIDE.test(outsidePackages(path));
const ASIDE =
  /(?:^|\/)(?:tests?|__tests__|spec|specs|e2e|testdata|fixtures?|examples?|samples?|docs?|documentation|mocks?|benchmarks?|integration[-_]tests?|src\/test)\/|[.\-_]tests?\.(?:ya?ml|tf|json|properties)$|^\.env\.test$|\/\.env\.test$/i;

/** `sees` of a document: the line of a key path. */
export const at = (document: Structured, keys: readonly (string | number)[]): number => document.lineOf(keys);

const RANK: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/** Names sorted, the best places of each first. */
export const sightings = (observations: readonly Observation[]): Infrastructure => {
  const of = (kind: InfrastructureKind) => {
    const names = new Map<string, Observation[]>();
    for (const each of observations)
      if (each.kind === kind) names.set(each.name, [...(names.get(each.name) ?? []), each]);
    return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => sighting(name, all));
  };
  return Object.fromEntries(INFRASTRUCTURE.map((kind) => [kind, of(kind)])) as unknown as Infrastructure;
};

const sighting = (name: string, all: readonly Observation[]) => {
  const best = [...all].sort(
    (a, b) =>
      RANK[a.confidence] - RANK[b.confidence] ||
      compared(a.evidence.file, b.evidence.file) ||
      (a.evidence.line ?? 0) - (b.evidence.line ?? 0) ||
      compared(a.evidence.sees, b.evidence.sees),
  );
  return { name, confidence: best[0]?.confidence ?? "possible", evidence: places(best) };
};

/** Each place once; another file tells more than another line of the same. */
const places = (best: readonly Observation[]): readonly Evidence[] => {
  const files = new Set<string>();
  const spots = new Set<string>();
  const first: Evidence[] = [];
  const later: Evidence[] = [];
  for (const { evidence } of best) {
    const spot = `${evidence.file}:${evidence.line ?? ""}`;
    if (spots.has(spot)) continue;
    spots.add(spot);
    (files.has(evidence.file) ? later : first).push(evidence);
    files.add(evidence.file);
  }
  return [...first, ...later].slice(0, PLACES);
};

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
