import { cluster, dashboard, dashboardJson, labelVariable, now, stat, top } from "../../lib/dashboards";
import { scrape, type LinkTarget } from "../../lib/model";
import { logql, promql } from "../../lib/query";

const up = promql`${scrape.up}`;
const variables = [
  cluster,
  labelVariable("namespace", "Namespace", up),
  labelVariable("service", "Service", up, { several: false }),
];

const addressOf = (to: LinkTarget, runbookBase?: string): string => {
  const json = dashboardJson(
    dashboard("test", {
      title: "Test",
      description: "For tests.",
      variables,
      rows: [
        top([stat("Up", { description: "Up.", queries: [now(up)], unit: "count", dataLinks: [{ title: "To", to }] })]),
      ],
    }),
    { alerts: [], ...(runbookBase === undefined ? {} : { runbookBase }) },
  );
  const [panel] = json.panels ?? [];
  return (panel !== undefined && "fieldConfig" in panel && panel.fieldConfig?.defaults.links?.[0]?.url) || "";
};

const TIME = "${__url_time_range}";

test.each<readonly [what: string, to: LinkTarget, address: string]>([
  ["a dashboard keeps time and cluster", { dashboard: "loki" }, `/d/loki?${TIME}&var-cluster=\${cluster}`],
  [
    "all values of a variable that has several",
    { dashboard: "logs", variables: { namespace: "$namespace" } },
    `/d/logs?${TIME}&var-cluster=\${cluster}&\${namespace:queryparam}`,
  ],
  [
    "the one value of another",
    { dashboard: "logs", variables: { service: "$service" } },
    `/d/logs?${TIME}&var-cluster=\${cluster}&var-service=$service`,
  ],
  [
    "a label of the point",
    { dashboard: "logs", variables: { pod: "${__field.labels.pod}" } },
    `/d/logs?${TIME}&var-cluster=\${cluster}&var-pod=\${__field.labels.pod}`,
  ],
  [
    "a value of ours is encoded",
    { dashboard: "logs", variables: { route: "/a b&c" } },
    `/d/logs?${TIME}&var-cluster=\${cluster}&var-route=%2Fa%20b%26c`,
  ],
  [
    "a runbook by the name of its alert",
    { runbook: "HttpHighErrorRatio" },
    `/d/runbook-http-high-error-ratio?${TIME}&var-cluster=\${cluster}`,
  ],
  [
    "a runbook about one object",
    { runbook: "HttpHighErrorRatio", variables: { service: "$service" } },
    `/d/runbook-http-high-error-ratio?${TIME}&var-cluster=\${cluster}&var-service=$service`,
  ],
  ["an address as it is", { url: "https://example.com/a" }, "https://example.com/a"],
])("%s", (_, to, address) => expect(addressOf(to)).toBe(address));

test("a wiki knows neither time nor object", () =>
  expect(addressOf({ runbook: "Slow", variables: { service: "$service" } }, "https://wiki.example/runbooks/")).toBe(
    "https://wiki.example/runbooks/slow",
  ));

/** What Explore finds in its address once Grafana has filled in the variables. */
const paneOf = (address: string, values: Readonly<Record<string, string>>): unknown => {
  const filled = address.replace(/\$\{(\w+)(?::\w+)?\}|\$(\w+)/g, (_, braced: string | undefined, plain: string) =>
    encodeURIComponent(values[braced ?? plain] ?? "?"),
  );
  const panes: unknown = JSON.parse(new URL(filled, "https://grafana.example").searchParams.get("panes") ?? "");
  return panes;
};
const NOW = { __from: "1000", __to: "2000" };

test("logs open in Explore, over the same time, with the values filled in", () => {
  const address = addressOf({ logs: logql`{namespace=~"$namespace", service="$service"} |= "a \"b\" & c"` });
  expect(address).toContain("${namespace:pipe}");
  expect(paneOf(address, { ...NOW, namespace: "shop|media", service: "cart" })).toEqual({
    a: {
      datasource: "loki",
      queries: [
        {
          refId: "A",
          datasource: { type: "loki", uid: "loki" },
          expr: '{namespace=~"shop|media", service="cart"} |= "a \\"b\\" & c"',
          queryType: "range",
        },
      ],
      range: { from: "1000", to: "2000" },
    },
  });
});

test.each<readonly [what: string, to: LinkTarget, query: object]>([
  ["traces of a service", { traces: { service: "$service" } }, { queryType: "search", service: "cart" }],
  ["one trace", { traces: { trace: "${__value.raw}" } }, { query: "?" }],
])("%s", (_, to, query) =>
  expect(paneOf(addressOf(to).replace("${__value.raw}", "%3F"), { ...NOW, service: "cart" })).toMatchObject({
    a: { datasource: "jaeger", queries: [query] },
  }),
);
