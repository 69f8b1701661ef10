/** Our table of functions is held against the one that comes with Prometheus's editor. */
import { getFunction } from "@prometheus-io/codemirror-promql/dist/cjs/types";
import { FUNCTIONS } from "../../lib/query";

const TYPES: Readonly<Record<string, string>> = { vector: "instant vector", matrix: "range vector" };

/** Ids of the grammar are small numbers. */
const theirs = Array.from({ length: 200 }, (_, id) => getFunction(id)).flatMap((each) =>
  each?.name
    ? [
        {
          // Two are spelled with a capital there.
          name: each.name.toLowerCase(),
          args: each.argTypes.map((type) => TYPES[type] ?? type),
          variadic: each.variadic,
          returns: TYPES[each.returnType] ?? each.returnType,
        },
      ]
    : [],
);

/** Where the editor is wrong and Prometheus's `functions.go` is right. */
const MISTAKEN = new Set(["pi", "histogram_quantiles"]);

test("each function of the editor has the same signature here", () => {
  expect(theirs.length).toBeGreaterThan(80);
  for (const { name, ...signature } of theirs)
    if (!MISTAKEN.has(name)) expect({ name, ...FUNCTIONS.get(name) }).toMatchObject({ name, ...signature });
});
