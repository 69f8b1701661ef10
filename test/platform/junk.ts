/** Anything but what belongs there: values that a typing error, a bad cast or a spread of the wrong thing puts into an environment. */
import * as fc from "fast-check";

const cyclic = (): unknown => {
  const loop: Record<string, unknown> = { kind: "ingress" };
  return Object.assign(loop, { host: loop, list: [loop] });
};
const deep = (): unknown => Array.from({ length: 2_000 }).reduce<unknown>((inside) => ({ kind: "s3", inside }), "end");

const chosen: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => NaN,
  () => -1,
  () => 0,
  () => 0.1,
  () => 1e300,
  () => Infinity,
  () => 10n,
  () => "",
  () => "a b",
  () => "ä".repeat(300),
  () => "${var.x} %{ if true } {{ .Values.x }} $(X) $${y}",
  () => "a\u0000\n\ud800b",
  () => "__proto__",
  () => "constructor",
  () => true,
  () => [],
  () => [null, undefined],
  () => ({}),
  () => ({ kind: "duration" }),
  () => ({ kind: "duration", milliseconds: Symbol("x") }),
  () => ({ kind: "bytes", bytes: {} }),
  () => ({ kind: "existingSecret" }),
  () => ({ kind: ["s3"] }),
  () => JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1, "toString": "x" }') as unknown,
  () => ({ toString: null, valueOf: null, toJSON: 1 }),
  () => Object.create(null) as unknown,
  () => new Date(NaN),
  () => new Map([["a", 1]]),
  () => new Error("x"),
  () => () => 1,
  () => class Thing {},
  () => Symbol("x"),
  cyclic,
  deep,
];

/** Junk, each time made anew. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...chosen).map((make) => make()) },
  {
    weight: 1,
    arbitrary: fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
    }),
  },
);

export type Path = readonly (string | number)[];

/** Where something stands in a value, the whole and its parts. */
export const placesIn = (value: unknown, path: Path = []): readonly Path[] => [
  path,
  ...(Array.isArray(value)
    ? value.flatMap((item: unknown, index) => placesIn(item, [...path, index]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))
      : []),
];
