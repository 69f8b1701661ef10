import { BYTES_PER_RELEASE, inParts, type KubernetesObject } from "../../lib/terraform/manifest-parts";

const written = (count: number, bytes: number, first = 0) =>
  Array.from({ length: count }, (_, index) => ({
    object: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `object-${first + index}` },
    } satisfies KubernetesObject,
    document: "x".repeat(bytes),
  }));

const placesOf = (objects: ReturnType<typeof written>): ReadonlyMap<string, string> =>
  new Map(
    inParts(objects).flatMap(({ suffix, objects }) => objects.map(({ object }) => [object.metadata.name, suffix])),
  );

test("what fits is one part without a suffix", () =>
  expect(inParts(written(10, 1_000)).map(({ suffix, documents }) => [suffix, documents.length])).toEqual([["", 10]]));

test("the order of the input does not count", () =>
  expect(inParts(written(50, 20_000).reverse())).toEqual(inParts(written(50, 20_000))));

test("no part is larger than a release may be, and no name is used twice", () => {
  const parts = inParts(written(300, 20_000));
  const sizes = parts.map(({ objects }) => objects.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(BYTES_PER_RELEASE);
  expect(new Set(parts.map(({ suffix }) => suffix)).size).toBe(parts.length);
  expect(parts.flatMap(({ objects }) => objects)).toHaveLength(300);
});

test("an object that is too large for all others stands alone", () =>
  expect(
    inParts([...written(1, BYTES_PER_RELEASE + 1), ...written(3, 1_000, 1)])
      .map(({ documents }) => documents.length)
      .sort(),
  ).toContain(1));

test("one more object moves only objects of the part that it is too much for, and leaves half of them", () => {
  for (let count = 20; count < 120; count += 1) {
    const before = placesOf(written(count, 20_000));
    const after = placesOf(written(count + 1, 20_000));
    const moved = [...before].filter(([name, suffix]) => after.get(name) !== suffix);
    const origins = new Set(moved.map(([, suffix]) => suffix));
    expect(origins.size).toBeLessThanOrEqual(1);
    const [origin] = origins;
    if (origin !== undefined) expect([...after.values()]).toContain(origin);
  }
});

test("objects whose names are tokens keep their place from one synthesis to the next", () => {
  const named = (token: number) => [
    ...written(40, 20_000),
    { object: { apiVersion: "v1", kind: "Secret", metadata: { name: `\${TfToken[TOKEN.${token}]}` } }, document: "x" },
  ];
  const suffixOf = (token: number) =>
    inParts(named(token)).find(({ objects }) => objects.some(({ object }) => object.kind === "Secret"))?.suffix;
  expect(suffixOf(1)).toBe(suffixOf(2));
});
