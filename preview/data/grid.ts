/** Where everything stands: rows open and closed, one panel or row for each value of the variable that it repeats by. */
import type { DashboardJson, GridPosition, PanelJson } from "./dashboard-json";
import type { Choices } from "./interpolate";

export interface PlacedPanel {
  readonly key: string;
  readonly panel: PanelJson;
  readonly position: GridPosition;
  /** The one value of each variable that it is repeated by. */
  readonly scope: Choices;
}

export interface PlacedRow {
  readonly key: string;
  readonly title: string;
  readonly y: number;
  readonly collapsed: boolean;
  readonly panels: number;
  readonly scope: Choices;
}

export interface Grid {
  readonly rows: readonly PlacedRow[];
  readonly panels: readonly PlacedPanel[];
  readonly height: number;
}

const COLUMNS = 24;

interface Section {
  readonly row?: PanelJson;
  /** Counted from the section's top. */
  readonly panels: readonly PanelJson[];
}

/** @param toggled keys of the rows that a person opened or closed */
export const grid = (
  dashboard: Pick<DashboardJson, "panels">,
  choices: Choices,
  toggled: ReadonlySet<string>,
): Grid => {
  const rows: PlacedRow[] = [];
  const placed: PlacedPanel[] = [];
  let y = 0;
  for (const [index, { row, panels }] of sections(dashboard.panels ?? []).entries()) {
    for (const scope of scopes(row?.repeat, choices)) {
      const key = [`row-${index}`, ...valuesOf(scope)].join("-");
      const collapsed = row !== undefined && (row.collapsed === true) !== toggled.has(key);
      if (row !== undefined) {
        rows.push({ key, title: row.title ?? "", y, collapsed, panels: panels.length, scope });
        y += 1;
      }
      if (collapsed) continue;
      const { inside, height } = repeated(panels, { ...choices, ...scope });
      for (const each of inside)
        placed.push({
          ...each,
          key: [key, each.key].join("/"),
          position: { ...each.position, y: each.position.y + y },
          scope: { ...scope, ...each.scope },
        });
      y += height;
    }
  }
  return { rows, panels: placed, height: y };
};

/** A row's panels follow it as long as it is open, and stand in it where it is closed. */
const sections = (panels: readonly PanelJson[]): readonly Section[] => {
  const found: { row?: PanelJson; panels: PanelJson[] }[] = [{ panels: [] }];
  for (const panel of panels) {
    if (panel.type === "row") found.push({ row: panel, panels: [...(panel.panels ?? [])] });
    else found.at(-1)?.panels.push(panel);
  }
  return found
    .filter(({ row, panels }) => row !== undefined || panels.length > 0)
    .map(({ row, panels }) => {
      const top = Math.min(...panels.map(({ gridPos }) => gridPos.y));
      const moved = panels.map((panel) => ({ ...panel, gridPos: { ...panel.gridPos, y: panel.gridPos.y - top } }));
      return row === undefined ? { panels: moved } : { row, panels: moved };
    });
};

const repeated = (
  panels: readonly PanelJson[],
  choices: Choices,
): { readonly inside: readonly PlacedPanel[]; readonly height: number } => {
  const inside: PlacedPanel[] = [];
  let moved = 0;
  const downwards = [...panels].sort((left, right) => left.gridPos.y - right.gridPos.y);
  for (const [index, panel] of downwards.entries()) {
    const all = scopes(panel.repeat, choices);
    const { x, y, w, h } = panel.gridPos;
    const key = String(panel.id ?? index);
    if (panel.repeat === undefined) {
      inside.push({ key, panel, position: { x, y: y + moved, w, h }, scope: {} });
      continue;
    }
    const beside = panel.repeatDirection === "v" ? 1 : Math.min(all.length, panel.maxPerRow ?? 4);
    const width = panel.repeatDirection === "v" ? w : Math.floor(COLUMNS / beside);
    for (const [number, scope] of all.entries())
      inside.push({
        key: [key, ...valuesOf(scope)].join("-"),
        panel,
        position: {
          x: panel.repeatDirection === "v" ? x : (number % beside) * width,
          y: y + moved + Math.floor(number / beside) * h,
          w: width,
          h,
        },
        scope,
      });
    moved += (Math.ceil(all.length / beside) - 1) * h;
  }
  return { inside, height: Math.max(0, ...inside.map(({ position }) => position.y + position.h)) };
};

/** One scope for each chosen value; one empty scope where nothing is repeated. */
const scopes = (variable: string | undefined, choices: Choices): readonly Choices[] => {
  const chosen = variable === undefined ? undefined : choices[variable];
  if (variable === undefined || chosen === undefined || chosen.values.length === 0) return [{}];
  return chosen.values.map((value) => ({ [variable]: { values: [value], all: false, several: false } }));
};

const valuesOf = (scope: Choices): readonly string[] => Object.values(scope).flatMap(({ values }) => values);
