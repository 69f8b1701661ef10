/**
 * From a request to the panel: one id in its exemplar, its spans and its lines, found where Grafana looks for it. Everything is what it is in
 * production but for the network: a real service, a real collector's protocol, the pipeline's own patterns, the data sources as they are provisioned.
 */
import { LOG_FIELDS, RESOURCE_ATTRIBUTES, SPAN_ID } from "@cdktf-observability/contract";
import { dataSource, linked } from "../../lib/components/grafana";
import { seconds, TRACE_ID, type Endpoint } from "../../lib/model";
import { criLine, lokiLine } from "../components/fluentd/loki-line";
import { Node, withFluentd } from "../components/fluentd/real";
import { otlpReceiver, type OtlpReceiver } from "./otlp-receiver";
import { compileShop, eventually, scrape, startShop, type Shop } from "./shop";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";
/** Of the service itself, as the protocol counts kinds. */
const [SERVER, CLIENT] = [2, 3];

let receiver: OtlpReceiver;
let shop: Shop;

const sourceOf = (() => {
  const at = (service: string, port: number): Endpoint => ({
    scheme: "http",
    service,
    namespace: "observability",
    port,
  });
  const sources = linked([
    dataSource.prometheus(at("prometheus", 9090), seconds(15)),
    dataSource.loki(at("loki-gateway", 80)),
    dataSource.jaeger(at("jaeger", 16686)),
  ]);
  return (type: string) => sources.find((source) => source.type === type)?.settings ?? {};
})();

interface DerivedField {
  readonly matcherType: string;
  readonly matcherRegex: string;
  readonly datasourceUid: string;
}

/** What Grafana makes of a line: the id that it opens in Jaeger. */
const openedFrom = (line: string): string | undefined => {
  const fields = sourceOf("loki")["derivedFields"] as readonly DerivedField[];
  const field = fields.find(({ matcherType, datasourceUid }) => matcherType === "regex" && datasourceUid === "jaeger");
  return field && new RegExp(field.matcherRegex).exec(line)?.[1];
};

const linesOfTrace = (): readonly string[] => shop.lines.filter((line) => line.includes(TRACE));
const spansOfTrace = () => receiver.spans.filter(({ traceId }) => traceId === TRACE);
const read = (line: string) => JSON.parse(line) as Readonly<Record<string, unknown>>;

beforeAll(async () => {
  compileShop();
  receiver = await otlpReceiver();
  shop = await startShop({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_BSP_SCHEDULE_DELAY: "50",
  });
  const answer = await fetch(`${shop.address}/orders`, {
    method: "POST",
    headers: { "content-type": "application/json", traceparent: `00-${TRACE}-${PARENT}-01` },
    body: JSON.stringify({ user: "trent", product: "book" }),
  });
  expect(answer.status).toBe(201);
  await eventually(() => spansOfTrace().find(({ kind }) => kind === SERVER));
  await eventually(() => shop.lines.find((line) => line.includes("the mailbox is full")));
}, 120_000);

afterAll(async () => {
  await shop.stop();
  await receiver.close();
});

test("the request is an exemplar on the page, under the name by which Grafana leads to Jaeger", async () => {
  const [destination] = sourceOf("prometheus")["exemplarTraceIdDestinations"] as readonly [{ readonly name: string }];
  const lines = (await scrape(shop, "openMetrics")).split("\n");
  const exemplars = lines.filter((line) => line.includes(`# {${destination.name}="${TRACE}"}`));
  expect(exemplars).toEqual([expect.stringMatching(/^http_request_duration_seconds_bucket\{.*route="\/orders".*\} /)]);
});

test("its span has reached the collector, below the caller's", () => {
  const server = spansOfTrace().find(({ kind }) => kind === SERVER);
  expect(server).toMatchObject({ parentSpanId: PARENT, name: "POST /orders" });
});

test("the query of the database is a span below the request's, with its statement and without its values", () => {
  const query = spansOfTrace().find(({ attributes }) => String(attributes["db.query.text"]).startsWith("INSERT"));
  expect(query).toMatchObject({ kind: CLIENT, attributes: { "db.system.name": "postgresql" } });
  expect(JSON.stringify(query)).not.toContain("trent");
});

test("its lines have the id, each with a span of this trace", () => {
  const lines = linesOfTrace().map(read);
  expect(lines.map((line) => line[LOG_FIELDS.message])).toContain("an order was taken");
  const spans = spansOfTrace().map(({ spanId }) => spanId);
  for (const line of lines) {
    expect(line[TRACE_ID]).toBe(TRACE);
    expect(spans).toContain(line[SPAN_ID]);
  }
});

test("an error of the work that it has left behind has a trace of its own, and a span that failed", async () => {
  const line = read(shop.lines.find((each) => each.includes("a mail could not be sent")) ?? "{}");
  const span = await eventually(() => receiver.spans.find(({ spanId }) => spanId === line[SPAN_ID]));
  expect(span).toMatchObject({ traceId: line[TRACE_ID], name: "send order mail", status: { code: 2 } });
});

test("Grafana finds it in each line, as Fluentd writes it", () => {
  const lines = linesOfTrace().map(lokiLine);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map(openedFrom)).toEqual(lines.map(() => TRACE));
});

withFluentd(
  "and as the real one does",
  async () => {
    const node = new Node();
    try {
      const written = linesOfTrace();
      node.write(
        "shop-1_prod_app",
        written.map((line) => criLine(line)),
      );
      await node.run({}, () => node.entries.length >= written.length, 40);
      const sent = node.entries.map(({ line }) => line);
      expect(sent).toEqual(written.map(lokiLine));
      expect(sent.map(openedFrom)).toEqual(written.map(() => TRACE));
    } finally {
      node.remove();
    }
  },
  90_000,
);

test("the trace leads back to the lines: they hold the id that Jaeger knows it by", () => {
  const { query } = sourceOf("jaeger")["tracesToLogsV2"] as { readonly query: string };
  expect(query).toContain('contains "${__trace.traceId}" __line__');
  const [{ traceId } = { traceId: "" }] = spansOfTrace();
  for (const line of linesOfTrace().map(lokiLine)) expect(line).toContain(traceId);
});

test("spans and lines name the service alike", () => {
  const [line = {}] = linesOfTrace().map(read);
  const [span] = spansOfTrace();
  const { service, version, environment } = RESOURCE_ATTRIBUTES;
  expect(line).toMatchObject({ service: "shop-api", version: "0.1.0", environment: "development" });
  expect(span?.resource).toMatchObject({
    [service]: line[LOG_FIELDS.service],
    [version]: line[LOG_FIELDS.version],
    [environment]: line[LOG_FIELDS.environment],
  });
});
