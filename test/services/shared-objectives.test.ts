/** Services of one kind share the alerts of their objectives: one page, one rule of Alertmanager, told apart by labels. */
import { objective, store } from "../../lib/checks/slo/example";
import { runbookDashboards } from "../../lib/dashboards";
import { deployed, existingSecret, grafanaLinks, parse, type DeployedAlert } from "../../lib/model";
import { configurationOf, decide, routing } from "../../lib/routing";
import { sharedObjectives } from "../../lib/services";
import { slo, sloPack } from "../../lib/slo";
import { CHECKOUT, findingsOf, modelOf, packOf, platform } from "./hosts";

const host = platform();
host.monitorHttpService(CHECKOUT);
host.monitorHttpService({ ...CHECKOUT, name: "search", namespace: "find", team: "platform" });
host.monitorHttpService({ ...CHECKOUT, name: "cart", objectives: { availability: "99.5%" } });
const PAGE = "HttpAvailabilityBurnsFast";

const alertOf = (service: string, name: string = PAGE): DeployedAlert => {
  const found = packOf(host, `${service}-objectives`).alerts.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no alert ${name}`);
  return found;
};

test("the labels say which service and which objective, and links lead to it", () => {
  const { labels, annotations } = alertOf("search");
  expect(labels).toMatchObject({ namespace: "find", service: "search", slo: "search-availability", window: "1h" });
  expect(annotations["runbook_url"]).toMatch(
    /\/d\/runbook-http-availability-burns-fast\?var-namespace=find&var-service=search&var-slo=search-availability$/,
  );
  expect(annotations["dashboard_url"]).toMatch(/\/d\/service-search\?.*var-slo=search-availability/);
});

test("one rule of Alertmanager for all services keeps the slow alert from being told beside the fast one, each about its own", () => {
  const rules = modelOf(host).routings.flatMap(({ configuration }) => configuration.inhibitRules);
  const own = rules.filter(({ source }) => source.some(({ value }) => value === PAGE));
  expect(own).toHaveLength(1);
  const teams = configurationOf(
    parse(
      routing,
      { teams: { shop: { slack: "#shop" } }, slackWebhook: existingSecret("slack", { url: "webhook" }) },
      "alerting",
    ),
    "alerting",
  );
  const sent = (service: string, name: string) => ({
    labels: { cluster: "eu-1", ...alertOf(service, name).labels, alertname: name },
  });
  const hidden = decide(
    { ...teams, inhibitRules: own },
    [
      sent("checkout", PAGE),
      sent("checkout", "HttpAvailabilityBurnsSlowly"),
      sent("cart", "HttpAvailabilityBurnsSlowly"),
    ],
    new Date("2027-01-04T12:00:00Z"),
  ).map(({ inhibitedBy }) => inhibitedBy !== undefined);
  expect(hidden).toEqual([false, true, false]);
});

describe("the page", () => {
  const deployment = { team: "platform", ...grafanaLinks("https://grafana.example") };
  const shared = sharedObjectives().map((pack) => deployed(pack, deployment));
  const own = ["checkout", "search", "cart"].map((name) => packOf(host, `${name}-objectives`));
  const pages = runbookDashboards([...shared, ...own]);
  const [page, ...others] = pages.filter(({ title }) => title === PAGE);
  const panels = page?.rows.flatMap((row) => row.panels) ?? [];
  const text = panels.flatMap((panel) => (panel.type === "text" ? [panel.text] : [])).join("\n");

  test("is one, on which the namespace, the service and its objective are chosen", () => {
    expect(others).toEqual([]);
    expect(page?.variables.map(({ name }) => name)).toEqual(["cluster", "namespace", "service", "slo"]);
    expect(page?.links[0]).toMatchObject({
      to: { dashboard: "service", variables: {} },
    });
  });

  test("asks about the chosen objective alone, once", () => {
    const asked = panels.flatMap((panel) => (panel.type === "timeseries" ? panel.queries : []));
    expect(asked.map(({ expr }) => expr.text)).toContain('slo:bad_events:ratio{slo="$slo", window="1h"}');
    expect(new Set(asked.map(({ expr }) => expr.text)).size).toBe(asked.length);
    expect(asked.map(({ expr }) => expr.text).join("\n")).not.toContain("-availability");
  });

  test("names services whose limits are their own, and no others", () => {
    expect(text).toContain('slo:bad_events:ratio{slo="$slo",window="1h"} > 0.0144');
    const [, limits = ""] = text.split("## Services with limits of their own");
    expect(limits).toContain("**shop/cart**");
    expect(limits).not.toMatch(/checkout|search/);
  });
});

test("an objective of one's own has alerts of its own; a beginning that is no name is refused", () => {
  const names = (alertPrefix?: string) =>
    sloPack("orders", { metrics: store, slos: [objective({ alertPrefix })] }).alerts.map(({ name }) => name);
  expect(names()).toContain("OrdersAcceptedBurnsFast");
  expect(names("ShopOrders")).toContain("ShopOrdersBurnsFast");
  expect(findingsOf(() => slo({ ...objective(), alertPrefix: "shop-orders" }))).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ path: "slos.orders-accepted.alertPrefix" })]) as object[],
  );
});
