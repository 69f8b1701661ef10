/** The endpoint that Prometheus scrapes, in each framework. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MetricsCollector } from "../../../instrumentation/src/metrics";
import { FRAMEWORKS, serve, stopAll } from "../http/frameworks";
import { get, rawClient } from "../http/raw-client";

afterEach(stopAll);

const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const TEXT = "text/plain; version=0.0.4; charset=utf-8";

describe.each(FRAMEWORKS)("$name", ({ listener }) => {
  test("answers in the format that is asked for, with its length, and not for caches", async () => {
    const { url } = await serve(listener);
    const response = await fetch(`${url}/metrics`, { headers: { accept: "application/openmetrics-text" } });
    const text = await response.text();
    expect(text.endsWith("# EOF\n")).toBe(true);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(OPEN_METRICS);
    expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(response.headers.get("vary")?.toLowerCase()).toBe("accept");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("ten scrapes at once get the whole each", async () => {
    const { url } = await serve(listener);
    const texts = await Promise.all(Array.from({ length: 10 }, async () => (await fetch(`${url}/metrics`)).text()));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("http_requests_in_flight 0");
  });
});

describe("on a bare server", () => {
  const bare = (): ReturnType<typeof serve> => serve((metrics) => metrics.handler);

  test.each([
    ["nothing", undefined, TEXT],
    ["anything", "*/*", TEXT],
    ["a browser's wishes", "text/html,application/xhtml+xml,*/*;q=0.8", TEXT],
    [
      "Prometheus 3's",
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
      OPEN_METRICS,
    ],
    [
      "Prometheus 3's with native histograms",
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
      OPEN_METRICS,
    ],
    [
      "Prometheus's for text first",
      "text/plain;version=0.0.4;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5",
      TEXT,
    ],
    ["OpenMetrics refused", "application/openmetrics-text;q=0, */*", TEXT],
    ["rubbish", ";;q=,,=;q=9;application/openmetrics-text", TEXT],
    ["a weight that is none", "application/openmetrics-text;q=x", TEXT],
  ])("%s asked for", async (_, accept, type) => {
    const { port } = await bare();
    const client = await rawClient(port);
    client.send(get("/metrics", `Connection: close\r\n${accept === undefined ? "" : `Accept: ${accept}\r\n`}`));
    expect((await client.closed).toLowerCase()).toContain(`content-type: ${type}`.toLowerCase());
  });

  test("HEAD has the headers without the body", async () => {
    const { url } = await bare();
    const response = await fetch(url, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(1000);
    expect(await response.text()).toBe("");
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS"])("%s is refused", async (method) => {
    const { url } = await bare();
    const response = await fetch(url, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
  });

  test("a client that leaves while the metrics are collected disturbs nobody", async () => {
    const { port, url } = await bare();
    const client = await rawClient(port);
    client.send(get("/metrics"));
    client.reset();
    expect((await fetch(url)).status).toBe(200);
  });

  test("what cannot be answered neither throws nor rejects", async () => {
    const metrics = new MetricsCollector({ defaultMetrics: false });
    await expect(metrics.handler({} as never, {} as never)).resolves.toBeUndefined();
    await expect(metrics.handler(undefined as never, undefined as never)).resolves.toBeUndefined();
  });

  test("a registry that breaks is answered with 500", async () => {
    const metrics = new MetricsCollector({ defaultMetrics: false });
    metrics.registry.getMetricsAsArray = () => {
      throw new Error("broken");
    };
    const server = createServer((req, res) => void metrics.handler(req, res));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect([response.status, await response.text()]).toEqual([500, "The metrics could not be collected.\n"]);
    server.close();
    server.closeAllConnections();
  });
});
