import { line, now, table } from "../../lib/dashboards";
import { scrape, type Column, type TablePanel } from "../../lib/model";
import { logql, promql } from "../../lib/query";
import { aDeployedAlert, asJson, panelOf } from "./made";

const up = promql`max by (job, namespace) (${scrape.up})`;

const made = (props: Pick<TablePanel, "queries" | "columns"> & Partial<TablePanel>) =>
  panelOf(asJson([table("Table", { description: "A table.", ...props })]), "Table");

const overridesOf = (column: Column, queries = [now(up)], names: readonly string[] = []) =>
  Object.fromEntries(
    (
      panelOf(
        asJson([table("Table", { description: "A table.", queries, columns: [column] })], {
          alerts: names.map((name) => aDeployedAlert(name)),
        }),
        "Table",
      ).fieldConfig?.overrides[0]?.properties ?? []
    ).map(({ id, value }: { id: string; value?: unknown }) => [id, value]),
  );

const BOTH: readonly Column[] = [
  { of: 1, title: "Second" },
  { of: "job", title: "Job" },
  { of: 0, title: "First" },
];

test("rows of several queries become one, and the columns stand as they are described", () =>
  expect(made({ queries: [now(up), now(up)], columns: BOTH }).transformations).toEqual([
    { id: "filterFieldsByName", options: { include: { names: ["Value #B", "job", "Value #A"] } } },
    { id: "merge", options: {} },
    {
      id: "organize",
      options: {
        excludeByName: {},
        indexByName: { "Value #B": 0, job: 1, "Value #A": 2 },
        renameByName: { "Value #B": "Second", job: "Job", "Value #A": "First" },
      },
    },
  ]));

test.each([
  ["Prometheus numbers no single value", now(up), "Value"],
  ["Loki always does", now(logql`sum by (job) (count_over_time({job="a"}[5m]))`), "Value #A"],
])("%s", (_, query, name) =>
  expect(made({ queries: [query], columns: [{ of: 0, title: "N" }] }).transformations).toMatchObject([
    { options: { include: { names: [name] } } },
    { id: "organize" },
  ]),
);

test("queries give tables of now", () =>
  expect(made({ queries: [now(up)], columns: BOTH }).targets).toMatchObject([
    { refId: "A", format: "table", instant: true, range: false },
  ]));

test("a column has its own unit, bounds, colours and width", () =>
  expect(
    overridesOf({
      of: 0,
      title: "Used",
      unit: "ratio",
      decimals: 1,
      min: 0,
      max: 1,
      width: 120,
      shownAs: "gauge",
      thresholds: [line(0.9, "red")],
    }),
  ).toEqual({
    unit: "percentunit",
    decimals: 1,
    min: 0,
    max: 1,
    color: { mode: "thresholds" },
    thresholds: {
      mode: "absolute",
      steps: [
        { value: null, color: "green" },
        { value: 0.9, color: "red" },
      ],
    },
    "custom.width": 120,
    "custom.cellOptions": { type: "gauge", mode: "basic", valueDisplayMode: "text" },
  }));

test("moments are seconds in Prometheus and milliseconds in Grafana", () => {
  const column: Column = { of: 0, title: "Since", unit: "timestamp", thresholds: [line(1_000_000_000, "red")] };
  const panel = made({ queries: [now(up)], columns: [column] });
  expect(panel.targets).toMatchObject([{ expr: `1000 * (${up.text})` }]);
  expect(overridesOf(column)).toMatchObject({
    unit: "dateTimeAsIso",
    thresholds: { steps: [{ value: null }, { value: 1_000_000_000_000 }] },
  });
});

test("the names of alerts become those of their pages, as far as the query can return them", () => {
  const firing = now(promql`max by (alertname) (${scrape.alerts}{alertstate="firing", alertname=~"Http.+"})`);
  const column: Column = {
    of: "alertname",
    title: "Alert",
    texts: "runbook pages",
    links: [{ title: "Runbook", to: { runbookOfCell: true } }],
  };
  expect(overridesOf(column, [firing], ["HttpSlow", "LokiDown"])).toMatchObject({
    mappings: [{ type: "value", options: { HttpSlow: { text: "http-slow" } } }],
    links: [{ url: "/d/runbook-${__value.text}?${__url_time_range}&var-cluster=${cluster}" }],
  });
  expect(JSON.stringify(overridesOf(column, [firing], ["HttpSlow", "LokiDown"]))).not.toContain("loki-down");
});

test("a runbook opens on the object of the row, as far as the row says it", () => {
  const panel = made({
    queries: [now(promql`max by (alertname, pod, reason) (${scrape.alerts})`)],
    columns: [
      {
        of: "alertname",
        title: "Alert",
        texts: "runbook pages",
        links: [{ title: "Runbook", to: { runbookOfCell: true } }],
      },
      { of: "pod", title: "Pod" },
      { of: "reason", title: "Reason" },
    ],
  });
  expect(JSON.stringify(panel.fieldConfig?.overrides)).toContain(
    '&var-cluster=${cluster}&var-pod=${__data.fields.pod}"',
  );
});

test("sorts by the title of a column", () =>
  expect(made({ queries: [now(up)], columns: BOTH, sortBy: { title: "Job", descending: true } }).options).toMatchObject(
    { sortBy: [{ displayName: "Job", desc: true }] },
  ));
