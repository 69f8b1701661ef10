/** Label sets that an alert can carry, as far as a routing tells them apart. */
import type { LabelMatcher } from "../../../lib/model";
import type { LabelState } from "../../../lib/query";
import { signatureOf, witnesses } from "../../../lib/routing";
import { byLabel } from "../../../lib/routing/reach/witnesses";

const matcher = (label: string, operator: LabelMatcher["operator"], value: string): LabelMatcher => ({
  label,
  operator,
  value,
});

const TREE = byLabel([
  matcher("severity", "=~", "critical|warning"),
  matcher("severity", "=", "critical"),
  matcher("service", "=~", "postgres|mysql"),
]);

const sets = (states: Readonly<Record<string, LabelState>>, tree = TREE) =>
  witnesses(tree, (label) => states[label] ?? { presence: "never" });

const always = (...values: readonly string[]): LabelState => ({ presence: "always", values });

test.each<[string, Readonly<Record<string, LabelState>>, readonly object[]]>([
  ["a label that nobody has", { severity: always("critical") }, [{ severity: "critical" }]],
  [
    "any value",
    { severity: always("warning"), service: { presence: "always" } },
    [
      { severity: "warning", service: "other" },
      { severity: "warning", service: "postgres" },
    ],
  ],
  [
    "some values",
    { severity: always("warning"), service: always("cart", "mysql", "postgres") },
    [
      { severity: "warning", service: "cart" },
      { severity: "warning", service: "mysql" },
    ],
  ],
  [
    "a value that may be missing",
    { severity: always("info"), service: { presence: "sometimes", values: ["mysql"] } },
    [{ severity: "info", service: "mysql" }, { severity: "info" }],
  ],
])("%s", (_, states, expected) => {
  const { labels, complete } = sets(states);
  expect(complete).toBe(true);
  expect(labels.map((each) => signatureOf(TREE, each)).sort()).toEqual(
    expected.map((each) => signatureOf(TREE, each as Record<string, string>)).sort(),
  );
});

test("too many combinations: each value occurs, and it is said that not all are there", () => {
  const names = Array.from({ length: 10 }, (_, index) => `label${index}`);
  const tree = byLabel(names.flatMap((name) => [matcher(name, "=", "a"), matcher(name, "=", "b")]));
  const { labels, complete } = witnesses(tree, () => ({ presence: "always", values: ["a", "b", "c"] }));
  expect(complete).toBe(false);
  for (const name of names) expect(new Set(labels.map((each) => each[name]))).toEqual(new Set(["a", "b", "c"]));
});

test("an expression that cannot be read makes no promises", () =>
  expect(sets({ service: { presence: "always" } }, byLabel([matcher("service", "=~", "\\bdb\\b")])).complete).toBe(
    false,
  ));

test("an expression that cannot be read is judged all the same where the values are known", () => {
  const { labels, complete } = sets({ service: always("db", "web") }, byLabel([matcher("service", "=~", "\\bdb\\b")]));
  expect({ labels, complete }).toEqual({ labels: [{ service: "db" }, { service: "web" }], complete: true });
});
