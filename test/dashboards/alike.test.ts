import {
  cluster,
  dashboardJson,
  dashboardsJson,
  labelVariable,
  line,
  logs,
  now,
  query,
  row,
  stat,
  table,
  text,
  timeSeries,
} from "../../lib/dashboards";
import { knownAlerts, type GivenAlerts } from "../../lib/dashboards/known-alerts";
import { modelsAlike } from "../../lib/dashboards/panel-json/alike";
import type { PanelContext } from "../../lib/dashboards/panel-json/panel-context";
import { panelModel } from "../../lib/dashboards/panel-json/panel-model";
import { plain } from "../../lib/dashboards/plain-json";
import { deployed, grafanaLinks, promqlText, scrape, type Panel, type PanelLink, type Variable } from "../../lib/model";
import { logql, promql } from "../../lib/query";
import { shippedPacks } from "../../lib/packs";
import { aDashboard, aDeployedAlert } from "./made";

const contextWith = (
  alerts: GivenAlerts = [],
  { variables = [cluster], runbookBase = "/d/runbook-" }: Partial<Pick<PanelContext, "variables" | "runbookBase">> = {},
): PanelContext => ({
  alerts: knownAlerts(alerts),
  variables,
  runbookBase,
  prometheus: { type: "prometheus", uid: "${cluster}" },
});

const onItsOwn = (panel: Panel, context: PanelContext) => JSON.stringify(plain(panelModel(panel, context)));

/** What each is drawn as, by one that has drawn those before it. */
const drawnTogether = (all: readonly (readonly [Panel, PanelContext])[]) => {
  const models = modelsAlike();
  return all.map(([panel, context]) => JSON.stringify(models(context)(panel)));
};

const expectAlike = (...all: readonly (readonly [Panel, PanelContext])[]) =>
  expect(drawnTogether(all)).toEqual(all.map(([panel, context]) => onItsOwn(panel, context)));

const up = promql`${scrape.up}`;
const said = { description: "It.", queries: [query(up, "{{job}}")], unit: "count" } as const;

const DEPLOYMENT = { team: "platform", ...grafanaLinks("https://grafana.example") };

test("all that is shipped is drawn as each panel is on its own", () =>
  expectAlike(
    ...shippedPacks()
      .map((pack) => deployed(pack, DEPLOYMENT))
      .flatMap((pack) =>
        pack.dashboards.flatMap(({ variables, rows }) =>
          rows.flatMap(({ panels }) =>
            panels.map((panel) => [panel, contextWith(pack.alerts, { variables })] as const),
          ),
        ),
      ),
  ));

const AWKWARD = ['"', "\\", "${a}", "%{ if x }", "\u2028", "é", "__proto__", ":null", "", "\u0000"];

test.each(AWKWARD)("%j is what it is wherever it stands, beside what stood there before", (awkward) => {
  const link = (title: string): PanelLink => ({ title, to: { dashboard: title, variables: { namespace: title } } });
  const panel = (title: string): Panel =>
    timeSeries(title, {
      description: title,
      queries: [query(promqlText(title), "{{job}}"), query(logql`{a="${title}"}`, "")],
      unit: "timestamp",
      links: [link(title), link("other")],
      dataLinks: [link(title)],
      whenEmpty: title,
      texts: [{ value: title, text: title }],
      styles: [{ series: title, color: "red" }],
    });
  const context = contextWith();
  expectAlike([panel("plain"), context], [panel(awkward), context], [panel("plain"), context]);
});

test("numbers that are none stay what they are", () => {
  const [model, context] = [modelsAlike(), contextWith()];
  const [min] = [NaN, Infinity].map(
    (each) => model(context)(stat("A", { ...said, min: each })).fieldConfig?.defaults.min,
  );
  expect(min).toBeNaN();
  expect(model(context)(stat("A", { ...said, min: Infinity })).fieldConfig?.defaults.min).toBe(Infinity);
});

test("thresholds are those of the alerts that the dashboard of the panel knows", () => {
  const panel = stat("A", {
    ...said,
    thresholds: [{ kind: "alert line", alert: "A", parameter: "most", below: false }],
  });
  const columns = [{ of: 0, title: "A", thresholds: panel.thresholds }];
  const contexts = [1, 2].map((most) => contextWith([aDeployedAlert("A", { parameters: { most } })]));
  expectAlike(
    ...[panel, table("B", { ...said, columns })].flatMap((each) =>
      [contextWith(), ...contexts].map((context) => [each, context] as const),
    ),
  );
});

test("links of columns know the variables and the runbooks of their dashboard", () => {
  const several = labelVariable("job", "Job", up);
  const contexts: readonly PanelContext[] = [
    contextWith(),
    ...[[], [several], [{ ...several, several: false } as Variable]].map((variables) => contextWith([], { variables })),
    contextWith([], { runbookBase: "https://wiki.example/" }),
  ];
  const columns = [
    {
      of: "job",
      title: "Job",
      links: [
        { title: "Jobs", to: { dashboard: "jobs", variables: { job: "$job" } } },
        { title: "Runbook", to: { runbook: "A" } },
      ],
    },
  ];
  expectAlike(...contexts.map((context) => [table("A", { ...said, columns }), context] as const));
});

test("the pages of alerts in a column are those of what is asked", () => {
  const context = contextWith([aDeployedAlert("First"), aDeployedAlert("Second")]);
  const of = (name: string) =>
    table("A", {
      ...said,
      queries: [now(promql`${scrape.alerts}{alertname="${name}"}`)],
      columns: [{ of: "alertname", title: "Alert", texts: "runbook pages" }],
    });
  expectAlike([of("First"), context], [of("Second"), context]);
});

test("what asks another source, at another scale, or nothing, is another look", () =>
  expectAlike(
    ...[
      stat("A", said),
      stat("A", { ...said, unit: "timestamp" }),
      stat("A", { ...said, queries: [query(logql`{a="b"}`, "{{job}}")] }),
      stat("A", { ...said, queries: [] }),
      stat("A", { ...said, queries: [now(up)], thresholds: [line(-0, "red")] }),
      logs("A", { description: "It.", queries: [query(logql`{a="b"}`, "")] }),
      text("A", { description: "It.", text: "one" }),
      text("A", { description: "It.", text: "two" }),
    ].map((panel) => [panel, contextWith()] as const),
  ));

test("many dashboards are written as each is on its own", () => {
  const all = [
    aDashboard(stat("A", said), stat("B", said)),
    aDashboard(stat("B", said), stat("A", said)),
    aDashboard(stat('A","B', said)),
    {
      ...aDashboard(stat("A", said)),
      rows: [row("A", [stat("B", said)], { collapsed: true }), row("B", [stat("A", said)])],
    },
    aDashboard(stat("A", { ...said, shared: "a" })),
  ];
  const context = { libraryPanels: true };
  const jsonOf = dashboardsJson(context);
  expect(all.map((each) => JSON.stringify(jsonOf(each, [])))).toEqual(
    all.map((each) => JSON.stringify(dashboardJson(each, { ...context, alerts: [] }))),
  );
});
