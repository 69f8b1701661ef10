/** Lines over time of the highest few: the same ones at each step. */
import type { Dashboard } from "../../../lib/model";
import { shippedPacks } from "../../../lib/packs";

const chosenAnew = ({ uid, rows }: Dashboard): readonly string[] =>
  rows
    .flatMap(({ panels }) => panels)
    .flatMap((panel) =>
      panel.type === "text"
        ? []
        : panel.queries
            // Loki knows no moment but that of the step.
            .filter(({ expr, instant }) => expr.kind !== "logql" && !instant && /\b(top|bottom)k\b/.test(expr.text))
            .filter(({ expr }) => !expr.text.includes("@ end()"))
            .map(() => `${uid}: ${panel.title}`),
    );

test("no line comes and goes because others are higher for a moment", () => {
  const dashboards = shippedPacks().flatMap((pack) => pack.dashboards);
  expect(dashboards.flatMap(chosenAnew)).toEqual([]);
});
