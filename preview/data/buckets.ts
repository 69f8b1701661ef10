/** Heat maps: what fell into each bucket, from series that count all up to their bound. */

export interface BucketSeries {
  /** The label `le`. */
  readonly bound: string;
  /** In the same order as `times`; undefined where there is no sample. */
  readonly values: readonly (number | undefined)[];
}

export interface Buckets {
  readonly times: readonly number[];
  /** From the smallest bound up, each with what is above the bound before. */
  readonly rows: readonly { readonly bound: number; readonly counts: readonly (number | undefined)[] }[];
}

export const buckets = (times: readonly number[], series: readonly BucketSeries[]): Buckets => {
  const sorted = [...series]
    .map(({ bound, values }) => ({ bound: bound === "+Inf" ? Infinity : Number(bound), values }))
    .filter(({ bound }) => !Number.isNaN(bound))
    .sort((left, right) => left.bound - right.bound);
  return {
    times,
    rows: sorted.map(({ bound, values }, index) => ({
      bound,
      counts: values.map((value, at) => {
        const below = sorted[index - 1]?.values[at] ?? 0;
        return value === undefined ? undefined : Math.max(0, value - below);
      }),
    })),
  };
};
