/** Every query of every dashboard, with a name that a person finds it by and with what its answer must be good for. */
import { variablesIn } from "../../../lib/dashboards";
import type { Dashboard, Expression, LogExpression, Panel, QueryPanel } from "../../../lib/model";

export interface AskedQuery {
  readonly dashboard: Dashboard;
  /** `<dashboard> › <panel> › A` */
  readonly place: string;
  readonly expr: Expression | LogExpression;
  /** Labels in double braces that all of its series must carry. */
  readonly legend: readonly string[];
  /** Labels that at least one query of the same panel must carry: `panel` is the same text for all of these. */
  readonly panel: string;
  readonly columns: readonly string[];
  /** Nothing is an answer, too. */
  readonly mayBeEmpty: boolean;
  /** It marks moments: one within the time looked at is enough. */
  readonly marksMoments: boolean;
  /** Variables of which each panel has one value. */
  readonly repeatedBy: readonly string[];
}

export const asked = (dashboard: Dashboard): readonly AskedQuery[] => [
  ...dashboard.annotations.map(({ name, expr, title }): AskedQuery => ({
    dashboard,
    place: `${dashboard.uid} › annotation ${name}`,
    expr,
    legend: bracedLabels(title),
    panel: `annotation ${name}`,
    columns: [],
    mayBeEmpty: /ALERTS/.test(expr.text),
    marksMoments: true,
    repeatedBy: [],
  })),
  ...dashboard.rows.flatMap(({ panels, repeat }) =>
    panels.filter(isQueryPanel).flatMap((panel) =>
      panel.queries.map(({ expr, legend }, index): AskedQuery => ({
        dashboard,
        place: `${dashboard.uid} › ${panel.title} › ${String.fromCharCode(65 + index)}`,
        expr,
        legend: bracedLabels(legend),
        panel: panel.title,
        columns:
          // Which labels an alert has is its own affair, and few alerts fire.
          panel.type === "table" && !panel.queries.some((each) => /\bALERTS/.test(each.expr.text))
            ? panel.columns.flatMap(({ of }) => (typeof of === "string" && !COMPUTED.has(of) ? [of] : []))
            : [],
        mayBeEmpty: panel.whenEmpty !== undefined,
        marksMoments: false,
        repeatedBy: [repeat, panel.repeat].flatMap((name) => (name === undefined ? [] : [name])),
      })),
    ),
  ),
];

/** Columns that every table of Grafana has. */
const COMPUTED: ReadonlySet<string> = new Set(["Time", "Value"]);

const isQueryPanel = (panel: Panel): panel is QueryPanel => panel.type !== "text";

const bracedLabels = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, label = ""]) => label);

/** Variables of a query that its dashboard does not have. */
export const undefinedVariables = ({ dashboard, expr }: AskedQuery): readonly string[] =>
  variablesIn(expr.text)
    // `$1` is a group of a regular expression.
    .filter((name) => !/^\d+$/.test(name) && !dashboard.variables.some((variable) => variable.name === name));
