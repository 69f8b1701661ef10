/** That our JSON is the one of json-stable-stringify, which cdktf writes with. */
import * as fc from "fast-check";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { stableJson, writeStableJson } from "../../lib/terraform/stable-json";

const stringify = createRequire(require.resolve("cdktf"))("json-stable-stringify") as (
  data: unknown,
  options: { readonly space: number },
) => string;
const expected = (data: unknown): string => stringify(data, { space: 2 });

const written = (data: unknown): string => {
  const pieces: string[] = [];
  stableJson(data, (piece) => pieces.push(piece));
  return pieces.join("");
};

const keys = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("__proto__", "toString", "a", "B", "10", "9", "é", "\ud800", "🙂", ""),
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.double(),
    fc.constantFrom(
      -0,
      null,
      undefined,
      true,
      new Date(0),
      new Date(Number.NaN),
      "\ud800",
      "\u2028",
      Symbol("s"),
      () => 1,
    ),
    fc.constant({ toJSON: () => ["instead"] }),
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(keys, tie("data"), { maxKeys: 5, noNullPrototype: false }),
  ),
}));
const collections = fc.oneof(fc.array(data, { maxLength: 4 }), fc.dictionary(keys, data, { maxKeys: 5 }));

test("whatever the data", () => {
  fc.assert(
    fc.property(collections, (value) => {
      expect(written(value)).toBe(expected(value));
    }),
    { numRuns: 3000 },
  );
});

test.each([[[]], [{}], [{ b: [], a: {} }], [[, 1]], [{ a: undefined }], ["text"], [null], [new Date(0)]])(
  "at its top %j",
  (value) => expect(written(value)).toBe(expected(value)),
);

test("a file longer than what is kept waiting", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stable-json-"));
  try {
    const file = path.join(folder, "file.json");
    const value = Array.from({ length: 50 }, (_, index) => ({ [`é${index}`]: "x🙂é\n".repeat(20_000) }));
    writeStableJson(file, value);
    expect(readFileSync(file, "utf8") === expected(value)).toBe(true);
    writeStableJson(file, "shorter");
    expect(readFileSync(file, "utf8")).toBe('"shorter"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
