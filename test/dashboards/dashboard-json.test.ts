import {
  cluster,
  dashboard,
  dashboardJson,
  labelVariable,
  libraryPanelJson,
  logs,
  query,
  row,
  text,
  timeSeries,
  top,
} from "../../lib/dashboards";
import { hours, minutes, plus, scrape, type Panel, type Row, type Variable } from "../../lib/model";
import { logql, promql } from "../../lib/query";
import { aDashboard, asJson, panelOf } from "./made";

const up = promql`${scrape.up}`;
const said = { description: "It.", queries: [query(up, "{{job}}")], unit: "count" } as const;
const course = (title: string, props: Partial<Panel> = {}) => timeSeries(title, { ...said, ...(props as object) });

const of = (props: Partial<Parameters<typeof dashboard>[1]>) =>
  dashboardJson(dashboard("test", { title: "Test", description: "For tests.", rows: [], ...props }), { alerts: [] });

test("is closed to hands, looks back as it says, and shares its crosshair", () =>
  expect(of({ from: plus(hours(1), minutes(30)), refresh: minutes(1), tags: ["a"] })).toMatchObject({
    uid: "test",
    title: "Test",
    description: "For tests.",
    editable: false,
    graphTooltip: 1,
    schemaVersion: 42,
    tags: ["a"],
    time: { from: "now-90m", to: "now" },
    refresh: "1m",
  }));

test("one that may be edited says so", () =>
  expect(dashboardJson({ ...aDashboard(), editable: true }, { alerts: [] }).editable).toBe(true));

test("is the same each time, and nothing but JSON", () => {
  const json = of({ rows: [top([course("A"), course("B")])] });
  expect(JSON.stringify(of({ rows: [top([course("A"), course("B")])] }))).toBe(JSON.stringify(json));
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
});

describe("rows", () => {
  const layout = (...rows: readonly Row[]) =>
    (of({ rows }).panels ?? []).map((each) => [
      each.type,
      each.title,
      each.gridPos?.y,
      ...("panels" in each ? [each.collapsed, each.panels.map(({ title, gridPos }) => [title, gridPos?.y])] : []),
    ]);

  test("an open one is followed by its panels", () =>
    expect(layout(top([course("A")]), row("More", [course("B"), course("C")]))).toEqual([
      ["timeseries", "A", 0],
      ["row", "More", 8, false, []],
      ["timeseries", "B", 9],
      ["timeseries", "C", 9],
    ]));

  test("a collapsed one holds them", () =>
    expect(layout(row("More", [course("B")], { collapsed: true }), row("Next", [course("C")]))).toEqual([
      ["row", "More", 0, true, [["B", 1]]],
      ["row", "Next", 1, false, []],
      ["timeseries", "C", 2],
    ]));

  test("repeats for each value of a variable, as do panels", () =>
    expect(
      of({ rows: [row("Pod $pod", [course("A", { repeat: "pod", width: 8 })], { repeat: "pod" })] }).panels,
    ).toMatchObject([
      { type: "row", repeat: "pod" },
      { repeat: "pod", repeatDirection: "h", maxPerRow: 3 },
    ]));
});

describe("numbers of panels", () => {
  const ids = (...titles: readonly string[]): Readonly<Record<string, number | undefined>> =>
    Object.fromEntries(
      (of({ rows: [top(titles.map((title) => course(title)))] }).panels ?? []).map(
        ({ id, title }): [string, number | undefined] => [title ?? "", id],
      ),
    );

  test("stay when another panel comes in", () => {
    const before = ids("Requests", "Errors");
    expect(ids("New", "Requests", "Errors")).toMatchObject(before);
  });

  test("are given once, even where titles meet", () => {
    const titles = Array.from({ length: 3_000 }, (_, index) => `Panel ${index}`);
    expect(new Set(Object.values(ids(...titles))).size).toBe(titles.length);
  });

  test("are given to rows, too, which may be named as a panel is", () => {
    const json = of({ rows: [row("Errors", [course("Errors")])] });
    expect(new Set((json.panels ?? []).map(({ id }) => id)).size).toBe(2);
  });
});

describe("data sources", () => {
  const sources = (panel: Panel, variables?: readonly Variable[]) => {
    const { datasource, targets } = panelOf(of({ rows: [top([panel])], ...(variables && { variables }) }), panel.title);
    return [
      datasource?.uid,
      ...(targets ?? []).map((target) => (target as { datasource?: { uid: string } }).datasource?.uid),
    ];
  };
  const log = query(logql`{job="a"}`, "");

  test("PromQL goes to the chosen cluster, or to the platform's Prometheus", () => {
    expect(sources(course("A"))).toEqual(["${cluster}", "${cluster}"]);
    expect(sources(course("A"), [])).toEqual(["prometheus", "prometheus"]);
  });

  test("LogQL goes to Loki", () => expect(sources(logs("A", { ...said, queries: [log] }))).toEqual(["loki", "loki"]));

  test("a panel can ask both", () =>
    expect(sources(course("A", { queries: [query(up, "a"), log] }))).toEqual(["-- Mixed --", "${cluster}", "loki"]));

  test("a text asks nothing", () =>
    expect(panelOf(asJson([text("Note", { description: "", text: "# Hello" })]), "Note")).toMatchObject({
      type: "text",
      options: { mode: "markdown", content: "# Hello" },
    }));
});

describe("variables", () => {
  const made = (variable: Variable) => of({ variables: [cluster, variable] }).templating.list?.[1];

  test("the cluster is a data source", () =>
    expect(of({}).templating.list).toMatchObject([
      { type: "datasource", name: "cluster", label: "Cluster", query: "prometheus" },
    ]));

  test("several values of a label begin with all", () =>
    expect(made(labelVariable("pod", "Pod", promql`${scrape.up}{namespace=~"$namespace"}`))).toMatchObject({
      type: "query",
      label: "Pod",
      datasource: { uid: "${cluster}" },
      query: { query: 'label_values(up{namespace=~"$namespace"}, pod)' },
      multi: true,
      includeAll: true,
      allValue: ".*",
      current: { value: ["$__all"] },
      refresh: 2,
    }));

  test("a single one begins with the first there is, or with what it is told", () => {
    const single = made(labelVariable("instance", "Node", up, { several: false }));
    expect(single?.current).toBeUndefined();
    expect(single).not.toMatchObject({ multi: true });
    expect(made(labelVariable("job", "Job", up, { several: false, initial: "a" }))?.current).toEqual({
      text: "a",
      value: "a",
    });
  });

  test("labels of logs come from Loki", () =>
    expect(made(labelVariable("namespace", "Namespace", logql`{service="a"}`))).toMatchObject({
      datasource: { uid: "loki" },
      query: { label: "namespace", stream: '{service="a"}' },
    }));

  test("a choice and a text say what they begin with", () => {
    expect(
      made({ kind: "choice", name: "q", title: "Quantile", values: ["p50", "p99"], initial: "p99" }),
    ).toMatchObject({
      type: "custom",
      query: "p50,p99",
      current: { value: "p99" },
    });
    expect(made({ kind: "text", name: "search", title: "Search", initial: "" })).toMatchObject({
      type: "textbox",
      query: "",
    });
  });
});

test("annotations are queries of their own", () =>
  expect(
    of({ annotations: [{ name: "Down", expr: up, title: "{{job}}", color: "red" }] }).annotations.list,
  ).toMatchObject([{ name: "Down", enable: true, iconColor: "red", titleFormat: "{{job}}", target: { expr: "up" } }]));

test("links lead to one dashboard or to all with a tag", () =>
  expect(
    of({
      links: [
        { title: "Home", to: { dashboard: "home" } },
        { title: "Platform", tag: "platform" },
        { title: "Services", tag: "service", keepVariables: false },
      ],
    }).links,
  ).toMatchObject([
    { title: "Home", type: "link", url: "/d/home?${__url_time_range}&var-cluster=${cluster}" },
    { title: "Platform", type: "dashboards", tags: ["platform"], asDropdown: true, keepTime: true, includeVars: true },
    { title: "Services", tags: ["service"], keepTime: true, includeVars: false },
  ]));

describe("library panels", () => {
  const panel = course("Errors", { shared: "errors" });
  const board = aDashboard(panel);

  test("stand as references where they are deployed as well", () =>
    expect(panelOf(dashboardJson(board, { alerts: [], libraryPanels: true }), "Errors")).toEqual({
      id: expect.any(Number) as number,
      title: "Errors",
      type: "timeseries",
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      libraryPanel: { uid: "errors", name: "Errors" },
    }));

  test("are whole elsewhere", () =>
    expect(panelOf(dashboardJson(board, { alerts: [] }), "Errors")).toMatchObject({ targets: [{ refId: "A" }] }));

  test("are the panel without number and place", () => {
    const whole = panelOf(dashboardJson(board, { alerts: [] }), "Errors");
    const { id, gridPos } = whole;
    expect({ id, gridPos, ...libraryPanelJson(panel, board, { alerts: [] }) }).toEqual(whole);
  });
});
