/** The names that a metric takes: that of its family in OpenMetrics, and those of its samples. Where two metrics share one, a reader cannot tell whose a sample is. */

interface Named {
  readonly name: string;
  readonly type: string;
}

/** What OpenMetrics adds to the name of a family, by its type. */
const SUFFIXES: ReadonlyMap<string, readonly string[]> = new Map([
  ["counter", ["_total", "_created"]],
  ["histogram", ["_bucket", "_sum", "_count", "_created"]],
  ["summary", ["_sum", "_count", "_created"]],
  ["info", ["_info"]],
]);

function namesOf({ name, type }: Named): readonly string[] {
  const family = type === "counter" ? name.replace(/_total$/, "") : name;
  return [family, ...(SUFFIXES.get(type) ?? []).map((suffix) => family + suffix)];
}

export interface NameClash {
  /** The name that both take. */
  readonly taken: string;
  readonly by: string;
}

/** The first of the others that takes a name of this metric. One of the very same name is not among them: that is a second registration. */
export function clashOf(metric: Named, others: Iterable<Named>): NameClash | undefined {
  const names = new Set(namesOf(metric));
  for (const other of others) {
    const taken = other.name === metric.name ? undefined : namesOf(other).find((name) => names.has(name));
    if (taken !== undefined) return { taken, by: other.name };
  }
  return undefined;
}
