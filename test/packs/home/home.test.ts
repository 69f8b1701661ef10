/** Where everybody begins: it shows what there is, and asks for nothing that is not deployed. */
import { COLUMNS, placed } from "../../../lib/dashboards";
import { homePack } from "../../../lib/packs";

type Props = NonNullable<Parameters<typeof homePack>[0]>;

const LOKI = { loki: { namespace: "logging", jobs: ["logging/loki-read", "logging/loki-write"] } };

const home = (props: Props) => {
  const { dashboards, metrics } = homePack(props);
  const [it] = dashboards;
  if (it === undefined) throw new Error("no dashboard");
  const panels = it.rows.flatMap((row) => row.panels);
  const queries = panels.flatMap((panel) => (panel.type === "text" ? [] : panel.queries.map(({ expr }) => expr.text)));
  return { it, panels, titles: panels.map(({ title }) => title), asked: queries.join("\n"), metrics };
};

test("without objectives nothing is asked of them", () => {
  expect(home({}).asked).toContain("slo:");
  expect(home({ objectives: false }).asked).not.toContain("slo:");
});

test("a part of the platform that is not there is neither shown nor asked", () => {
  const { titles, asked, metrics } = home({ platform: LOKI });
  expect(titles).toEqual(expect.arrayContaining(["Loki", "Log bytes taken in"]));
  expect(titles).not.toContain("Jaeger");
  expect(asked).not.toMatch(/alertmanager_|prometheus_/);
  expect(Object.values(metrics ?? {}).map(({ name }) => name)).not.toContain("alertmanager_notifications_failed_total");
});

test("all workloads of a part are one part", () =>
  expect(home({ platform: LOKI }).asked).toContain(
    'up{namespace="logging",job=~"logging/loki-read|logging/loki-write"}',
  ));

test("each part opens its own dashboard", () =>
  expect(home({ platform: LOKI }).panels.find(({ title }) => title === "Loki")).toMatchObject({
    dataLinks: [{ to: { dashboard: "loki" } }],
  }));

test("an alert in the table leads to its runbook page", () => {
  const table = home({}).panels.find(({ title }) => title === "Firing alerts");
  if (table?.type !== "table") throw new Error("no table");
  expect(table.columns.find(({ texts }) => texts === "runbook pages")?.links).toEqual([
    { title: "Runbook", to: { runbookOfCell: true } },
  ]);
});

test.each<[string, Props]>([
  ["with objectives", {}],
  ["without", { objectives: false }],
])("the figures at the top fill one line %s", (_, props) => {
  const [top] = placed(home(props).it);
  expect(top?.panels.reduce((sum, { panel }) => sum + panel.width, 0)).toBe(COLUMNS);
});
