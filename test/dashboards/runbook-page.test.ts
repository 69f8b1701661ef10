import { cluster, dashboard, dashboardJson, labelVariable, runbookDashboards } from "../../lib/dashboards";
import { contract, gauge, minutes, pack, type DeployedPack } from "../../lib/model";
import { promql } from "../../lib/query";
import { aDeployedAlert } from "./made";

const shop = contract(
  { targetLabels: ["namespace", "service", "pod"], source: "this test" },
  { wait: gauge("shop_wait_seconds", { unit: "seconds", help: "How long one waits." }) },
);

const slow = aDeployedAlert("ShopVerySlow", {
  severity: "critical",
  parameters: { wait: minutes(1) },
  expr: promql`sum by (namespace, pod) (${shop.wait}{namespace="shop"}) > 30`,
});
const deployedPack = (...alerts: DeployedPack["alerts"]): DeployedPack => ({
  ...pack("shop", { metrics: shop, dashboard: "home" }),
  alerts,
});
const [page] = runbookDashboards([deployedPack(slow)]);
const panels = page?.rows.flatMap((row) => row.panels) ?? [];
const queriesOf = (title: string) =>
  panels.flatMap((panel) => (panel.title === title && panel.type !== "text" ? panel.queries : []));

test("the address is the one that notifications link to, the title is the alert's name", () => {
  expect(page).toMatchObject({ uid: "runbook-shop-very-slow", title: "ShopVerySlow", tags: ["runbook"] });
  expect(slow.annotations["runbook_url"]).toContain(`/d/${page?.uid}`);
});

test("what to do stands beside what the alert sees, with its threshold, unit and severity", () => {
  expect(panels.map(({ type }) => type)).toEqual(["text", "timeseries", "state-timeline", "logs"]);
  expect(panels[1]).toMatchObject({
    unit: "seconds",
    thresholds: [{ value: 30, color: "red", below: false }],
    queries: [{ legend: "{{namespace}} {{pod}}" }],
  });
});

test("the figure is the alert's own, without what it is compared with, of what has fired", () => {
  const [query] = queriesOf("What the alert sees");
  expect(query?.expr.text).toMatch(
    /^\(sum by \(namespace, pod\) \(shop_wait_seconds\{namespace="shop"\}\)\) and on \(namespace, pod\)/,
  );
  expect(query?.expr.text).toContain('ALERTS{alertname="ShopVerySlow",namespace="$namespace",pod="$pod"}');
});

test("the object that fires is chosen, one at a time", () =>
  expect(page?.variables.map(({ name }) => name)).toEqual(["cluster", "namespace", "pod"]));

test("the dashboard of the alert opens on the object that is chosen here, as far as it can be chosen there", () => {
  const pods = dashboard("pods", {
    title: "Pods",
    description: "Pods.",
    variables: [cluster, labelVariable("pod", "Pod", promql`${shop.wait}`)],
    rows: [],
  });
  const [opening] = runbookDashboards([{ ...deployedPack(slow), dashboards: [pods], dashboard: "pods" }]);
  expect(opening?.links).toEqual([
    { title: "Dashboard", to: { dashboard: "pods", variables: { pod: "$pod" } } },
    { title: "Home", to: { dashboard: "home" } },
  ]);
});

test("alerts of one name share a page; a service's own become one query", () => {
  const own = (service: string, limit: number) => ({
    ...aDeployedAlert("ShopSlow", {
      expr: promql`max by (namespace, service) (${shop.wait}{namespace="shop",service="${service}"}) > ${limit}`,
    }),
    labels: { severity: "warning", team: "shop", namespace: "shop", service },
  });
  const [shared, ...others] = runbookDashboards([deployedPack(own("cart", 5)), deployedPack(own("search", 9))]);
  const [, figure] = shared?.rows[0]?.panels ?? [];
  expect(others).toEqual([]);
  expect(figure).toMatchObject({
    queries: [{ expr: { text: expect.stringContaining('namespace="$namespace"') as string } }],
    thresholds: [{ value: 9 }, { value: 5 }],
  });
  expect(figure?.type === "timeseries" && figure.queries).toHaveLength(1);
});

test("labels that the alert adds are its own, not its expression's", () => {
  const stated = {
    ...aDeployedAlert("ShopGone", { expr: promql`count(${shop.wait}) < 3` }),
    labels: { severity: "warning", team: "shop", namespace: "shop", service: "cart" },
  };
  const [gone] = runbookDashboards([deployedPack(stated)]);
  const [, figure, history] = gone?.rows[0]?.panels ?? [];
  expect(figure).toMatchObject({ queries: [{ legend: "ShopGone", expr: { text: "count(shop_wait_seconds)" } }] });
  expect(history).toMatchObject({ queries: [{ legend: "{{namespace}} {{service}}" }] });
});

test("a page is lean", () =>
  expect(JSON.stringify(page && dashboardJson(page, { alerts: [slow] })).length).toBeLessThan(8_000));
