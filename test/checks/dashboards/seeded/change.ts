/** The words to put one thing wrong in the sound environment. */
import { row } from "../../../../lib/dashboards";
import {
  promqlText,
  type Dashboard,
  type DashboardFact,
  type Expression,
  type LogExpression,
  type Panel,
  type PanelQuery,
} from "../../../../lib/model";
import type { Shop } from "./shop";

/** What is changed in the sound environment. */
export type Change = (sound: Shop) => Shop;

/** The dashboard `shop`, or another one, changed. */
export const board =
  (
    change: Partial<Dashboard> | ((sound: Dashboard) => Dashboard),
    more: Partial<DashboardFact> = {},
    uid = "shop",
  ): Change =>
  (all) => ({
    ...all,
    dashboards: all.dashboards.map((each) =>
      each.dashboard.uid === uid
        ? {
            ...each,
            ...more,
            dashboard: typeof change === "function" ? change(each.dashboard) : { ...each.dashboard, ...change },
          }
        : each,
    ),
  });

/** A panel of the dashboard `shop`, changed. */
export const panel = <Kind extends Panel = Panel>(title: string, change: Partial<Kind>): Change =>
  board((sound) => ({
    ...sound,
    rows: sound.rows.map((each) => ({
      ...each,
      panels: each.panels.map((it) => (it.title === title ? { ...it, ...change } : it)),
    })),
  }));

/** The only query of a panel, changed. */
export const asks = (
  title: string,
  change: string | Expression | LogExpression,
  more: Partial<PanelQuery> = {},
): Change =>
  board((sound) => ({
    ...sound,
    rows: sound.rows.map((each) => ({
      ...each,
      panels: each.panels.map((it) =>
        it.title === title && it.type !== "text"
          ? {
              ...it,
              queries: it.queries.map((one) => ({
                ...one,
                expr: typeof change === "string" ? promqlText(change) : change,
                ...more,
              })),
            }
          : it,
      ),
    })),
  }));

/** The dashboard `shop` with one panel more. */
export const more = (...added: readonly Panel[]): Change =>
  board((sound) => ({ ...sound, rows: [...sound.rows, row("More", added)] }));

export interface Seeded {
  readonly title: string;
  readonly change: Change;
  readonly check: string;
  /** Where, below `prod.`. */
  readonly at: string;
  /** Checks that find what follows from it. */
  readonly also?: readonly string[];
  /** Of the problem and its mend. */
  readonly words: readonly string[];
}
