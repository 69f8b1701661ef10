/** What a service needs is shown by the labels under which it is registered, and a name that nobody has is found. */
import type { ServiceMonitoring } from "../../lib";
import { dev } from "../../stacks/environments/dev";
import { CHECKOUT, ORDERS_DB, packOf, platform, reference, verified } from "./hosts";

const wrong = (host: ServiceMonitoring) =>
  verified(host)
    .filter(({ check }) => check === "references/unknown")
    .map(({ path, problem, mend }) => ({ path, problem, mend }));

/** The servers that its dashboard shows, by the labels of their series. */
const shownOf = (host: ServiceMonitoring): readonly string[] => [
  ...new Set(
    [
      ...JSON.stringify(packOf(host, "checkout").dashboards).matchAll(
        /(?:pg|redis)_up\{namespace=\\"([\w-]+)\\",service=\\"([\w-]+)\\"/g,
      ),
    ].map(([, namespace = "", service = ""]) => `${namespace}/${service}`),
  ),
];

const ordersDb = (host: ServiceMonitoring) =>
  host.monitorPostgres({ name: "orders-db", team: "shop", exporter: ORDERS_DB });

describe.each([
  ["a platform", platform, "observability"],
  ["a reference", () => reference(), "shop"],
] as const)("with %s", (_, make, namespace) => {
  test.each([
    ["before", (host: ServiceMonitoring, needing: () => void) => (ordersDb(host), needing())],
    ["after", (host: ServiceMonitoring, needing: () => void) => (needing(), ordersDb(host))],
  ])("a server that is registered %s the service is found", (_when, both) => {
    const host = make();
    both(host, () => host.monitorHttpService({ ...CHECKOUT, dependencies: [{ postgres: "orders-db" }] }));
    expect(wrong(host)).toEqual([]);
    expect(shownOf(host)).toEqual([`${namespace}/postgres-exporter-orders-db`]);
  });

  test("a server whose exporter was there before is shown by the labels of that exporter", () => {
    const host = make();
    host.monitorHttpService({ ...CHECKOUT, dependencies: [{ redis: "carts" }] });
    host.monitorRedis({ name: "carts", team: "shop", scraped: { namespace: "data", service: "carts-metrics" } });
    expect(shownOf(host)).toEqual(["data/carts-metrics"]);
  });

  test("a name that no server has is a finding, which tells the nearest", () => {
    const host = make();
    ordersDb(host);
    host.monitorWorker({ ...CHECKOUT, dependencies: [{ redis: "carts" }, { postgres: "order-db" }] });
    const [redis, postgres, ...more] = wrong(host);
    expect(more).toEqual([]);
    expect(redis?.path).toMatch(/\.services\.checkout\.dependencies\[0\]\.redis$/);
    expect(redis?.problem).toBe('names the Redis server "carts", which does not exist');
    expect(postgres?.path).toMatch(/\.services\.checkout\.dependencies\[1\]\.postgres$/);
    expect(postgres?.problem).toBe(
      'names the PostgreSQL server "order-db", which does not exist (did you mean "orders-db"?)',
    );
    expect(postgres?.mend).toContain('{ postgres: { name: "order-db", namespace: "…" } }');
  });

  test("a server that somebody else has registered is named with the namespace of its exporter", () => {
    const host = make();
    host.monitorHttpService({
      ...CHECKOUT,
      dependencies: [{ postgres: { name: "stock-db", namespace: "stock" } }, { redis: { name: "a", namespace: "b" } }],
    });
    expect(wrong(host)).toEqual([]);
    expect(shownOf(host)).toEqual(["stock/postgres-exporter-stock-db", "b/redis-exporter-a"]);
  });
});

test("servers of the environment are known by their names there, whatever their releases are called", () => {
  const host = platform({
    ...dev,
    exporters: { ...dev.exporters, postgres: { stock: { ...ORDERS_DB, releaseName: "stock-metrics" } } },
  });
  host.monitorHttpService({ ...CHECKOUT, dependencies: [{ postgres: "stock" }] });
  expect(wrong(host)).toEqual([]);
  expect(shownOf(host)).toEqual(["observability/stock-metrics"]);
});
