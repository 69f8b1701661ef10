/** Patterns of key paths, in the notation of findings: `a["b.c"].*.**`, with `*` for any one key and `**` for any keys below, or none. */

/** The pieces of a pattern or of a plain path: `a["b.c"].*` is `["a", "b.c", "*"]`. */
export const keySegments = (keys: string): readonly string[] =>
  [...keys.matchAll(/\[("(?:[^"\\]|\\.)*")\]|[^.[\]]+/g)].map(([plain, quoted]) =>
    quoted === undefined ? plain : (JSON.parse(quoted) as string),
  );

const parsed = new Map<string, readonly string[]>();

/** Does the pattern lead to this place? */
export const matchesKeys = (pattern: string, path: readonly (string | number)[]): boolean => {
  const segments = parsed.get(pattern) ?? keySegments(pattern);
  parsed.set(pattern, segments);
  return leadsTo(segments, 0, path, 0);
};

const leadsTo = (
  segments: readonly string[],
  at: number,
  path: readonly (string | number)[],
  depth: number,
): boolean => {
  const segment = segments[at];
  if (segment === undefined) return depth === path.length;
  if (segment === "**")
    return leadsTo(segments, at + 1, path, depth) || (depth < path.length && leadsTo(segments, at, path, depth + 1));
  return (
    depth < path.length &&
    (segment === "*" || segment === String(path[depth])) &&
    leadsTo(segments, at + 1, path, depth + 1)
  );
};
