/** Labels that legends, columns, annotations, links and variables name, and that their queries do not carry. */
import { promqlText, didYouMean } from "../../model";
import { labelVariable, now, table } from "../../dashboards";
import { logql } from "../../query";
import { at, check, type Problem } from "../check";
import { contentOf, type Content } from "../content/content";
import { lossMend, lossOf } from "../content/labels/expression";
import {
  dashboardsOf,
  isForServicesElsewhere,
  type AskedInPlace,
  type DashboardInPlace,
  type PanelInPlace,
} from "../content/dashboards-in";
import { CHAIN, dashboardWithPanels, examplePanel, modelAsking, modelWithDashboards, modelWithPanel } from "./example";
import { linksIn, textsOf } from "./links-in";
import { carriedBy, carriesLabel, labelsInBraces, labelsInLink } from "./result";

/** A label that is shown, and the queries of which at least one should carry it. */
interface Shown {
  readonly path: string;
  /** How it is written there. */
  readonly as: string;
  readonly label: string;
  readonly of: readonly AskedInPlace[];
}

const inLegends = ({ queries }: PanelInPlace): readonly Shown[] =>
  queries.flatMap(({ path, query: { legend }, asked }) =>
    labelsInBraces(legend).map((label) => ({ path: `${path}.legend`, as: `{{${label}}}`, label, of: [asked] })),
  );

const inColumns = ({ path, panel, queries }: PanelInPlace): readonly Shown[] =>
  panel.type === "table"
    ? panel.columns.flatMap(({ of }, index) =>
        typeof of === "string"
          ? [{ path: `${path}.columns[${index}].of`, as: `"${of}"`, label: of, of: queries.map(({ asked }) => asked) }]
          : [],
      )
    : [];

const inLinks = (dashboard: DashboardInPlace): readonly Shown[] =>
  linksIn(dashboard).flatMap((link) =>
    link.panel === undefined
      ? []
      : textsOf(link)
          .flatMap(labelsInLink)
          .map((label) => ({
            path: link.path,
            as: `\${__field.labels.${label}}`,
            label,
            of: link.panel?.queries.map(({ asked }) => asked) ?? [],
          })),
  );

const inDashboard = (dashboard: DashboardInPlace): readonly Shown[] => [
  ...dashboard.panels.flatMap((panel) => [...inLegends(panel), ...inColumns(panel)]),
  ...dashboard.annotations.flatMap(({ path, annotation, asked }) =>
    labelsInBraces(annotation.title).map((label) => ({
      path: `${path}.title`,
      as: `{{${label}}}`,
      label,
      of: [asked],
    })),
  ),
  ...dashboard.variables.flatMap(({ path, variable, asked }) =>
    variable.kind === "label" && asked !== undefined && asked.kind === "promql"
      ? [{ path: `${path}.label`, as: variable.label, label: variable.label, of: [asked] }]
      : [],
  ),
  ...inLinks(dashboard),
];

/** Columns of queries that are not there, and rows sorted by columns that are not there. */
const inTables = function* ({ path, panel, queries }: PanelInPlace): Iterable<Problem> {
  if (panel.type !== "table") return;
  const count = queries.length === 1 ? "1 query" : `${queries.length} queries`;
  for (const [index, { of }] of panel.columns.entries())
    if (typeof of === "number" && queries[of] === undefined)
      yield at(`${path}.columns[${index}].of`)
        .problem(`is query ${of}, counted from 0, but the table has ${count}`)
        .mend("write the number of a query, or the name of a label");
  const titles = panel.columns.map(({ title }) => title);
  if (panel.sortBy !== undefined && !titles.includes(panel.sortBy.title))
    yield at(`${path}.sortBy.title`)
      .problem(`"${panel.sortBy.title}" is no column${didYouMean(panel.sortBy.title, titles)}`)
      .mend(`write one of ${titles.join(", ")}`);
};

const mendFor = (label: string, asked: AskedInPlace, content: Content): string => {
  if (asked.kind === "promql" && asked.node !== undefined) {
    const loss = lossOf(label, asked, asked.node, content);
    if (loss !== undefined) return lossMend(label, loss, asked);
  }
  const known = carriedBy(asked, content);
  return known.length === 0 ? "leave it out: the result has no labels" : `write one of ${known.join(", ")}`;
};

export const labelNotInResult = check({
  id: "dashboard/label-not-in-result",
  severity: "error",
  judges: "each by itself",
  reason:
    "A label that the result does not carry is shown as nothing: all curves have one name, a column stays empty, a link opens everything " +
    "instead of the one thing.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const dashboard of dashboardsOf(model)) {
      for (const panel of dashboard.panels) yield* inTables(panel);
      if (isForServicesElsewhere(dashboard, model)) continue;
      for (const { path, as, label, of } of inDashboard(dashboard)) {
        if (of.some((asked) => carriesLabel(asked, label, content) !== false)) continue;
        const [asked] = of;
        if (asked === undefined) continue;
        yield at(path)
          .problem(`${as} names a label that the query does not carry${didYouMean(label, carriedBy(asked, content))}`)
          .mend(mendFor(label, asked, content));
      }
    }
  },
  examples: () => {
    const lengths = "sum by (service) (shop_queue_length)";
    const lines = (by: string) => logql`sum by (${by}) (count_over_time({namespace="shop"}[$__auto]))`;
    const rows = (of: string | number) =>
      modelWithPanel(
        table("Queues", {
          description: "How long each queue is.",
          queries: [now(promqlText(lengths)), now(promqlText("sum by (service, pod) (shop_free_bytes)"))],
          columns: [
            { of, title: "Of" },
            { of: 0, title: "Orders" },
          ],
        }),
      );
    const link = (label: string) =>
      modelWithPanel(
        examplePanel({
          title: "Queues",
          dataLinks: [
            { title: "Service", to: { dashboard: "shop", variables: { service: `\${__field.labels.${label}}` } } },
          ],
        }),
      );
    const annotated = (title: string) =>
      modelWithDashboards([
        dashboardWithPanels([], {
          annotations: [{ name: "Long queues", expr: promqlText(`${lengths} > 100`), title, color: "red" }],
        }),
      ]);
    const chosen = (label: string) =>
      modelWithDashboards([
        dashboardWithPanels([], {
          variables: [...CHAIN, labelVariable("queue", "Queue", promqlText("shop_queue_length"), { label })],
          title: "Shop of $queue",
        }),
      ]);
    return {
      passing: [
        modelAsking(lengths, { legend: "{{ service }} waits" }),
        modelAsking("sum by (service) (metric_of_another_shop)", { legend: "{{service}}" }),
        modelAsking(lines("pod"), { legend: "{{pod}}" }),
        rows("service"),
        rows("pod"),
        link("service"),
        annotated("{{service}}"),
        chosen("queue"),
      ],
      failing: [
        modelAsking(lengths, { legend: "{{pod}}" }),
        modelAsking(lines("pod"), { legend: "{{container}}" }),
        rows("node"),
        rows(2),
        link("pod"),
        annotated("{{pod}}"),
        chosen("queu"),
      ],
    };
  },
});
