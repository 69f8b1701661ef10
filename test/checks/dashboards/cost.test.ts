/** What the checks cost where there are many dashboards: twice as many take about twice as long. */
import { checks } from "../../../lib/checks";
import { findings, type Check } from "../../../lib/checks/check";
import { promqlOf } from "../../../lib/checks/content/dashboards-in";
import { promqlText, type Dashboard, type DashboardFact, type Model, type Panel } from "../../../lib/model";
import { environment, shop, sound } from "./seeded/shop";

/** Text after `namespace="` is another one in each dashboard, as it is in those of services. */
const ofService = (panel: Panel, service: string): Panel =>
  panel.type === "text"
    ? panel
    : {
        ...panel,
        queries: panel.queries.map((each) =>
          each.expr.kind === "promql"
            ? { ...each, expr: promqlText(each.expr.text.replace('=~"$service"', `="${service}"`)) }
            : each,
        ),
      };

const PANELS = ["In flight", "Requests by service", "Requests by route", "95th percentile by service"];

const dashboardOf = (service: string): Dashboard => ({
  ...shop,
  uid: `service-${service}`,
  title: `Service ${service}`,
  annotations: [],
  rows: [
    {
      collapsed: false,
      panels: shop.rows
        .flatMap(({ panels }) => panels)
        .filter(({ title }) => PANELS.includes(title))
        .map((panel) => ofService(panel, service)),
    },
  ],
});

const models = new Map<string, Model>();
const modelOf = (count: number, name: string): Model => {
  const known = models.get(`${name}${count}`);
  if (known !== undefined) return known;
  const dashboards = Array.from({ length: count }, (_, index): DashboardFact => {
    const dashboard = dashboardOf(`${name}-${index}`);
    return { path: `prod.dashboards.${dashboard.uid}`, folder: `team-${index % 20}`, dashboard, bytes: 20_000 };
  });
  return environment({ ...sound, dashboards: [...sound.dashboards, ...dashboards] });
};

const cpu = (work: () => void): number => {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000_000;
};

interface Cost {
  readonly parsing: number;
  readonly checking: number;
  /** The dearest first. */
  readonly byCheck: readonly (readonly [Check["id"], number])[];
}

const costOf = (count: number, name: string): Cost => {
  const model = modelOf(count, name);
  const parsing = cpu(() => promqlOf(model));
  const byCheck = checks.map((check) => [check.id, cpu(() => findings([check], [model]))] as const);
  return {
    parsing,
    checking: byCheck.reduce((sum, [, seconds]) => sum + seconds, 0),
    byCheck: [...byCheck].sort(([, a], [, b]) => b - a),
  };
};

test("the checks of many dashboards do not grow with their square", () => {
  costOf(50, "warm");
  const [few, many] = [costOf(375, "few"), costOf(1500, "many")];
  const exponent = Math.log(many.checking / few.checking) / Math.log(4);
  const dearest = many.byCheck.slice(0, 5).map(([id, seconds]) => `${id} ${seconds.toFixed(2)}`);
  console.info(
    `1,500 dashboards of 4 panels: parsing ${many.parsing.toFixed(2)} s of CPU, all checks ${many.checking.toFixed(2)} s ` +
      `(375: ${few.checking.toFixed(2)} s, growth exponent ${exponent.toFixed(2)}); the dearest: ${dearest.join(", ")}`,
  );
  expect(exponent).toBeLessThan(1.5);
}, 120_000);
