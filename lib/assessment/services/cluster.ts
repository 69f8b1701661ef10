/** Hints of one service, put together. */
import { compare, SOURCES, type ServiceHint } from "./hint";
import { isPublicImage, ownerOf } from "./images";
import { endingKeysOf, keyOf } from "./names";
import { unitOf } from "./match";
import type { Unit } from "./units";

export interface Cluster {
  readonly hints: readonly ServiceHint[];
  readonly unit?: Unit;
}

const rank = ({ source }: ServiceHint): number => SOURCES.indexOf(source);

const inOrder = (one: ServiceHint, other: ServiceHint): number =>
  rank(one) - rank(other) ||
  Number(one.onlyAdds ?? false) - Number(other.onlyAdds ?? false) ||
  compare(one.evidence.file, other.evidence.file) ||
  (one.evidence.line ?? 0) - (other.evidence.line ?? 0) ||
  compare(one.name, other.name);

export const clustersOf = (hints: readonly ServiceHint[], units: readonly Unit[]): readonly Cluster[] => {
  const sorted = hints.toSorted(inOrder);
  const proving = sorted.filter(({ onlyAdds }) => onlyAdds !== true);
  const clusters = [...grouped(proving).values()].map((same): Cluster => withUnit(same, units));
  const own = withSoleProgram(withoutForeign(clusters), units);
  const merged = mergedByUnit(own);
  return merged.map((cluster) => ({
    ...cluster,
    hints: [...cluster.hints, ...sorted.filter((hint) => hint.onlyAdds === true && addsTo(hint, cluster, merged))],
  }));
};

const grouped = (hints: readonly ServiceHint[]): ReadonlyMap<string, readonly ServiceHint[]> => {
  const groups = new Map<string, readonly ServiceHint[]>();
  for (const hint of hints) groups.set(keyOf(hint.name), [...(groups.get(keyOf(hint.name)) ?? []), hint]);
  return groups;
};

const withUnit = (hints: readonly ServiceHint[], units: readonly Unit[]): Cluster => {
  const told = hints.filter(({ folder, dockerfile }) => folder !== undefined || dockerfile !== undefined);
  const unit = [...told, ...hints].map((hint) => unitOf(hint, units)).find((found) => found !== undefined);
  return unit === undefined ? { hints } : { hints, unit };
};

/** Where a project packs one program only, every image of its own without a name in common is that program. */
const withSoleProgram = (clusters: readonly Cluster[], units: readonly Unit[]): readonly Cluster[] => {
  const packed = units.filter(({ dockerfiles }) => dockerfiles.length > 0);
  const [sole, ...others] = packed.length > 0 ? packed : units;
  if (sole === undefined || others.length > 0 || (sole.manifests.length === 0 && !sole.main)) return clusters;
  return clusters.map((cluster) => (cluster.unit === undefined ? { ...cluster, unit: sole } : cluster));
};

/** Where the project's own images have an owner, an image of another owner that no code stands behind is somebody else's. */
const withoutForeign = (clusters: readonly Cluster[]): readonly Cluster[] => {
  const owners = new Set(
    clusters
      .filter(({ unit }) => unit !== undefined)
      .flatMap(({ hints }) =>
        hints.flatMap(({ image }) => (image === undefined || isPublicImage(image) ? [] : [ownerOf(image) ?? ""])),
      ),
  );
  const known = [...owners].filter((owner) => owner !== "" && !owner.includes("$") && !owner.includes("{"));
  const built = clusters.some(
    ({ unit, hints }) => unit !== undefined && hints.some(({ source }) => source === "compose"),
  );
  return clusters.filter(({ unit, hints }) => {
    const images = hints.flatMap(({ image }) => (image === undefined ? [] : [image]));
    if (unit !== undefined || images.length === 0) return true;
    // Beside what Compose builds, an image that it only pulls is somebody else's.
    if (known.length === 0) return !built || hints.some(({ source }) => source !== "compose");
    return images.some((image) => {
      const owner = ownerOf(image);
      return owner === undefined
        ? hints.some(({ source }) => source !== "compose")
        : known.some((other) => owner === other || first(owner) === first(other)) || owner.includes("$");
    });
  });
};

/** Registry and organisation: `ghcr.io/acme` of `ghcr.io/acme/shop`. */
const first = (owner: string): string =>
  owner
    .split("/")
    .slice(0, owner.includes(".") ? 2 : 1)
    .join("/");

/** One service may have one name in Compose and another in Kubernetes: what both are built from tells. */
const mergedByUnit = (clusters: readonly Cluster[]): readonly Cluster[] => {
  const groups = new Map<string, readonly Cluster[]>();
  clusters.forEach((cluster, index) => {
    const key = cluster.unit === undefined ? `#${index}` : `/${cluster.unit.folder}`;
    groups.set(key, [...(groups.get(key) ?? []), cluster]);
  });
  return [...groups.values()].flatMap((same) => (same.length === 1 ? same : pairs(same)));
};

const sourcesOf = ({ hints }: Cluster): ReadonlySet<string> => new Set(hints.map(({ source }) => source));
const apart = (one: Cluster, other: Cluster): boolean =>
  ![...sourcesOf(one)].some((source) => sourcesOf(other).has(source));
const kindOf = ({ hints }: Cluster): string | undefined =>
  hints.map(({ kind }) => kind?.value).find((kind) => kind !== undefined);
const background = (cluster: Cluster): boolean =>
  kindOf(cluster) !== undefined && kindOf(cluster) !== "web" && kindOf(cluster) !== "frontend";
const joined = (one: Cluster, other: Cluster): Cluster => ({
  ...one,
  hints: [...one.hints, ...other.hints].toSorted(inOrder),
});

const pairs = (clusters: readonly Cluster[]): readonly Cluster[] => {
  const kept: Cluster[] = [];
  for (const cluster of clusters) {
    const open = kept.map((other, index) => ({ other, index })).filter(({ other }) => apart(cluster, other));
    const named = open.find(({ other }) => alike(cluster, other));
    const sameRole = open.filter(
      ({ other }) =>
        background(other) === background(cluster) && (!background(cluster) || kindOf(other) === kindOf(cluster)),
    );
    const peers = clusters.filter(
      (other) => other !== cluster && !apart(other, cluster) && background(other) === background(cluster),
    );
    const match = named ?? (sameRole.length === 1 && peers.length === 0 ? sameRole[0] : undefined);
    if (match === undefined) kept.push(cluster);
    else kept[match.index] = joined(match.other, cluster);
  }
  return kept;
};

const alike = (one: Cluster, other: Cluster): boolean => {
  const names = (cluster: Cluster) => cluster.hints.map(({ name }) => name);
  return names(one).some((name) =>
    names(other).some(
      (second) => endingKeysOf(name).includes(keyOf(second)) || endingKeysOf(second).includes(keyOf(name)),
    ),
  );
};

const addsTo = (hint: ServiceHint, cluster: Cluster, all: readonly Cluster[]): boolean => {
  const keys = new Set([hint.name, ...(hint.aliases ?? [])].map(keyOf));
  const called = ({ hints }: Cluster) =>
    hints.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]).some((name) => keys.has(keyOf(name)));
  if (called(cluster)) return true;
  return (
    !all.some(called) &&
    cluster.hints.some(({ name }) => [...keys].some((key) => endingKeysOf(name).slice(1).includes(key)))
  );
};
