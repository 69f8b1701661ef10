import { program, type Program } from "./tracing/program";
import { receiver, type Receiver } from "./tracing/receiver";

let collector: Receiver;
beforeEach(async () => {
  collector = await receiver();
});
afterEach(() => collector.close());

type Line = Readonly<Record<string, unknown>>;

/** A program that is observed with these props, after its end, and its log lines. */
async function observed(
  props: object,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly lines: readonly Line[]; readonly ended: Program }> {
  const variables = { TEST_OBSERVE: JSON.stringify(props), OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, ...env };
  const ended = program("observed.mjs", { preload: "observability.mjs", env: variables });
  expect(await ended.ended).toMatchObject({ code: 0, signal: null });
  const lines = ended
    .output()
    .split("\n")
    .filter((line) => line.includes("@timestamp"))
    .map((line) => JSON.parse(line) as Line);
  return { lines, ended };
}

test("a span and a line of one operation carry the same trace and the same names", async () => {
  const { lines, ended } = await observed({ service: "shop", version: "1.2.0", environment: "test" });
  const { traceId, spanId, resource } = await collector.span("work");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    message: "worked",
    service: "shop",
    version: "1.2.0",
    environment: "test",
    trace_id: traceId,
    span_id: spanId,
  });
  expect(resource).toMatchObject({
    "service.name": "shop",
    "service.version": "1.2.0",
    "deployment.environment.name": "test",
  });
  expect(ended.errors()).toBe("");
});

test("what the environment says of the service holds for spans and lines alike", async () => {
  const env = {
    OTEL_SERVICE_NAME: "canary",
    OTEL_RESOURCE_ATTRIBUTES: "service.version=2,deployment.environment.name=stage",
  };
  const { lines } = await observed({ service: "shop", version: "1", environment: "test" }, env);
  const { resource } = await collector.span("work");
  expect(lines[0]).toMatchObject({ service: "canary", version: "2", environment: "stage" });
  expect(resource).toMatchObject({
    "service.name": "canary",
    "service.version": "2",
    "deployment.environment.name": "stage",
  });
});

test("whatever is wrong with the props is told in one line, and the application runs", async () => {
  const props = {
    service: "",
    version: "1",
    colour: "red",
    tracing: { sampleRatio: 2, batches: { queue: -1 } },
    metrics: {
      limits: { routes: "many" },
      declare: { queues: "order-mails", queue: ["a"], jobs: { a: 1 }, revenue: { product: ["tea"] } },
    },
    logger: { level: "loud" },
  };
  const { lines, ended } = await observed(props);
  const [told, ...rest] = lines.filter(({ level }) => level === "error" || level === "warn");
  expect(rest).toEqual([]);
  for (const path of [
    "service",
    "environment",
    "colour",
    "tracing.sampleRatio",
    "tracing.batches.queue",
    "metrics.limits.routes",
    "metrics.declare.queues",
    "metrics.declare.queue",
    "metrics.declare.jobs",
    "metrics.declare.revenue.currency",
    "logger.level",
  ])
    expect(told?.["message"]).toContain(`  ${path}: `);
  expect(told?.["message"]).toContain("write a number from 0 to 1");
  expect(ended.output()).toContain(`{"findings":11}`);
  await collector.span("work");
});
