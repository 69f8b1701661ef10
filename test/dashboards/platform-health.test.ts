import { platformHealth } from "../../lib/dashboards";

interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig: { readonly defaults: { readonly unit?: string } };
  readonly targets: readonly { readonly expr: string; readonly refId: string; readonly legendFormat: string }[];
}

const dashboard = platformHealth("prometheus") as { uid: string; editable: boolean; panels: readonly Panel[] };

test("has an address of its own that does not change, and cannot be edited by accident", () =>
  expect(dashboard).toMatchObject({ uid: "platform-health", editable: false }));

test.each(dashboard.panels.map((panel) => [panel.title, panel] as const))("%s says what it shows", (_, panel) => {
  expect(panel.description).not.toBe("");
  expect(panel.fieldConfig.defaults.unit).toBeDefined();
  expect(panel.datasource.uid).toBe("prometheus");
  expect(panel.targets.map(({ expr, legendFormat }) => expr !== "" && legendFormat !== "")).not.toContain(false);
});

test("no two panels overlap", () => {
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

test("rates follow the interval of the panel", () => {
  const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  for (const expr of expressions.filter((each) => each.includes("rate("))) expect(expr).toContain("$__rate_interval");
});
