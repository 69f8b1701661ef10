/** What follows from a few lines about a service, in the platform's stack and in any other. */
import { minutes, otelHttp, verify, type ServiceMonitoring } from "../../lib";
import { dev } from "../../stacks/environments/dev";
import { deployedManifests } from "../platform/deployed-rules";
import { CHECKOUT, ORDERS_DB, packOf, platform, reference, refused } from "./hosts";

/** Everything that can be registered. */
const everything = (host: ServiceMonitoring): void => {
  host.monitorHttpService({ ...CHECKOUT, dependencies: [{ postgres: "orders-db" }, { redis: "carts" }] });
  host.monitorHttpService({ ...CHECKOUT, name: "search", http: otelHttp });
  host.monitorWorker({ ...CHECKOUT, name: "mailer" });
  host.monitorQueueConsumer({ ...CHECKOUT, name: "orders-worker", queue: "orders" });
  host.monitorCronJob({ ...CHECKOUT, name: "nightly-export", within: minutes(26 * 60) });
  host.monitorPostgres({ name: "orders-db", team: "shop", exporter: ORDERS_DB });
  host.monitorRedis({ name: "carts", team: "shop", exporter: { address: "redis://carts.data.svc:6379" } });
  host.monitorEndpoint({ name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" });
};

describe.each([
  ["a platform", platform],
  ["a reference", () => reference()],
] as const)("with %s", (_, make) => {
  test("everything that can be registered is sound", () => {
    const host = make();
    everything(host);
    expect(verify(host.node.root)).toEqual([]);
  });
});

describe("an HTTP service", () => {
  const host = platform();
  host.monitorHttpService({ ...CHECKOUT, alerts: { HttpHighErrorRatio: { parameters: { errorRatio: 0.02 } } } });
  const own = packOf(host, "checkout");

  test("brings alerts about itself, which belong to its team", () => {
    expect(own.alerts.map(({ name }) => name).sort()).toEqual([
      "HttpHighErrorRatio",
      "HttpHighLatency",
      "HttpInFlightSaturation",
      "HttpTrafficGone",
    ]);
    for (const { labels } of own.alerts)
      expect(labels).toMatchObject({ team: "shop", namespace: "shop", service: "checkout" });
  });

  test("has its own threshold", () =>
    expect(own.alerts.find(({ name }) => name === "HttpHighErrorRatio")?.expr).toMatchObject({
      text: expect.stringContaining('{namespace="shop",service="checkout"} > 0.02') as string,
    }));

  test.each([true, false])("shows its business, if it tells of one: %s", (business) => {
    const host = platform();
    host.monitorHttpService({ ...CHECKOUT, business });
    const rows = packOf(host, "checkout").dashboards.flatMap((each) => each.rows.map(({ title }) => title));
    expect(rows.includes("Business")).toBe(business);
  });

  test("is left out of the alerts about all services", () => {
    for (const { expr } of packOf(host, "http-server").alerts)
      expect(expr).toMatchObject({ text: expect.stringContaining("unless on (namespace, service)") as string });
    expect(own.recordingRules[0]).toMatchObject({
      name: "service:registered:info",
      labels: { namespace: "shop", service: "checkout", team: "shop" },
    });
  });

  test("promises that it answers, and fast", () =>
    expect(packOf(host, "checkout-objectives").slos.map(({ name }) => name)).toEqual([
      "checkout-availability",
      "checkout-latency",
    ]));

  test("has a dashboard, which its alerts open", () => {
    expect(own.dashboards.map(({ uid }) => uid)).toEqual(["service-checkout"]);
    for (const { annotations } of [...own.alerts, ...packOf(host, "checkout-objectives").alerts])
      expect(annotations["dashboard_url"]).toContain("/d/service-checkout");
  });
});

const objectsNamed = (host: ServiceMonitoring, name: string) =>
  deployedManifests(host).filter(({ metadata }) => (metadata as { readonly name: string }).name.startsWith(name));

test("a service has one object for what is scraped, and one for the rules of each of its packs", () => {
  const host = platform();
  host.monitorHttpService(CHECKOUT);
  const objects = objectsNamed(host, "checkout");
  expect(objects.map(({ kind }) => kind).sort()).toEqual(["PrometheusRule", "PrometheusRule", "ServiceMonitor"]);
  expect(objects.find(({ kind }) => kind === "ServiceMonitor")?.["spec"]).toMatchObject({
    namespaceSelector: { matchNames: ["shop"] },
    selector: { matchLabels: { "app.kubernetes.io/name": "checkout" } },
    endpoints: [
      {
        port: "metrics",
        path: "/metrics",
        relabelings: [
          { targetLabel: "service", replacement: "checkout" },
          { targetLabel: "job", replacement: "checkout" },
        ],
      },
    ],
  });
});

test("objectives are computed for how often the service is scraped", () => {
  const host = platform();
  host.monitorHttpService({ ...CHECKOUT, interval: minutes(1) });
  expect(packOf(host, "checkout-objectives").scrapeInterval).toEqual(minutes(1));
});

test("nothing is scraped twice", () => {
  const host = platform();
  host.monitorHttpService({ ...CHECKOUT, scrapedElsewhere: true });
  expect(objectsNamed(host, "checkout").map(({ kind }) => kind)).not.toContain("ServiceMonitor");
});

/** As plain JavaScript sees it. */
interface UnTyped {
  monitorHttpService(props: unknown): void;
  monitorWorker(props: unknown): void;
  monitorQueueConsumer(props: unknown): void;
  monitorCronJob(props: unknown): void;
  monitorPostgres(props: unknown): void;
  monitorRedis(props: unknown): void;
  monitorEndpoint(props: unknown): void;
}
const unTyped = (host: ServiceMonitoring): UnTyped => host;

describe("is refused", () => {
  test.each<readonly [string, () => unknown, readonly { readonly path: string; readonly problem: string }[]]>([
    [
      "a service without a name, in no namespace",
      () => platform().monitorHttpService({ name: "Check Out", namespace: "shop/", team: "shop" }),
      [
        { path: 'dev.services["Check Out"].name', problem: "is no DNS-1123 label" },
        { path: 'dev.services["Check Out"].namespace', problem: "is no DNS-1123 label" },
      ],
    ],
    [
      "a service of which everything is wrong",
      () =>
        unTyped(platform()).monitorHttpService({
          ...CHECKOUT,
          team: "shpo",
          selector: { "a b": "c" },
          port: 8080,
          metricsPath: "metrics",
          interval: 0,
          http: "otel",
          objectives: { availability: "200%", latency: 99, threshhold: minutes(1) },
          alerts: { HttpHighErorRatio: {}, HttpHighErrorRatio: { parameters: { ratio: 1 } } },
          dependencies: [{ postgre: "orders-db" }],
          slos: [{}],
          packs: [{}],
          colour: "red",
        }),
      [
        { path: 'dev.services.checkout.selector["a b"]', problem: "is no Kubernetes label" },
        { path: "dev.services.checkout.port", problem: "is 8080" },
        { path: "dev.services.checkout.metricsPath", problem: "is no path of a request" },
        { path: "dev.services.checkout.interval", problem: "is no duration" },
        { path: "dev.services.checkout.http", problem: "does not say what metrics of HTTP are called" },
        { path: "dev.services.checkout.objectives.availability", problem: "no more than 100 % can be good" },
        { path: "dev.services.checkout.objectives.latency", problem: "is 99" },
        { path: "dev.services.checkout.objectives.threshhold", problem: 'did you mean "threshold"?' },
        { path: "dev.services.checkout.alerts.HttpHighErorRatio", problem: "is no alert of checkout" },
        { path: "dev.services.checkout.alerts.HttpHighErrorRatio.parameters.ratio", problem: "is no parameter" },
        { path: "dev.services.checkout.dependencies[0]", problem: "is nothing that a service can need" },
        { path: "dev.services.checkout.slos[0]", problem: "is no objective" },
        { path: "dev.services.checkout.packs[0]", problem: "is no pack" },
        { path: "dev.services.checkout.colour", problem: "is no property here" },
        { path: "dev.services.checkout.team", problem: 'names the team "shpo"' },
      ],
    ],
    [
      "an objective that a worker does not have",
      () => unTyped(platform()).monitorWorker({ ...CHECKOUT, objectives: { objective: "99%" } }),
      [{ path: "dev.services.checkout.objectives.objective", problem: "is no property here" }],
    ],
    [
      "a CronJob that has alerts, for no time at all",
      () => unTyped(platform()).monitorCronJob({ ...CHECKOUT, within: 0, alerts: { Any: {} } }),
      [
        { path: "dev.services.checkout.within", problem: "is no duration" },
        { path: "dev.services.checkout.alerts", problem: "is no property here" },
      ],
    ],
    [
      "an exporter of which everything is wrong",
      () =>
        unTyped(platform()).monitorRedis({
          name: "carts",
          team: "shop",
          colour: "red",
          exporter: { adress: "redis://carts.data.svc:6379" },
        }),
      [
        { path: "dev.services.carts.exporter.adress", problem: 'did you mean "address"?' },
        { path: "dev.services.carts.exporter.address", problem: "is missing" },
        { path: "dev.services.carts.colour", problem: "is no property here" },
      ],
    ],
    [
      "an address with a password in it",
      () =>
        platform().monitorEndpoint({ name: "shop-front", team: "shop", url: "https://user:word@shop.acme.example/" }),
      [{ path: "dev.services.shop-front.url", problem: "carries a user or password in clear text" }],
    ],
    [
      "a second one of its name",
      () => {
        const host = platform();
        host.monitorHttpService(CHECKOUT);
        host.monitorWorker(CHECKOUT);
      },
      [{ path: "dev.services.checkout", problem: "is the name of two services" }],
    ],
    [
      "a team that nobody knows",
      () => platform().monitorHttpService({ ...CHECKOUT, team: "shpo" }),
      [{ path: "dev.services.checkout.team", problem: 'names the team "shpo", which does not exist' }],
    ],
    [
      "a team that the platform elsewhere does not know",
      () => reference({ teams: ["platform", "shop"] }).monitorHttpService({ ...CHECKOUT, team: "shpo" }),
      [{ path: "prod.services.checkout.team", problem: 'names the team "shpo", which does not exist' }],
    ],
    [
      "a server without an exporter",
      () => platform().monitorPostgres({ name: "orders-db", team: "shop" }),
      [{ path: "dev.services.orders-db.exporter", problem: "is missing, and so is scraped" }],
    ],
    [
      "an address that nothing can probe",
      () =>
        platform({ ...dev, exporters: {} }).monitorEndpoint({
          name: "shop-front",
          team: "shop",
          url: "https://shop.acme.example",
        }),
      [{ path: "dev.services.shop-front.url", problem: "has to be probed" }],
    ],
    [
      "an alert that the service does not have",
      () =>
        platform().monitorHttpService({
          ...CHECKOUT,
          alerts: { HttpHighErorRatio: {} } as Parameters<ServiceMonitoring["monitorHttpService"]>[0]["alerts"],
        }),
      [{ path: "dev.services.checkout.alerts.HttpHighErorRatio", problem: "is no alert of checkout" }],
    ],
  ])("%s", (_, action, expected) => {
    const found = refused(action);
    const sorted = <Each extends { readonly path: string }>(all: readonly Each[]) =>
      [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
    expect(sorted(found)).toEqual(
      sorted(expected).map(({ path, problem }) => ({ path, problem: expect.stringContaining(problem) as string })),
    );
  });

  test.each([
    "monitorHttpService",
    "monitorWorker",
    "monitorQueueConsumer",
    "monitorCronJob",
    "monitorPostgres",
    "monitorRedis",
    "monitorEndpoint",
  ] as const)("by %s: whatever is no object", (method) => {
    const host = unTyped(platform());
    for (const props of [undefined, null, "checkout", 1, ["checkout"]])
      expect(refused(() => host[method](props)).map(({ path }) => path)).toEqual(["dev.services"]);
  });
});
