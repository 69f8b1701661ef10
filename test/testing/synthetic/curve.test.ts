import { integralsOf, valuesOf, type Curve } from "../../../lib/testing/synthetic/curve";

const NOON = Date.UTC(2026, 10, 18, 12) / 1_000;
const curve: Curve = { level: 4, sway: 0.5, seed: 0.3, bumps: [{ at: NOON + 1_800, width: 300, height: 20 }] };

test("the integral grows by what the value says", () => {
  const values = valuesOf(curve, { from: NOON, step: 1, count: 3_601 });
  const [start = 0, end = 0] = integralsOf(curve, NOON - 86_400, { from: NOON, step: 3_600, count: 2 });
  const summed = values.slice(1).reduce((sum, value, index) => sum + (value + (values[index] ?? 0)) / 2, 0);
  expect((end - start) / summed).toBeCloseTo(1, 5);
});

test("a moment is the same, however one came to it", () => {
  const [alone = 0] = valuesOf(curve, { from: NOON, step: 1, count: 1 });
  expect(valuesOf(curve, { from: NOON - 86_400, step: 15, count: 5_761 }).at(-1)).toBeCloseTo(alone, 8);
});

test("below a sway of 1 it never turns back", () => {
  const values = integralsOf({ ...curve, sway: 0.99 }, NOON, { from: NOON, step: 30, count: 5_760 });
  expect(values.every((value, index) => value >= (values[index - 1] ?? 0))).toBe(true);
});

test("the afternoon is busier than the night", () => {
  const quiet: Curve = { ...curve, bumps: [] };
  const [night = 0, afternoon = 0] = valuesOf(quiet, { from: NOON - 9 * 3_600, step: 12 * 3_600, count: 2 });
  expect(afternoon).toBeGreaterThan(1.3 * night);
});
