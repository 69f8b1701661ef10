/** Dashboards of objectives: alerts of objectives open them, and their lines are those at which somebody is told. */
import { days, deployed, grafanaLinks, hours, minutes, textOf } from "../../../lib/model";
import { http, httpObjectives, objectivesPack } from "../../../lib/packs";
import { defaultLevels, recordedNames, sloPack } from "../../../lib/slo";

const { dashboards } = objectivesPack();
const shop = { metrics: http, slos: httpObjectives({ service: "shop" }) };
const opened = (props: Parameters<typeof sloPack>[1]) =>
  new Set(
    deployed(sloPack("shop", props), { team: "platform", ...grafanaLinks("https://grafana.example") }).alerts.map(
      ({ annotations }) => annotations["dashboard_url"]?.split("?")[0],
    ),
  );

test("alerts of objectives open the dashboard of one objective, which is there", () => {
  expect(opened(shop)).toEqual(new Set(["https://grafana.example/d/slo-detail"]));
  expect(dashboards.map(({ uid }) => uid)).toContain("slo-detail");
});

test("or another one, where somebody says so", () =>
  expect(opened({ ...shop, dashboard: "service-shop" })).toEqual(new Set(["https://grafana.example/d/service-shop"])));

const own = [{ burnRate: 20, long: hours(2), short: minutes(10), severity: "critical" }] as const;

test.each([
  ["those of its own", { levels: own }, own],
  ["the usual ones", undefined, defaultLevels(days(30))],
])("the burn rates of an objective have a line at each level that tells somebody: %s", (_, alerting, levels) => {
  const { recordingRules } = sloPack("shop", {
    metrics: http,
    slos: httpObjectives({ service: "shop", ...(alerting === undefined ? {} : { alerting }) }).slice(0, 1),
  });
  const recorded = recordingRules.filter(({ name }) => name === recordedNames.BURN_RATE_LEVEL);
  expect(recorded.map(({ expr, labels }) => [textOf(expr), labels["severity"]])).toEqual(
    levels.map(({ burnRate, severity }) => [`vector(${burnRate})`, severity]),
  );
});

test("the dashboard of an objective draws the levels of the one that is chosen", () => {
  const burning = dashboards
    .flatMap(({ rows }) => rows.flatMap(({ panels }) => panels))
    .find(({ title }) => title === "Burn rate by window");
  expect(burning).toMatchObject({
    thresholds: [],
    queries: [{}, { expr: { text: 'max by (severity, window) (slo:burn_rate_level:ratio{slo="$slo"})' } }],
  });
});

test("the worst objective stands first", () => {
  const [table] = dashboards.flatMap(({ rows }) =>
    rows.flatMap(({ panels }) => panels.filter((each) => each.type === "table")),
  );
  expect(table).toMatchObject({ sortBy: { title: "Budget left", descending: false } });
});
