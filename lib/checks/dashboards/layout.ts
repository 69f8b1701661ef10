/** Panels that do not fit on Grafana's grid, or lie on one another. */
import { COLUMNS, placed, row, type GridPosition, type PlacedPanel } from "../../dashboards";
import { at, check, type Problem } from "../check";
import { dashboardsOf, type DashboardInPlace, type PanelInPlace } from "../content/dashboards-in";
import { exampleDashboard, examplePanel, modelWithDashboards } from "./example";
import type { Panel } from "../../model";

interface Placed extends PlacedPanel {
  readonly path: string;
}

/** The panels of each row, with their places on the grid and in the model. */
const rowsOf = ({ dashboard, panels }: DashboardInPlace): readonly (readonly Placed[])[] => {
  const left = [...panels];
  return placed(dashboard).map((each) =>
    each.panels.map((panel) => ({ ...panel, path: (left.shift() as PanelInPlace).path })),
  );
};

const faultOf = ({ x, y, w, h }: GridPosition): string | undefined => {
  if (![x, y, w, h].every(Number.isInteger)) return "stands between the lines of the grid";
  if (w <= 0 || h <= 0) return `is ${w} wide and ${h} high`;
  if (x < 0 || y < 0) return `begins ${x < 0 ? "left of" : "above"} the grid`;
  return x + w > COLUMNS ? `ends at column ${x + w}, but the grid has ${COLUMNS}` : undefined;
};

export const offGrid = check({
  id: "dashboard/off-grid",
  severity: "error",
  reason:
    "Grafana moves what does not fit to where there is room: the dashboard looks different from what was written, and different again " +
    "after the next change.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model))
      for (const { path, position } of rowsOf(dashboard).flat()) {
        const fault = faultOf(position);
        if (fault !== undefined)
          yield at(path).problem(fault).mend(`write whole numbers that stay within ${COLUMNS} columns`);
      }
  },
  examples: () => ({
    passing: [panelsAt({ width: 12 }, { width: 12 }), panelsAt({ at: { x: 16, y: 0 }, width: 8 })],
    failing: [
      panelsAt({ width: 25 }),
      panelsAt({ at: { x: 16, y: 0 }, width: 12 }),
      panelsAt({ at: { x: -2, y: 0 } }),
      panelsAt({ width: 0 }),
      panelsAt({ height: -4 }),
      panelsAt({ width: 7.5 }),
    ],
  }),
});

const panelsAt = (...places: readonly Partial<Pick<Panel, "width" | "height" | "at">>[]) =>
  modelWithDashboards([
    exampleDashboard({
      rows: [
        row(
          "Orders",
          places.map((each, index) => ({ ...examplePanel({ title: `Orders ${index + 1}` }), ...each })),
        ),
      ],
    }),
  ]);

const meet = (a: GridPosition, b: GridPosition): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

export const overlap = check({
  id: "dashboard/overlap",
  severity: "error",
  reason:
    "Of two panels on one another Grafana pushes one down, and everything below it: what was meant to be seen at one glance is not.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model))
      for (const panels of rowsOf(dashboard))
        for (const [index, { path, panel, position }] of panels.entries())
          for (const other of panels.slice(0, index))
            if (meet(position, other.position))
              yield at(path)
                .problem(`"${panel.title}" lies on "${other.panel.title}"`)
                .mend("leave `at` out, so that panels stand beside one another, or correct it");
  },
  examples: () => ({
    passing: [panelsAt({}, {}), panelsAt({ at: { x: 0, y: 0 }, width: 12 }, { at: { x: 12, y: 0 }, width: 12 })],
    failing: [panelsAt({ at: { x: 0, y: 0 }, width: 12 }, { at: { x: 6, y: 4 }, width: 12 })],
  }),
});

export const layoutChecks = [offGrid, overlap];
