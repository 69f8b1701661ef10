/** The data sources and what each knows of the others. */
import { dataSource, linked } from "../../../lib/components/grafana";
import { seconds, TRACE_ID, type Endpoint } from "../../../lib/model";

const endpoint = (service: string, port: number): Endpoint => ({
  scheme: "http",
  service,
  namespace: "observability",
  port,
});
const prometheus = dataSource.prometheus(endpoint("prometheus", 9090), seconds(15));
const loki = dataSource.loki(endpoint("loki-gateway", 80));
const jaeger = dataSource.jaeger(endpoint("jaeger", 16686));
const alertmanager = dataSource.alertmanager(endpoint("alertmanager", 9093));

const settingsOf = (uid: string, sources = [prometheus, loki, jaeger, alertmanager]) =>
  linked(sources).find((source) => source.uid === uid)?.settings;

test.each([
  [prometheus, "prometheus", "http://prometheus.observability.svc:9090"],
  [loki, "loki", "http://loki-gateway.observability.svc:80"],
  [jaeger, "jaeger", "http://jaeger.observability.svc:16686"],
  [alertmanager, "alertmanager", "http://alertmanager.observability.svc:9093"],
])("%o has a stable uid and its Service's address", (source, uid, url) => {
  expect([source.uid, source.type, source.url]).toEqual([uid, uid, url]);
});

test("an exemplar leads to its trace", () => {
  expect(settingsOf("prometheus")?.["exemplarTraceIdDestinations"]).toEqual([
    { name: TRACE_ID, datasourceUid: "jaeger", urlDisplayLabel: "Open trace" },
  ]);
});

test("rules lead to the Alertmanager that gets their alerts", () => {
  expect(settingsOf("prometheus")).toMatchObject({ manageAlerts: true, alertmanagerUid: "alertmanager" });
  expect(settingsOf("loki")).toMatchObject({ manageAlerts: true, alertmanagerUid: "alertmanager" });
});

describe("a log line leads to its trace", () => {
  const fields = settingsOf("loki")?.["derivedFields"] as {
    matcherType: string;
    matcherRegex: string;
    datasourceUid: string;
  }[];
  const byText = new RegExp(fields.find(({ matcherType }) => matcherType === "regex")?.matcherRegex ?? "");
  const byLabel = new RegExp(fields.find(({ matcherType }) => matcherType === "label")?.matcherRegex ?? "");
  const id = "4bf92f3577b34da6a3ce929d0e0e4736";

  test.each([
    [`{"level":"info","${TRACE_ID}":"${id}","msg":"paid"}`],
    [`{"${TRACE_ID}": "${id}"}`],
    [`level=info ${TRACE_ID}=${id} msg=paid`],
    [`level=info ${TRACE_ID}="${id}"`],
    [`INFO [${TRACE_ID}: ${id}] paid`],
  ])("%s", (line) => {
    expect(byText.exec(line)?.[1]).toBe(id);
  });

  test("by structured metadata, by exactly that name", () => {
    expect([byLabel.test(TRACE_ID), byLabel.test(`parent_${TRACE_ID}`)]).toEqual([true, false]);
  });

  test("in the right data source", () => {
    expect(fields.map(({ datasourceUid }) => datasourceUid)).toEqual(["jaeger", "jaeger"]);
  });
});

/** Fluentd's lines hold the id; those of the OpenTelemetry protocol have it beside them. Both have a service_name by Loki's defaults. */
test("a trace leads to the lines of all services, its id in the line or beside it, by a query that needs no tag", () => {
  expect(settingsOf("jaeger")?.["tracesToLogsV2"]).toEqual({
    datasourceUid: "loki",
    spanStartTimeShift: "-5m",
    spanEndTimeShift: "5m",
    customQuery: true,
    query:
      '{service_name=~".+"} | label_format in_line=`{{ contains "${__trace.traceId}" __line__ }}` ' +
      `| in_line="true" or ${TRACE_ID}="\${__trace.traceId}"`,
  });
});

test("a span leads to the metrics of its operation, by the one tag that every span has", () => {
  const link = settingsOf("jaeger")?.["tracesToMetrics"] as {
    tags: unknown;
    queries: { name: string; query: string }[];
  };
  expect(link.tags).toEqual([{ key: "name", value: "span_name" }]);
  for (const { query } of link.queries) expect(query).toContain("$__tags");
  expect(link.queries.map(({ name }) => name)).toEqual(["Request rate", "Error ratio", "Duration, 95th percentile"]);
});

test("traces are drawn as a graph", () => {
  expect(settingsOf("jaeger")).toMatchObject({ nodeGraph: { enabled: true } });
});

test("Grafana sends no alerts of its own to Alertmanager", () => {
  expect(settingsOf("alertmanager")).toEqual({ implementation: "prometheus", handleGrafanaManagedAlerts: false });
});

test("alone, a source leads nowhere", () => {
  expect(settingsOf("prometheus", [prometheus])).toEqual(prometheus.settings);
  expect(settingsOf("loki", [loki])).toEqual(loki.settings);
  expect(settingsOf("jaeger", [jaeger])).toEqual(jaeger.settings);
});

test("order does not matter", () => {
  expect(settingsOf("loki", [alertmanager, jaeger, loki, prometheus])).toEqual(settingsOf("loki"));
});
