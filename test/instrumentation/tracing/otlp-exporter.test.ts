import { status } from "@grpc/grpc-js";
import { trace } from "@opentelemetry/api";
import { core } from "@opentelemetry/sdk-node";
import { type ReadableSpan } from "@opentelemetry/sdk-trace";
import { OtlpExporter } from "../../../instrumentation/src/tracing/otlp-exporter";
import { grpcReceiver } from "./grpc-receiver";
import { type Behaviour, receiver, type Receiver } from "./receiver";
import { recording } from "./recording";

const { span } = recording();

let collector: Receiver;
const reports: string[] = [];
let exporter: OtlpExporter;

async function collecting(
  behaviour: (request: number) => Behaviour,
  protocol: "http/protobuf" | "http/json" = "http/protobuf",
): Promise<void> {
  collector = await receiver(behaviour);
  exporter = new OtlpExporter({
    protocol,
    url: `${collector.endpoint}/v1/traces`,
    report: (problem) => reports.push(problem),
  });
}
afterEach(async () => {
  reports.length = 0;
  await exporter.shutdown();
  await collector.close();
});

function anySpan(): ReadableSpan {
  trace
    .getTracer("test")
    .startSpan("work", { attributes: { a: 1, b: ["x", "y"], c: 0.5 } })
    .end();
  return span("work");
}

const exported = (): Promise<core.ExportResult> => new Promise((resolve) => exporter.export([anySpan()], resolve));

test.each(["http/protobuf", "http/json"] as const)("a span arrives as it was (%s)", async (protocol) => {
  await collecting(() => "accept", protocol);
  expect(await exported()).toEqual({ code: core.ExportResultCode.SUCCESS });
  const { traceId, spanId } = span("work").spanContext();
  expect(collector.spans()).toMatchObject([
    { name: "work", kind: "internal", traceId, spanId, attributes: { a: 1, b: ["x", "y"], c: 0.5 } },
  ]);
});

test.each<[string, Behaviour]>([
  ["a proxy without a collector", { status: 503 }],
  ["too many requests", { status: 429, headers: { "retry-after": "0" } }],
])("another attempt is made after %s", async (_, behaviour) => {
  await collecting((request) => (request === 0 ? behaviour : "accept"));
  expect(await exported()).toEqual({ code: core.ExportResultCode.SUCCESS });
  expect(collector.requests).toHaveLength(2);
});

test.each([400, 401, 404, 500])("none is made after HTTP %i: it would be refused again", async (status) => {
  await collecting(() => ({ status }));
  expect((await exported()).error?.message).toContain(
    `spans do not reach ${collector.endpoint}/v1/traces: HTTP ${status}`,
  );
  expect(collector.requests).toHaveLength(1);
});

test("none is made while somebody waits for the end, and a pause that is being made ends", async () => {
  await collecting(() => ({ status: 503, headers: { "retry-after": "5" } }));
  const result = exported();
  while (collector.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const began = performance.now();
  exporter.hurry();
  expect((await result).code).toBe(core.ExportResultCode.FAILED);
  expect(performance.now() - began).toBeLessThan(1000);
  expect(collector.requests).toHaveLength(2);
});

test("spans that an accepted request left out are told of, with the reason", async () => {
  await collecting(() => ({ refused: 3, why: "too old" }));
  expect(await exported()).toEqual({ code: core.ExportResultCode.SUCCESS });
  expect(reports).toEqual([`spans do not reach ${collector.endpoint}/v1/traces: 3 refused: too old`]);
});

test("credentials of the collector's address are in no message", async () => {
  await collecting(() => ({ status: 401 }));
  const { host } = new URL(collector.endpoint);
  exporter = new OtlpExporter({
    protocol: "http/json",
    url: `http://ann:s3cret@${host}/v1/traces`,
    report: () => undefined,
  });
  const { error } = await exported();
  expect(error?.message).toContain("HTTP 401");
  expect(error?.message).not.toContain("s3cret");
});

describe("over gRPC", () => {
  test("a span arrives as it was, also packed, and again after a refusal that passes", async () => {
    await collecting(() => "accept");
    const grpc = await grpcReceiver((call) => (call === 1 ? status.UNAVAILABLE : status.OK));
    try {
      exporter = new OtlpExporter({ protocol: "grpc", url: grpc.endpoint, report: () => undefined });
      expect(await exported()).toEqual({ code: core.ExportResultCode.SUCCESS });
      await exporter.shutdown();
      process.env["OTEL_EXPORTER_OTLP_COMPRESSION"] = "gzip";
      exporter = new OtlpExporter({ protocol: "grpc", url: grpc.endpoint, report: () => undefined });
      trace.getTracer("test").startSpan("other").end();
      const packed = new Promise((resolve) => exporter.export([span("other")], resolve));
      expect(await packed).toEqual({ code: core.ExportResultCode.SUCCESS });
      expect(grpc.spans()).toMatchObject([
        { name: "work", attributes: { a: 1, b: ["x", "y"], c: 0.5 } },
        { name: "other" },
      ]);
      expect(grpc.metadata).toHaveLength(3);
    } finally {
      delete process.env["OTEL_EXPORTER_OTLP_COMPRESSION"];
      grpc.close();
    }
  });

  test("a refusal that does not pass is told, as is a collector that is away", async () => {
    await collecting(() => "accept");
    const grpc = await grpcReceiver(() => status.UNAUTHENTICATED);
    exporter = new OtlpExporter({ protocol: "grpc", url: grpc.endpoint, report: () => undefined });
    expect((await exported()).error?.message).toBe(
      `spans do not reach ${grpc.endpoint}/: gRPC status 16 refused on purpose`,
    );
    grpc.close();
    await exporter.shutdown();
    exporter = new OtlpExporter({ protocol: "grpc", url: grpc.endpoint, report: () => undefined });
    exporter.hurry();
    trace.getTracer("test").startSpan("other").end();
    const { error } = await new Promise<core.ExportResult>((resolve) => exporter.export([span("other")], resolve));
    expect(error?.message).toContain("ECONNREFUSED");
  });

  test("a receiver that speaks something else is told of", async () => {
    await collecting(() => "accept");
    exporter = new OtlpExporter({ protocol: "grpc", url: `${collector.endpoint}/v1/traces`, report: () => undefined });
    exporter.hurry();
    expect((await exported()).error?.message).toContain(`spans do not reach ${collector.endpoint}/: `);
  });
});
