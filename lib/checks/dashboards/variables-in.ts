/** Where the variables of a dashboard are used: in queries, titles, legends, links and texts. */
import { variablesIn } from "../../dashboards";
import { isAsking, type DashboardInPlace } from "../content/dashboards-in";
import { linksIn, textsOf } from "./links-in";

export interface VariableUse {
  /** Where it is used. */
  readonly path: string;
  readonly name: string;
  /** How many variables stand before it; undefined where all do. */
  readonly before?: number;
  /** A text that may have dollars of its own: commands, prices. */
  readonly isProse: boolean;
}

const cache = new WeakMap<DashboardInPlace, readonly VariableUse[]>();

export const usesIn = (dashboard: DashboardInPlace): readonly VariableUse[] => {
  const known = cache.get(dashboard) ?? [...find(dashboard)];
  cache.set(dashboard, known);
  return known;
};

/** `$1` is a group of a regular expression. */
const IS_NAME = /^[a-zA-Z_]/;

const find = function* (place: DashboardInPlace): Iterable<VariableUse> {
  const { path, dashboard, variables, annotations, panels } = place;
  const uses = (at: string, text: string, more: Partial<VariableUse> = {}): readonly VariableUse[] =>
    text.includes("$")
      ? variablesIn(text)
          .filter((name) => IS_NAME.test(name))
          .map((name) => ({ path: at, name, isProse: false, ...more }))
      : [];
  yield* uses(`${path}.title`, dashboard.title);
  yield* uses(`${path}.description`, dashboard.description, { isProse: true });
  for (const { asked, index } of variables)
    if (asked !== undefined) yield* uses(asked.exprPath, asked.written, { before: index });
  for (const { path: at, annotation, asked } of annotations) {
    yield* uses(asked.exprPath, asked.written);
    yield* uses(`${at}.title`, annotation.title);
  }
  for (const [index, { title, repeat }] of dashboard.rows.entries()) {
    if (title !== undefined) yield* uses(`${path}.rows[${index}].title`, title);
    if (repeat !== undefined) yield { path: `${path}.rows[${index}].repeat`, name: repeat, isProse: false };
  }
  for (const { path: at, panel, queries } of panels) {
    yield* uses(`${at}.title`, panel.title);
    yield* uses(`${at}.description`, panel.description, { isProse: true });
    if (panel.repeat !== undefined) yield { path: `${at}.repeat`, name: panel.repeat, isProse: false };
    if (!isAsking(panel)) yield* uses(`${at}.text`, panel.text, { isProse: true });
    for (const { path: of, query, asked } of queries) {
      yield* uses(asked.exprPath, asked.written);
      yield* uses(`${of}.legend`, query.legend);
    }
  }
  for (const link of linksIn(place)) for (const text of textsOf(link)) yield* uses(link.path, text);
  // Whose Prometheus is asked, no query says.
  const prometheus = place.asked.find(({ kind }) => kind === "promql");
  if (prometheus !== undefined && dashboard.variables.some(({ kind }) => kind === "cluster"))
    yield { path: prometheus.exprPath, name: "cluster", isProse: false, before: dashboard.variables.length };
};
