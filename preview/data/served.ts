/** What the server tells the page: the agreement between both. */
import type { DashboardJson } from "./dashboard-json";

export interface Listed {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

/** `/api/state` */
export interface State {
  readonly environment: string;
  /** What the variable `cluster` offers. */
  readonly cluster: string;
  /** Milliseconds; the world of the preview stands still at this moment. */
  readonly now: number;
  /** Milliseconds; the world began at this moment: nobody looks further back. */
  readonly from: number;
  /** Milliseconds between two samples. */
  readonly scrapeInterval: number;
  /** How many series there are, and what they are made of. */
  readonly about: string;
  readonly dashboards: readonly Listed[];
  /** What went wrong when the dashboards were last built; the ones before are shown. */
  readonly problem?: string;
}

/** `/api/dashboards/<uid>` */
export type ServedDashboard = DashboardJson;
