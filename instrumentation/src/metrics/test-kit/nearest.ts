/** The name that was meant by one that is a little wrong. */

/** Undefined if none is near: a third of the letters may differ, four at most. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .filter((one) => one.distance <= Math.min(4, name.length / 3) || isTotalOf(name, one.candidate))
    .sort((one, other) => one.distance - other.distance);
  return best?.candidate;
}

/** Client libraries add it to counters that are not called so. */
const isTotalOf = (name: string, candidate: string): boolean => name === `${candidate}_total`;

/** Letters to change, add or take away. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
