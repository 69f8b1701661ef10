/** What a collector of OpenTelemetry tells of the servers that it asks. */
import { INFRASTRUCTURE, type Infrastructure } from "../../../lib/assessment/assessment";
import { monitoringOf } from "../../../lib/assessment/monitoring";
import { needsOf } from "../../../lib/assessment/needs";
import { recommendationsOf } from "../../../lib/assessment/recommendations";
import { projectOf } from "../project-of";
import { anAssessment, aService, NOTHING, sighting } from "../starter/by-hand";

const EMPTY = Object.fromEntries(INFRASTRUCTURE.map((kind) => [kind, []])) as unknown as Infrastructure;

const collector = (...receivers: readonly string[]) => ({
  "otel/collector.yaml": `receivers:
  otlp: {}
  redis: { endpoint: "cache:6379" }
  postgresql: { endpoint: "store:5432" }
  http_check/front: {}
exporters: { debug: {} }
service:
  pipelines:
    metrics: { receivers: [${receivers.join(", ")}], exporters: [debug] }
    logs: { receivers: [otlp], exporters: [debug] }
`,
});

test("a receiver measures its server where a pipeline uses it", async () => {
  const project = await projectOf(collector("otlp", "redis"));
  const infrastructure = { ...EMPTY, databases: [sighting("postgres")], caches: [sighting("valkey")] };
  const needs = needsOf({
    project,
    services: [],
    infrastructure,
    monitoring: monitoringOf(project, [], infrastructure),
  });
  const existing = needs.filter(({ status }) => status === "exists").map(({ of, need }) => `${of} ${need}`);
  expect([...existing].sort()).toEqual(["valkey evictions", "valkey hit-ratio", "valkey memory"]);
});

test("a pipeline of logs collects logs, and a receiver that tries addresses tries them", async () => {
  const told = { services: [aService("front", "frontend")], infrastructure: NOTHING };
  const ids = async (files: Readonly<Record<string, string>>) =>
    recommendationsOf(anAssessment(told), await projectOf(files)).map(({ id }) => id);
  const without = await ids({});
  expect(without).toEqual(expect.arrayContaining(["collect-logs", "probe-endpoints"]));
  const having = await ids(collector("http_check/front"));
  expect(having).not.toContain("collect-logs");
  expect(having).not.toContain("probe-endpoints");
});
