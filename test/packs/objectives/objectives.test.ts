/** Dashboards of objectives: alerts of objectives open them, and their lines are those at which somebody is told. */
import { LEVEL_LINES } from "../../../lib/packs/objectives";
import { days, deployed, grafanaLinks } from "../../../lib/model";
import { http, httpObjectives, objectivesPack } from "../../../lib/packs";
import { defaultLevels, sloPack } from "../../../lib/slo";

const { dashboards } = objectivesPack();
const shop = { metrics: http, slos: httpObjectives({ service: "shop" }) };
const opened = (props: Parameters<typeof sloPack>[1]) =>
  new Set(
    deployed(sloPack("shop", props), { team: "platform", ...grafanaLinks("https://grafana.example") }).alerts.map(
      ({ annotations }) => annotations["dashboard_url"],
    ),
  );

test("alerts of objectives open the dashboard of one objective, which is there", () => {
  expect(opened(shop)).toEqual(new Set(["https://grafana.example/d/slo-detail"]));
  expect(dashboards.map(({ uid }) => uid)).toContain("slo-detail");
});

test("or another one, where somebody says so", () =>
  expect(opened({ ...shop, dashboard: "service-shop" })).toEqual(new Set(["https://grafana.example/d/service-shop"])));

test("burn rates have a line at each level that tells somebody", () =>
  expect(LEVEL_LINES.map(({ value, color }) => [value, color])).toEqual(
    defaultLevels(days(30)).map(({ burnRate, severity }) => [burnRate, severity === "critical" ? "red" : "orange"]),
  ));

test("the worst objective stands first", () => {
  const [table] = dashboards.flatMap(({ rows }) =>
    rows.flatMap(({ panels }) => panels.filter((each) => each.type === "table")),
  );
  expect(table).toMatchObject({ sortBy: { title: "Budget left", descending: false } });
});
