/** Where panels stand on Grafana's grid of 24 columns: beside one another as long as they fit, then below. */
import type { Dashboard, Panel, Row } from "../model";

export const COLUMNS = 24;
/** The line with the title of a row. */
const TITLE_HEIGHT = 1;

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PlacedPanel {
  readonly panel: Panel;
  /** From the top left of the dashboard. */
  readonly position: GridPosition;
}

export interface PlacedRow {
  readonly row: Row;
  /** Where its title stands. */
  readonly y: number;
  readonly panels: readonly PlacedPanel[];
}

export const placed = ({ rows }: Pick<Dashboard, "rows">): readonly PlacedRow[] => {
  let y = 0;
  return rows.map((row) => {
    const start = y;
    const first = start + (row.title === undefined ? 0 : TITLE_HEIGHT);
    const panels = placedPanels(row.panels, first);
    const end = Math.max(first, ...panels.map(({ position }) => position.y + position.h));
    // What is collapsed takes no room until it is opened, and then Grafana moves the rest down.
    y = row.collapsed ? first : end;
    return { row, y: start, panels };
  });
};

const placedPanels = (panels: readonly Panel[], top: number): readonly PlacedPanel[] => {
  let [x, y, height] = [0, top, 0];
  return panels.map((panel) => {
    const { width: w, height: h, at } = panel;
    if (at !== undefined) return { panel, position: { x: at.x, y: top + at.y, w, h } };
    if (x + w > COLUMNS && x > 0) [x, y, height] = [0, y + height, 0];
    const position = { x, y, w, h };
    [x, height] = [x + w, Math.max(height, h)];
    return { panel, position };
  });
};
